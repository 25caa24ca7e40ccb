import { z } from 'zod';
import { type Money, money } from '../shared/money.ts';

/** What a handoff's stored context says, as far as it can be read. */
export interface HandoffFile {
  /** Who was proven to ask; null for a stranger. */
  identity: { name: string; debtorNumber: string } | null;
  requests: { reason: string; at: number }[];
  tried: string[];
  nextStep: string | null;
  balance: { outstanding: Money; overdue: Money; count: number; oldestDaysPastDue: number }[];
  /** Epoch ms of the figures; 0 when there are none. */
  asOf: number;
  invoices: { number: string; dueDate: string; outstanding: Money; status: string }[];
  disputes: { caseNumber: string; invoiceNumber: string; reason: string }[];
  /** Tokens of the debtor's files, newest first. */
  attachments: string[];
}

const currency = z.string().regex(/^[A-Z]{3}$/);
const amount = z
  .object({ minor: z.int(), currency })
  .transform((value) => money(value.minor, value.currency));
const whole = z.int().catch(0);

/** One odd entry costs that entry, not the file. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item.nullable().catch(null))
    .catch([])
    .transform((all) => all.filter((one): one is NonNullable<typeof one> => one !== null));

const schema = z.object({
  identity: z.object({ name: z.string(), debtorNumber: z.string() }).nullable().catch(null),
  requests: listOf(z.object({ reason: z.string(), at: z.number() })),
  tried: listOf(z.string()),
  nextStep: z.string().nullable().catch(null),
  asOf: whole,
  balance: listOf(z.object({ outstanding: amount, overdue: amount, count: whole, oldestDaysPastDue: whole })),
  invoices: listOf(
    z
      .object({
        number: z.string(),
        dueDate: z.string(),
        currency,
        outstandingMinor: z.int(),
        status: z.string(),
      })
      .transform(({ number, dueDate, currency: code, outstandingMinor, status }) => ({
        number,
        dueDate,
        outstanding: money(outstandingMinor, code),
        status,
      })),
  ),
  disputes: listOf(z.object({ caseNumber: z.string(), invoiceNumber: z.string(), reason: z.string() })),
  attachments: listOf(z.string()),
});

/** Reads `handoffs.context`: of any version of Sapa, also one that knew less than today's. */
export function readHandoffFile(json: string): HandoffFile {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch {
    given = {};
  }
  const parsed = schema.safeParse(given);
  return parsed.success ? parsed.data : schema.parse({});
}
