const DAY_MS = 24 * 60 * 60_000;

/**
 * How the outbox tries again. With these figures a message is tried for two to five hours: 2 s, 4 s,
 * 8 s ... apart at most, from the tenth try on half an hour, then it lies dead until an operator looks.
 */
export const OUTBOX = {
  /** Sends under way at once, of each channel. */
  concurrency: 8,
  /** A crashed sender's row is taken up again after this; a send is given up well before. */
  leaseMs: 60_000,
  sendTimeoutMs: 45_000,
  /** A row that could not even be tried (Delivery.notBefore) is looked at again no sooner than this. */
  soonestMs: 100,
  /** So long after it was written a row that never could be tried is given up: a bot's answer is out of date by then. */
  longestWaitMs: { bot: DAY_MS, others: 7 * DAY_MS },
  maxAttempts: 18,
  firstDelayMs: 2_000,
  longestDelayMs: 30 * 60_000,
  /** How often due rows are looked for; rows of this process come by `nudge`, long before. */
  pollMs: 1_000,
  /** Sent rows hold an address: deleted this long after, while "did it go out?" may still be asked. */
  keepSentMs: 30 * DAY_MS,
  /** How often such rows are looked for, and how many at most go in one transaction. */
  forgetMs: 60 * 60_000,
  forgetAtOnce: 500,
  /** Due rows not looked for during this time: nothing is sent any more. */
  stuckMs: 60_000,
  /** How often another process's commits are looked for: one pragma, no query. */
  watchMs: 200,
} as const;

/**
 * The pause before the next try, ms: exponential with full jitter, so that a thousand messages that
 * failed together do not come back together. `attempts` counts the tries made; `random` gives [0, 1).
 */
export function retryDelay(attempts: number, random: () => number): number {
  const ceiling = Math.min(OUTBOX.firstDelayMs * 2 ** Math.max(0, attempts - 1), OUTBOX.longestDelayMs);
  return Math.ceil(random() * ceiling);
}
