import type { CalendarDate } from '../shared/calendar.ts';
import { addMoney, type Money, money } from '../shared/money.ts';
import { AGING_BUCKETS, type AgingBucket, agingBucket, daysPastDue } from './invoice.ts';

/** Open invoices of one currency and due date, summed. */
export interface OpenSum {
  currency: string;
  dueDate: CalendarDate;
  count: number;
  outstandingMinor: number;
}

/** What is outstanding in one currency, by age on one day. */
export interface Ageing {
  currency: string;
  outstanding: Money;
  count: number;
  buckets: Record<AgingBucket, { amount: Money; count: number }>;
}

/** Sorts open sums into buckets, per currency in order of first appearance. The buckets add up to `outstanding`. */
export function ageing(sums: readonly OpenSum[], today: CalendarDate): Ageing[] {
  const perCurrency = new Map<string, Ageing>();
  for (const sum of sums) {
    let entry = perCurrency.get(sum.currency);
    if (!entry) {
      entry = emptyAgeing(sum.currency);
      perCurrency.set(sum.currency, entry);
    }
    const amount = money(sum.outstandingMinor, sum.currency);
    const bucket = entry.buckets[agingBucket(daysPastDue(sum.dueDate, today))];
    bucket.amount = addMoney(bucket.amount, amount);
    bucket.count += sum.count;
    entry.outstanding = addMoney(entry.outstanding, amount);
    entry.count += sum.count;
  }
  return [...perCurrency.values()];
}

function emptyAgeing(currency: string): Ageing {
  const buckets = Object.fromEntries(
    AGING_BUCKETS.map((name) => [name, { amount: money(0, currency), count: 0 }]),
  ) as Ageing['buckets'];
  return { currency, outstanding: money(0, currency), count: 0, buckets };
}
