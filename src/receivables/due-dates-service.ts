import { recordDisclosure, type VerifiedDebtor } from '../identity/index.ts';
import { type Money, money } from '../shared/money.ts';
import type { Tx } from '../storage/database.ts';
import { selectOpenSums } from './balance-repository.ts';
import { todayOf } from './balance-service.ts';
import { daysPastDue } from './invoice.ts';

/** All that falls due on one day in one currency. */
export interface DueDate {
  date: string;
  amount: Money;
  /** Invoices due that day. */
  count: number;
  /** 0 from today on. */
  daysPastDue: number;
}

export interface DueDates {
  /** Oldest first, at most `limit`. */
  overdue: DueDate[];
  /** Soonest first, today included, at most `limit`. */
  upcoming: DueDate[];
  /** Due dates beyond the limit. */
  moreOverdue: number;
  moreUpcoming: number;
}

/** The due dates of the debtor's open invoices. Leaves a disclosure `due_dates`. */
export async function dueDatesOf(
  tx: Tx,
  debtor: VerifiedDebtor,
  now: number,
  limit: number,
): Promise<DueDates> {
  await recordDisclosure(tx, debtor, now, 'due_dates');
  const today = todayOf(debtor, now);
  const all = (await selectOpenSums(tx, debtor.debtorId))
    .map((sum) => ({
      date: sum.dueDate,
      amount: money(sum.outstandingMinor, sum.currency),
      count: sum.count,
      daysPastDue: daysPastDue(sum.dueDate, today),
    }))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const overdue = all.filter((due) => due.daysPastDue > 0);
  const upcoming = all.filter((due) => due.daysPastDue === 0);
  return {
    overdue: overdue.slice(0, limit),
    upcoming: upcoming.slice(0, limit),
    moreOverdue: Math.max(0, overdue.length - limit),
    moreUpcoming: Math.max(0, upcoming.length - limit),
  };
}
