import { z } from 'zod';
import { ExpectedError } from '../../shared/errors.ts';

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
    /** What one sender writes beyond this is read together and answered once. */
    readonly heardPerMinutePerChat: number;
  };
  /** Pieces of one album, or files sent one right after another, are one submission after this silence. */
  readonly albumMs: number;
  /** Messages older than this when they reach us count as late; they are answered all the same. */
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

const count = z.int().positive();
const seconds = z.number().positive().max(3600);

const schema = z.strictObject({
  version: z.literal(1),
  pace: z.strictObject({
    read_ms: z.int().min(0).max(20_000),
    type_ms_per_character: z.int().min(0).max(200),
    // A send is given up after 45 seconds; several pieces share them.
    longest_ms: z.int().min(0).max(15_000),
    jitter: z.number().min(0).max(1),
  }),
  limits: z.strictObject({
    answers_per_minute: count.max(600),
    answers_per_minute_per_chat: count.max(120),
    first_words_per_hour: count.max(1000),
    first_words_per_day: count.max(10_000),
    heard_per_minute_per_chat: count.max(600),
  }),
  album_seconds: seconds.max(30),
  late_minutes: count,
  health: z.strictObject({ every_seconds: seconds, within_seconds: seconds.max(60) }),
  missing_after_minutes: count,
  keep_sent_days: count.max(365),
  graph_version: z.string().regex(/^v\d{1,3}\.\d$/, 'must look like v23.0'),
});

/**
 * Checks `dialogs/policies/whatsapp.yml`, already parsed from YAML. Throws ExpectedError `whatsapp_policy`
 * that lists everything wrong with it.
 */
export function parseWhatsAppPolicy(data: unknown): WhatsAppPolicy {
  const parsed = schema.safeParse(data);
  if (!parsed.success) {
    throw new ExpectedError(
      'whatsapp_policy',
      parsed.error.issues.map(
        (issue) => `dialogs/policies/whatsapp.yml: ${issue.path.join('.') || 'the file'}: ${issue.message}`,
      ),
    );
  }
  const { pace, limits, health, ...rest } = parsed.data;
  return {
    pace: {
      readMs: pace.read_ms,
      typeMsPerCharacter: pace.type_ms_per_character,
      longestMs: pace.longest_ms,
      jitter: pace.jitter,
    },
    limits: {
      answersPerMinute: limits.answers_per_minute,
      answersPerMinutePerChat: limits.answers_per_minute_per_chat,
      firstWordsPerHour: limits.first_words_per_hour,
      firstWordsPerDay: limits.first_words_per_day,
      heardPerMinutePerChat: limits.heard_per_minute_per_chat,
    },
    albumMs: rest.album_seconds * 1000,
    lateMs: rest.late_minutes * 60_000,
    healthEveryMs: health.every_seconds * 1000,
    healthWithinMs: health.within_seconds * 1000,
    missingAfterMs: rest.missing_after_minutes * 60_000,
    keepSentMs: rest.keep_sent_days * 86_400_000,
    graphVersion: rest.graph_version,
  };
}
