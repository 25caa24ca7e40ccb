import type { CalendarDate } from '../shared/calendar.ts';
import { type ReadTx, sqlStatement } from '../storage/database.ts';
import type { OpenSum } from './ageing.ts';

/** One currency of a debtor's open invoices, in minor units. */
export interface BalanceRow {
  currency: string;
  outstandingMinor: number;
  count: number;
  overdueMinor: number;
  overdueCount: number;
  oldestDue: CalendarDate;
  /** Earliest due date that is not before today; null when all are overdue. */
  nextDue: CalendarDate | null;
  nextMinor: number | null;
  /** Of the debtor, all currencies: the same in every row. */
  disputes: number;
  proofs: number;
}

type OpenRow = [currency: string, dueDate: CalendarDate, restMinor: number];

// The hot path. Ten rows summed here cost a third of the same sums as one SQL statement.
const openRows = sqlStatement<[number], OpenRow>(`
  SELECT currency, due_date, amount_minor - allocated_minor FROM invoices INDEXED BY invoices_open
  WHERE debtor_id = ? AND voided_at IS NULL AND allocated_minor < amount_minor`);
const heldCounts = sqlStatement<{ debtorId: number }, { disputes: number; proofs: number }>(`
  SELECT (SELECT COUNT(*) FROM disputes WHERE debtor_id = @debtorId AND state = 'open') AS disputes,
    (SELECT COUNT(*) FROM payment_proofs WHERE debtor_id = @debtorId
      AND state IN ('received', 'plausible', 'matched')) AS proofs`);

/** A debtor's balance per currency, largest first; [] when nothing is open. */
export async function selectBalance(
  tx: ReadTx,
  debtorId: number,
  today: CalendarDate,
): Promise<BalanceRow[]> {
  const byCurrency = new Map<string, BalanceRow>();
  const held = heldCounts(tx).get({ debtorId })!;
  for (const [currency, dueDate, rest] of openRows(tx).raw().all(debtorId) as unknown as OpenRow[]) {
    let row = byCurrency.get(currency);
    if (!row) {
      row = {
        currency,
        outstandingMinor: 0,
        count: 0,
        overdueMinor: 0,
        overdueCount: 0,
        oldestDue: dueDate,
        nextDue: null,
        nextMinor: null,
        ...held,
      };
      byCurrency.set(currency, row);
    }
    addOpen(row, dueDate, rest, today);
  }
  return [...byCurrency.values()].sort(
    (a, b) => b.outstandingMinor - a.outstandingMinor || (a.currency < b.currency ? -1 : 1),
  );
}

function addOpen(row: BalanceRow, dueDate: CalendarDate, rest: number, today: CalendarDate): void {
  row.outstandingMinor += rest;
  row.count += 1;
  if (dueDate < row.oldestDue) row.oldestDue = dueDate;
  if (dueDate < today) {
    row.overdueMinor += rest;
    row.overdueCount += 1;
  } else if (row.nextDue === null || dueDate < row.nextDue) {
    row.nextDue = dueDate;
    row.nextMinor = rest;
  } else if (dueDate === row.nextDue) {
    row.nextMinor! += rest;
  }
}

const heldRows = sqlStatement<
  { debtorId: number },
  { currency: string; disputedMinor: number; underReviewMinor: number }
>(`
  SELECT currency, SUM(CASE WHEN disputed IS NOT NULL THEN MIN(rest, disputed) ELSE 0 END) AS disputedMinor,
    SUM(CASE WHEN reviewed AND disputed IS NULL THEN rest ELSE 0 END) AS underReviewMinor
  FROM (
    SELECT i.currency, i.amount_minor - i.allocated_minor AS rest,
      (SELECT SUM(d.disputed_minor) FROM disputes d WHERE d.invoice_id = i.id AND d.state = 'open') AS disputed,
      EXISTS (SELECT 1 FROM payment_proof_invoices n JOIN payment_proofs p ON p.id = n.proof_id
        WHERE n.invoice_id = i.id AND p.state IN ('received', 'plausible', 'matched')) AS reviewed
    FROM invoices i
    WHERE i.debtor_id = @debtorId AND i.voided_at IS NULL AND i.allocated_minor < i.amount_minor
  ) GROUP BY currency`);

/** What is unpaid and disputed, and what is unpaid on invoices only under review; asked when there are any. */
export async function selectHeld(tx: ReadTx, debtorId: number) {
  return heldRows(tx).all({ debtorId });
}

const openSums = sqlStatement<[number], OpenSum>(`
  SELECT currency, due_date AS dueDate, COUNT(*) AS count, SUM(amount_minor - allocated_minor) AS outstandingMinor
  FROM invoices
  WHERE debtor_id = ? AND voided_at IS NULL AND allocated_minor < amount_minor
  GROUP BY currency, due_date ORDER BY currency, due_date`);

/** Open invoices summed by currency and due date, for ageing. */
export async function selectOpenSums(tx: ReadTx, debtorId: number): Promise<OpenSum[]> {
  return openSums(tx).all(debtorId);
}
