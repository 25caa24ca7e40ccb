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

// The hot path: one pass over the partial index `invoices_open`, then an index seek each for the rest.
const balanceRows = sqlStatement<{ debtorId: number; today: string }, BalanceRow>(`
  WITH open AS MATERIALIZED (
    SELECT currency, due_date, amount_minor - allocated_minor AS rest FROM invoices INDEXED BY invoices_open
    WHERE debtor_id = @debtorId AND voided_at IS NULL AND allocated_minor < amount_minor
  ), sums AS (
    SELECT currency, SUM(rest) AS outstandingMinor, COUNT(*) AS count,
      SUM(CASE WHEN due_date < @today THEN rest ELSE 0 END) AS overdueMinor,
      SUM(due_date < @today) AS overdueCount, MIN(due_date) AS oldestDue,
      MIN(CASE WHEN due_date >= @today THEN due_date END) AS nextDue
    FROM open GROUP BY currency
  )
  SELECT sums.*,
    (SELECT SUM(rest) FROM open WHERE open.currency = sums.currency AND open.due_date = nextDue) AS nextMinor,
    (SELECT COUNT(*) FROM disputes WHERE debtor_id = @debtorId AND state = 'open') AS disputes,
    (SELECT COUNT(*) FROM payment_proofs WHERE debtor_id = @debtorId
      AND state IN ('received', 'plausible', 'matched')) AS proofs
  FROM sums ORDER BY outstandingMinor DESC, currency`);

/** A debtor's balance per currency; [] when nothing is open. */
export async function selectBalance(
  tx: ReadTx,
  debtorId: number,
  today: CalendarDate,
): Promise<BalanceRow[]> {
  return balanceRows(tx).all({ debtorId, today });
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
