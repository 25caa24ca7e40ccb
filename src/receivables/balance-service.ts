import { assertVerified, recordDisclosure, type VerifiedDebtor } from '../identity/index.ts';
import { type CalendarDate, dateInZone } from '../shared/calendar.ts';
import { type Money, money } from '../shared/money.ts';
import type { ReadTx, Tx } from '../storage/database.ts';
import { type BalanceRow, selectBalance, selectHeld } from './balance-repository.ts';
import { daysPastDue } from './invoice.ts';

/** What a debtor owes in one currency on one day. */
export interface CurrencyBalance {
  currency: string;
  outstanding: Money;
  /** Open invoices. */
  count: number;
  /** The part whose due date has passed, disputed or not. */
  overdue: Money;
  overdueCount: number;
  /** Of the oldest overdue invoice; 0 when none is. */
  oldestDaysPastDue: number;
  /** The next due date from today on, and all that falls due on it. */
  nextDue?: { date: CalendarDate; amount: Money };
  /** The part in open disputes; absent when there is none. */
  disputed?: Money;
  /** The part, not disputed, for which a payment proof waits; absent when there is none. */
  underReview?: Money;
}

/** Today where the debtor lives. */
export function todayOf(debtor: VerifiedDebtor, now: number): CalendarDate {
  return dateInZone(now, debtor.timeZone);
}

/**
 * The debtor's balance per currency at `now` (epoch ms), largest first; [] when nothing is open.
 * Leaves a disclosure `balance`.
 */
export async function balanceOf(tx: Tx, debtor: VerifiedDebtor, now: number): Promise<CurrencyBalance[]> {
  const balance = await balanceSnapshot(tx, debtor, now);
  await recordDisclosure(tx, debtor, now, 'balance');
  return balance;
}

/** The same figures for the file of a handoff: shown to nobody yet, so no disclosure is left. */
export async function balanceSnapshot(
  tx: ReadTx,
  debtor: VerifiedDebtor,
  now: number,
): Promise<CurrencyBalance[]> {
  assertVerified(debtor, now);
  const today = todayOf(debtor, now);
  const rows = await selectBalance(tx, debtor.debtorId, today);
  const balances = rows.map((row) => currencyBalance(row, today));
  const first = rows[0];
  if (!first || (first.disputes === 0 && first.proofs === 0)) return balances;
  for (const held of await selectHeld(tx, debtor.debtorId)) {
    const balance = balances.find((one) => one.currency === held.currency);
    if (!balance) continue;
    if (held.disputedMinor > 0) balance.disputed = money(held.disputedMinor, held.currency);
    if (held.underReviewMinor > 0) balance.underReview = money(held.underReviewMinor, held.currency);
  }
  return balances;
}

function currencyBalance(row: BalanceRow, today: CalendarDate): CurrencyBalance {
  const balance: CurrencyBalance = {
    currency: row.currency,
    outstanding: money(row.outstandingMinor, row.currency),
    count: row.count,
    overdue: money(row.overdueMinor, row.currency),
    overdueCount: row.overdueCount,
    oldestDaysPastDue: daysPastDue(row.oldestDue, today),
  };
  if (row.nextDue !== null && row.nextMinor !== null) {
    balance.nextDue = { date: row.nextDue, amount: money(row.nextMinor, row.currency) };
  }
  return balance;
}
