import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Role } from '../collectors/index.ts';
import { ExpectedError } from '../shared/errors.ts';
import { type Money, minorDigits, money } from '../shared/money.ts';

/** The largest whole amount whose minor units stay exact in any currency (three decimal places at most). */
const LARGEST = Math.floor(Number.MAX_SAFE_INTEGER / 1000);

const most = z.union([
  z.literal('unlimited'),
  z.record(
    z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as IDR'),
    z.int().positive().max(LARGEST),
  ),
]);
const schema = z.strictObject({
  version: z.literal(1),
  alone: z.strictObject({ collector: most, supervisor: most, admin: most }),
});

/** The rules of who may decide how much. */
export interface DecisionLimits {
  /**
   * The most this role may accept or credit alone in a currency; null without limit. Zero where the
   * currency is not named, and for those who decide nothing.
   */
  alone(role: Role, currency: string): Money | null;
}

/** Reads and checks `dialogs/policies/decisions.yml`. */
export function readDecisionLimits(file: string): DecisionLimits {
  return parseDecisionLimits(parse(readFileSync(file, 'utf8')));
}

/**
 * Checks `dialogs/policies/decisions.yml`, already parsed from YAML. Throws ExpectedError
 * `decision_limits` that lists everything wrong with it.
 */
export function parseDecisionLimits(data: unknown): DecisionLimits {
  const parsed = schema.safeParse(data);
  if (!parsed.success) {
    throw new ExpectedError(
      'decision_limits',
      parsed.error.issues.map(
        (issue) => `dialogs/policies/decisions.yml: ${issue.path.join('.')}: ${issue.message}`,
      ),
    );
  }
  const { alone } = parsed.data;
  return {
    alone(role, currency) {
      const rule = role === 'auditor' ? {} : alone[role];
      if (rule === 'unlimited') return null;
      return money((rule[currency] ?? 0) * 10 ** minorDigits(currency), currency);
    },
  };
}

/** Whether `amount` needs somebody with a higher limit. */
export function isOverLimit(amount: Money, limit: Money | null): boolean {
  return limit !== null && amount.minor > limit.minor;
}
