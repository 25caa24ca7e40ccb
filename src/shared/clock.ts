/** The only source of "now": injected everywhere, so that a test can name the day. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
