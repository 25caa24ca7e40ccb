import type { Line, SlotValue } from '../dialog/reply.ts';
import {
  AGING_BUCKETS,
  type Ageing,
  type CurrencyBalance,
  type DueDate,
  type DueDates,
} from '../receivables/index.ts';
import type { CalendarDate } from '../shared/calendar.ts';
import { line } from './invoice-words.ts';

/** A balance in words: the answer first, then what presses, then what comes next; per currency. */
export function balanceLines(balances: readonly CurrencyBalance[], now: number, timeZone: string): Line[] {
  return balances.flatMap((one, index) => {
    const asOf = { instant: now, timeZone };
    const total = { total: one.outstanding, count: one.count };
    const lines = [
      index === 0 ? line('check_balance.total', { ...total, asOf }) : line('check_balance.total_also', total),
    ];
    if (one.overdueCount === 1 && one.count === 1) {
      lines.push(line('check_balance.only_overdue', { count: one.oldestDaysPastDue }));
    } else if (one.overdueCount === one.count) {
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
export function ageingLines(ageings: readonly Ageing[], asOf: SlotValue): Line[] {
  return ageings.flatMap((one) => [
    line('list_invoices.total', { total: one.outstanding, count: one.count, asOf }),
    ...AGING_BUCKETS.filter((bucket) => one.buckets[bucket].count > 0).map((bucket) =>
      line(`list_invoices.${bucket}`, {
        amount: one.buckets[bucket].amount,
        count: one.buckets[bucket].count,
      }),
    ),
  ]);
}

/** Due dates in words, overdue and upcoming apart; `today` is where the debtor lives. */
export function dueDateLines(due: DueDates, today: CalendarDate, asOf: SlotValue): Line[] {
  const slots = (one: DueDate) => ({
    date: { date: one.date },
    amount: one.amount,
    count: one.daysPastDue,
  });
  const more = (count: number) => (count > 0 ? [line('due_date.more', { count })] : []);
  return [
    line('due_date.head', { asOf }),
    ...(due.overdue.length > 0 ? [line('due_date.overdue')] : []),
    ...due.overdue.map((one) => line('due_date.overdue_entry', slots(one))),
    ...more(due.moreOverdue),
    ...(due.upcoming.length > 0 && due.overdue.length > 0 ? [line('due_date.upcoming')] : []),
    ...due.upcoming.map((one) =>
      line(one.date === today ? 'due_date.today_entry' : 'due_date.upcoming_entry', slots(one)),
    ),
    ...more(due.moreUpcoming),
  ];
}
