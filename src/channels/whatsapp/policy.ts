/** `dialogs/policies/whatsapp.yml`: how we behave on WhatsApp. Durations in ms. */
export interface WhatsAppPolicy {
  /** Pauses before an answer: reading, then typing by length, each with jitter of ±`jitter` (0..1). */
  readonly pace: {
    readonly readMs: number;
    readonly typeMsPerCharacter: number;
    readonly longestMs: number;
    readonly jitter: number;
  };
  /** Messages a number may send: answers to who wrote first, and first words to somebody. */
  readonly limits: {
    readonly answersPerMinute: number;
    readonly answersPerMinutePerChat: number;
    readonly firstWordsPerHour: number;
    readonly firstWordsPerDay: number;
  };
  /** Pieces of one album, or files sent one right after another, are one submission after this silence. */
  readonly albumMs: number;
  /** Messages older than this when they reach us are answered with an apology for the delay. */
  readonly lateMs: number;
  /** How often we ask WhatsApp whether it is there, and how long it may take. */
  readonly healthEveryMs: number;
  readonly healthWithinMs: number;
  /** A message that was announced and never came is reported after this. */
  readonly missingAfterMs: number;
  readonly keepSentMs: number;
  /** Graph API version of the Cloud transport. */
  readonly graphVersion: string;
}
