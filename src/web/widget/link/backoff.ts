const FIRST_MS = 500;
const MOST_MS = 20_000;

/**
 * Milliseconds to wait before try number `attempt` (0 = first retry): doubling up to 20 s, of which a
 * random half, so that pages cut off together do not all come back together.
 */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}

/** A wait that can be cut short: `done` settles after `ms` or when `wake` is called. */
export function interruptibleWait(ms: number): { done: Promise<void>; wake: () => void } {
  let wake = () => {};
  const done = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { done, wake };
}
