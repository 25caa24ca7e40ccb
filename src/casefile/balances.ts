import { AGING_BUCKETS, type AgingBucket, agingBucket, daysPastDue } from '../receivables/index.ts';
import type { CalendarDate } from '../shared/calendar.ts';
import { type Money, money } from '../shared/money.ts';
import type { OpenRow } from './debtor-repository.ts';

/** What a debtor owes in one currency, by age on one day. */
export interface CaseBalance {
  outstanding: Money;
  overdue: Money;
  /** Received, and not taken by any invoice. */
  credit: Money;
  disputed: Money;
  /** Open invoices. */
  count: number;
  oldestDaysPastDue: number;
  /** Every bucket, in order; they add up to `outstanding`. */
  ageing: { bucket: AgingBucket; amount: Money }[];
}

interface Sums {
  outstanding: number;
  overdue: number;
  credit: number;
  disputed: number;
  count: number;
  oldest: number;
  buckets: Record<AgingBucket, number>;
}

/** Balance and ageing per currency on `today`, largest outstanding first; also currencies with credit alone. */
export function balances(
  open: readonly OpenRow[],
  credits: readonly { currency: string; creditMinor: number }[],
  today: CalendarDate,
): CaseBalance[] {
  const byCurrency = new Map<string, Sums>();
  const of = (currency: string): Sums => {
    let sums = byCurrency.get(currency);
    if (!sums) {
      const buckets = Object.fromEntries(AGING_BUCKETS.map((name) => [name, 0])) as Sums['buckets'];
      sums = { outstanding: 0, overdue: 0, credit: 0, disputed: 0, count: 0, oldest: 0, buckets };
      byCurrency.set(currency, sums);
    }
    return sums;
  };
  for (const row of open) {
    const sums = of(row.currency);
    const days = daysPastDue(row.dueDate, today);
    sums.outstanding += row.restMinor;
    sums.disputed += row.disputedMinor;
    sums.count += 1;
    sums.oldest = Math.max(sums.oldest, days);
    if (days > 0) sums.overdue += row.restMinor;
    sums.buckets[agingBucket(days)] += row.restMinor;
  }
  for (const row of credits) of(row.currency).credit += row.creditMinor;
  return [...byCurrency]
    .sort(([a, x], [b, y]) => y.outstanding - x.outstanding || (a < b ? -1 : 1))
    .map(([currency, sums]) => ({
      outstanding: money(sums.outstanding, currency),
      overdue: money(sums.overdue, currency),
      credit: money(sums.credit, currency),
      disputed: money(sums.disputed, currency),
      count: sums.count,
      oldestDaysPastDue: sums.oldest,
      ageing: AGING_BUCKETS.map((bucket) => ({ bucket, amount: money(sums.buckets[bucket], currency) })),
    }));
}
