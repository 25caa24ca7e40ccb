import { type ReadTx, sqlStatement } from '../storage/database.ts';
import type { InvoiceFacts } from './invoice.ts';

type Row = Omit<InvoiceFacts, 'disputed' | 'underReview'> & { disputed: number; underReview: number };

/** An invoice with the two flags its status needs; every query of invoices starts with it. */
const SELECT = `
  SELECT i.id, i.external_id AS number, i.external_key AS key, c.external_id AS contractNumber,
    i.issue_date AS issueDate, i.due_date AS dueDate, i.currency, i.amount_minor AS amountMinor,
    i.allocated_minor AS allocatedMinor, i.description,
    CASE WHEN i.allocated_minor > 0 THEN COALESCE((SELECT SUM(a.amount_minor) FROM allocations a
      JOIN payments n ON n.id = a.payment_id WHERE a.invoice_id = i.id AND n.kind = 'credit_note'), 0)
      ELSE 0 END AS creditedMinor,
    EXISTS (SELECT 1 FROM disputes d WHERE d.invoice_id = i.id AND d.state = 'open') AS disputed,
    EXISTS (SELECT 1 FROM payment_proof_invoices n JOIN payment_proofs p ON p.id = n.proof_id
      WHERE n.invoice_id = i.id AND p.state IN ('received', 'plausible', 'matched')) AS underReview
  FROM invoices i LEFT JOIN contracts c ON c.id = i.contract_id
  WHERE i.debtor_id = @debtorId AND i.voided_at IS NULL`;
const OPEN = 'i.allocated_minor < i.amount_minor';

function facts(rows: Row[]): InvoiceFacts[] {
  return rows.map((row) => ({ ...row, disputed: row.disputed === 1, underReview: row.underReview === 1 }));
}

type Page = { debtorId: number; dueDate: string; id: number; limit: number };
const openPage = sqlStatement<Page, Row>(
  `${SELECT} AND ${OPEN} AND (i.due_date, i.id) > (@dueDate, @id) ORDER BY i.due_date, i.id LIMIT @limit`,
);
const allPage = sqlStatement<Page, Row>(
  `${SELECT} AND (i.due_date, i.id) < (@dueDate, @id) ORDER BY i.due_date DESC, i.id DESC LIMIT @limit`,
);

/** Where a page begins: after the invoice with this due date and id. */
export interface Cursor {
  dueDate: string;
  id: number;
}

/** A page of the debtor's invoices: the open ones oldest due first, all of them newest due first. */
export async function selectPage(
  tx: ReadTx,
  debtorId: number,
  filter: 'open' | 'all',
  after: Cursor | undefined,
  limit: number,
): Promise<InvoiceFacts[]> {
  if (filter === 'open') {
    return facts(openPage(tx).all({ debtorId, limit, ...(after ?? { dueDate: '', id: 0 }) }));
  }
  return facts(allPage(tx).all({ debtorId, limit, ...(after ?? { dueDate: '~', id: 0 }) }));
}

const everything = sqlStatement<{ debtorId: number }, Row>(`${SELECT} ORDER BY i.issue_date, i.id`);

/** All invoices of the debtor, oldest issue date first. */
export async function selectAll(tx: ReadTx, debtorId: number): Promise<InvoiceFacts[]> {
  return facts(everything(tx).all({ debtorId }));
}

const byIds = sqlStatement<{ debtorId: number; ids: string }, Row>(
  `${SELECT} AND i.id IN (SELECT value FROM json_each(@ids)) ORDER BY i.due_date, i.id`,
);

/** Those of `ids` that are the debtor's own, oldest due first. */
export async function selectByIds(
  tx: ReadTx,
  debtorId: number,
  ids: readonly number[],
): Promise<InvoiceFacts[]> {
  return facts(byIds(tx).all({ debtorId, ids: JSON.stringify(ids) }));
}

const byKey = sqlStatement<{ debtorId: number; creditorId: number; key: string }, Row>(
  `${SELECT} AND i.creditor_id = @creditorId AND i.external_key = @key`,
);
const bySuffix = sqlStatement<{ debtorId: number; prefix: string; suffix: string; limit: number }, Row>(
  `${SELECT} AND substr(i.external_key, 1, length(@prefix)) = @prefix
     AND substr(i.external_key, -length(@suffix)) = @suffix AND length(i.external_key) >= length(@prefix || @suffix)
   ORDER BY ${OPEN} DESC, i.due_date DESC, i.id DESC LIMIT @limit`,
);

/** The debtor's invoices with exactly this reference key (two when a ledger writes one key two ways). */
export async function selectByKey(
  tx: ReadTx,
  debtor: { debtorId: number; creditorId: number },
  key: string,
): Promise<InvoiceFacts[]> {
  const { debtorId, creditorId } = debtor;
  return facts(byKey(tx).all({ debtorId, creditorId, key }));
}

/** The debtor's invoices whose key starts with `prefix` and ends with `suffix`; open ones and newest first. */
export async function selectByEnds(
  tx: ReadTx,
  debtorId: number,
  ends: { prefix: string; suffix: string },
  limit: number,
): Promise<InvoiceFacts[]> {
  return facts(bySuffix(tx).all({ debtorId, ...ends, limit }));
}
