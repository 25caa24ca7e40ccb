import type { Surroundings } from '../ports.ts';

/** How often we look whether something changed that nobody tells us: a wish, a lease, in another process. */
const TICK_MS = 250;

/** Waiting that ends early when there is something to do. */
export interface Rest {
  /** Until something happens, or `ms` are over where they are given. */
  until(ms?: number): Promise<void>;
  /** From now on nothing waits any more. */
  end(): void;
}

/** `happened` is asked at every tick, also while nobody rests: it may act, and says whether to stop resting. */
export function createRest(surroundings: Surroundings, happened: () => boolean): Rest {
  let over = false;
  const resting = new Set<() => void>();
  const wake = () => {
    for (const go of resting) go();
  };
  const timer = setInterval(() => {
    if (happened()) wake();
  }, TICK_MS);
  return {
    until(ms) {
      if (over) return Promise.resolve();
      return new Promise((resolve) => {
        let clock: NodeJS.Timeout | undefined;
        const go = () => {
          clearTimeout(clock);
          resting.delete(go);
          resolve();
        };
        resting.add(go);
        if (ms === undefined) return;
        if (surroundings.pause) void surroundings.pause(ms).then(go);
        else clock = setTimeout(go, ms);
      });
    },
    end() {
      over = true;
      clearInterval(timer);
      wake();
    },
  };
}
