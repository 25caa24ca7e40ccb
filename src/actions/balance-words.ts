import type { Line } from '../dialog/reply.ts';
import { AGING_BUCKETS, type Ageing, type CurrencyBalance, type DueDates } from '../receivables/index.ts';
import { line } from './invoice-words.ts';

/** A balance in words: the answer first, then what presses, then what comes next; per currency. */
export function balanceLines(balances: readonly CurrencyBalance[], now: number, timeZone: string): Line[] {
  return balances.flatMap((one, index) => {
    const asOf = { instant: now, timeZone };
    const total = { total: one.outstanding, count: one.count };
    const lines = [
      index === 0 ? line('check_balance.total', { ...total, asOf }) : line('check_balance.total_also', total),
    ];
    if (one.overdueCount === one.count) {
      lines.push(line('check_balance.all_overdue', { count: one.oldestDaysPastDue }));
    } else if (one.overdueCount > 0) {
      lines.push(line('check_balance.overdue', { amount: one.overdue, count: one.oldestDaysPastDue }));
    }
    if (one.disputed) lines.push(line('check_balance.disputed', { amount: one.disputed }));
    if (one.underReview) lines.push(line('check_balance.under_review', { amount: one.underReview }));
    if (one.nextDue) {
      const { amount, date } = one.nextDue;
      lines.push(line('check_balance.next_due', { amount, date: { date } }));
    }
    return lines;
  });
}

/** Totals and ageing: what a long list is worth knowing before. Empty buckets are left out. */
export function ageingLines(ageings: readonly Ageing[]): Line[] {
  return ageings.flatMap((one) => [
    line('list_invoices.total', { total: one.outstanding, count: one.count }),
    ...AGING_BUCKETS.filter((bucket) => one.buckets[bucket].count > 0).map((bucket) =>
      line(`list_invoices.${bucket}`, {
        amount: one.buckets[bucket].amount,
        count: one.buckets[bucket].count,
      }),
    ),
  ]);
}

export function dueDateLines(due: DueDates): Line[] {
  const entry = (key: string) => (one: DueDates['overdue'][number]) =>
    line(key, { date: { date: one.date }, amount: one.amount, invoices: one.count, count: one.daysPastDue });
  return [
    ...(due.overdue.length > 0 ? [line('due_date.overdue')] : []),
    ...due.overdue.map(entry('due_date.overdue_entry')),
    ...(due.moreOverdue > 0 ? [line('due_date.more', { count: due.moreOverdue })] : []),
    ...(due.upcoming.length > 0 ? [line('due_date.upcoming')] : []),
    ...due.upcoming.map(entry('due_date.upcoming_entry')),
    ...(due.moreUpcoming > 0 ? [line('due_date.more', { count: due.moreUpcoming })] : []),
  ];
}
