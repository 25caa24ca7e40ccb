/** How long Meta may take, ms. Together they stay below the 45 s after which the outbox gives a send up. */
export interface Timing {
  sendMs: number;
  /** How long a message without an answer waits for its status. */
  settleMs: number;
  uploadMs: number;
  questionMs: number;
  downloadMs: number;
  pause(ms: number): Promise<void>;
}

export const TIMING = {
  sendMs: 15_000,
  settleMs: 8_000,
  uploadMs: 20_000,
  questionMs: 10_000,
  downloadMs: 60_000,
} as const;

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
