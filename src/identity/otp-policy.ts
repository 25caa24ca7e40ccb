import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ExpectedError } from '../shared/errors.ts';

const positive = z.int().positive();
const requirement = z
  .array(z.enum(['reference', 'phone_last4']))
  .refine((asked) => asked.includes('reference'), 'must contain "reference"');
const sameNumber = z.enum(['never', 'last_resort']);

const schema = z.strictObject({
  version: z.literal(1),
  code: z.strictObject({
    length: z.literal(6),
    valid_seconds: positive.max(3600),
    tries: positive.max(10),
    resend_after_seconds: positive,
  }),
  limits: z.strictObject({
    window_minutes: positive,
    per_debtor: positive,
    per_sender: positive,
    per_origin: positive,
  }),
  lockout: z.strictObject({
    first_minutes: positive,
    longest_minutes: positive,
    memory_hours: positive.max(168),
  }),
  session: z.strictObject({ idle_minutes: positive, absolute_hours: positive }),
  require: requirement,
  same_number: sameNumber,
  creditors: z.record(
    z.string(),
    z.strictObject({ require: requirement.optional(), same_number: sameNumber.optional() }),
  ),
});

/** The rules of verification; every duration in milliseconds. */
export interface OtpPolicy {
  readonly validMs: number;
  readonly tries: number;
  readonly resendAfterMs: number;
  readonly windowMs: number;
  readonly perDebtor: number;
  readonly perSender: number;
  readonly perOrigin: number;
  readonly lockFirstMs: number;
  readonly lockLongestMs: number;
  readonly memoryMs: number;
  readonly idleMs: number;
  readonly absoluteMs: number;
  /** Whether the creditor of this slug asks for the last four digits of the phone on file too. */
  needsPhone(creditorSlug: string): boolean;
  /** Whether this creditor's codes may go to the very number that asks, where nothing else is on file. */
  sameNumber(creditorSlug: string): 'never' | 'last_resort';
}

/** Reads and checks `dialogs/policies/otp.yml`. */
export function readOtpPolicy(file: string): OtpPolicy {
  return parseOtpPolicy(parse(readFileSync(file, 'utf8')));
}

/**
 * Checks `dialogs/policies/otp.yml`, already parsed from YAML. Throws ExpectedError `otp_policy` that
 * lists everything wrong with it.
 */
export function parseOtpPolicy(data: unknown): OtpPolicy {
  const parsed = schema.safeParse(data);
  if (!parsed.success) {
    throw new ExpectedError(
      'otp_policy',
      parsed.error.issues.map(
        (issue) => `dialogs/policies/otp.yml: ${issue.path.join('.')}: ${issue.message}`,
      ),
    );
  }
  const { code, limits, lockout, session, require, same_number: same, creditors } = parsed.data;
  return {
    validMs: code.valid_seconds * 1000,
    tries: code.tries,
    resendAfterMs: code.resend_after_seconds * 1000,
    windowMs: limits.window_minutes * 60_000,
    perDebtor: limits.per_debtor,
    perSender: limits.per_sender,
    perOrigin: limits.per_origin,
    lockFirstMs: lockout.first_minutes * 60_000,
    lockLongestMs: lockout.longest_minutes * 60_000,
    memoryMs: lockout.memory_hours * 3_600_000,
    idleMs: session.idle_minutes * 60_000,
    absoluteMs: session.absolute_hours * 3_600_000,
    needsPhone: (slug) => (creditors[slug]?.require ?? require).includes('phone_last4'),
    sameNumber: (slug) => creditors[slug]?.same_number ?? same,
  };
}
