import { z } from 'zod';
import { QUEUE_VIEWS, type QueueFilter } from '../../../handoff/index.ts';
import { isKnownCurrency } from '../../../shared/currencies.ts';

const MINUTE_MS = 60_000;
const LONGEST_AGE_MINUTES = 10 * 366 * 24 * 60;

const id = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const word = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'expected one word such as not_understood');

/** What stands after the question mark of GET /queue; an empty filter is none. */
export const queueQuery = z
  .object({
    view: z.enum(QUEUE_VIEWS).default('unassigned'),
    creditor: id.optional(),
    reason: word.optional(),
    locale: z
      .string()
      .regex(/^[a-z]{2,3}$/, 'expected a language such as id')
      .optional(),
    minAmount: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    currency: z.string().refine(isKnownCurrency, 'expected an ISO 4217 code such as IDR').optional(),
    minAge: z.coerce.number().int().min(0).max(LONGEST_AGE_MINUTES).optional(),
    cursor: z.string().max(200).optional(),
  })
  .refine(({ minAmount, currency }) => minAmount === undefined || currency !== undefined, {
    path: ['currency'],
    message: 'expected together with minAmount: amounts of different currencies do not compare',
  });

export function filterOf(query: z.infer<typeof queueQuery>, now: number): QueueFilter {
  const { creditor, reason, locale, currency, minAge } = query;
  return {
    creditorId: creditor,
    reason,
    locale,
    currency,
    minAmount: currency === undefined ? undefined : (query.minAmount ?? 0),
    createdBefore: minAge === undefined ? undefined : now - minAge * MINUTE_MS,
  };
}

/** A page sends `reason=` for a filter that is off. */
export function withoutEmpty(query: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query as object).filter(([, value]) => value !== ''));
}

const whole = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
export const openPosition = z
  .tuple([z.union([z.literal(0), z.literal(1)]), z.number().min(0), whole])
  .readonly();
export const datedPosition = z.tuple([whole, whole]).readonly();

export const callBacksQuery = z.object({
  state: z.enum(['open', 'done']).default('open'),
  cursor: z.string().max(200).optional(),
});

export const reportQuery = z.object({ days: z.coerce.number().int().min(1).max(366).default(30) });
