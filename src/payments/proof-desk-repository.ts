import { type ReadTx, sqlStatement } from '../storage/database.ts';
import type { ProofState } from './proof-repository.ts';

/** A proof as the console lists it; amounts in minor units of `currency`. */
export interface ProofListed {
  id: number;
  receiptNumber: string;
  creditorId: number;
  creditorName: string;
  debtorId: number;
  debtorNumber: string;
  debtorName: string;
  conversationId: number;
  amountMinor: number | null;
  paidOn: string | null;
  reference: string | null;
  currency: string;
  state: ProofState;
  createdAt: number;
  decidedAt: number | null;
  fileToken: string | null;
  fileName: string | null;
  mediaType: string | null;
  fileSize: number | null;
}

/** What else the page of one proof needs. */
export interface ProofOpened extends ProofListed {
  contentHash: string;
  decisionNote: string | null;
  rejectReason: string | null;
  paymentId: number | null;
  decidedBy: number | null;
  deciderName: string | null;
  timeZone: string;
}

const COLUMNS = `p.id, p.receipt_number AS receiptNumber, p.creditor_id AS creditorId, c.name AS creditorName,
  p.debtor_id AS debtorId, d.external_id AS debtorNumber, d.name AS debtorName,
  p.conversation_id AS conversationId, p.amount_minor AS amountMinor, p.paid_on AS paidOn, p.reference,
  p.currency, p.state, p.created_at AS createdAt, p.decided_at AS decidedAt,
  f.token AS fileToken, f.file_name AS fileName, f.media_type AS mediaType, f.size AS fileSize`;
const JOINS = `JOIN creditors c ON c.id = p.creditor_id JOIN debtors d ON d.id = p.debtor_id
  LEFT JOIN attachments f ON f.id = p.attachment_id`;
const IN_SCOPE = `(@scope IS NULL OR p.creditor_id IN (SELECT value FROM json_each(@scope)))`;

interface ListQuery {
  /** Ids of creditors as JSON; null for all. */
  scope: string | null;
  at: number;
  id: number;
  limit: number;
}

const open = sqlStatement<ListQuery, ProofListed>(`
  SELECT ${COLUMNS} FROM payment_proofs p INDEXED BY payment_proofs_open ${JOINS}
  WHERE p.state IN ('received', 'plausible', 'matched') AND ${IN_SCOPE}
    AND (p.created_at, p.id) > (@at, @id) ORDER BY p.created_at, p.id LIMIT @limit`);
const decided = sqlStatement<ListQuery, ProofListed>(`
  SELECT ${COLUMNS} FROM payment_proofs p INDEXED BY payment_proofs_decided ${JOINS}
  WHERE p.state IN ('posted', 'rejected') AND ${IN_SCOPE}
    AND (p.decided_at, p.id) < (@at, @id) ORDER BY p.decided_at DESC, p.id DESC LIMIT @limit`);

/** The proofs that wait, oldest first, or those decided, newest decision first; after `(at, id)`. */
export async function selectProofs(
  tx: ReadTx,
  state: 'open' | 'decided',
  query: ListQuery,
): Promise<ProofListed[]> {
  return state === 'open' ? open(tx).all(query) : decided(tx).all(query);
}

const one = sqlStatement<[number], ProofOpened>(`
  SELECT ${COLUMNS}, p.content_hash AS contentHash, p.decision_note AS decisionNote,
    p.reject_reason AS rejectReason, p.payment_id AS paymentId, p.decided_by AS decidedBy,
    w.name AS deciderName, c.time_zone AS timeZone
  FROM payment_proofs p ${JOINS} LEFT JOIN collectors w ON w.id = p.decided_by WHERE p.id = ?`);

export async function selectOpened(tx: ReadTx, id: number): Promise<ProofOpened | undefined> {
  return one(tx).get(id);
}

const further = sqlStatement<
  [number],
  { fileToken: string; fileName: string; mediaType: string; fileSize: number }
>(`SELECT f.token AS fileToken, f.file_name AS fileName, f.media_type AS mediaType, f.size AS fileSize
  FROM payment_proof_files n JOIN attachments f ON f.id = n.attachment_id
  WHERE n.proof_id = ? ORDER BY n.position`);

/** Files that came together with the proof's own, in their order. */
export async function selectFurtherFiles(tx: ReadTx, proofId: number) {
  return further(tx).all(proofId);
}

export interface CandidateRow {
  invoiceId: number;
  number: string;
  dueDate: string;
  amountMinor: number;
  allocatedMinor: number;
  creditedMinor: number;
  named: 0 | 1;
  disputed: 0 | 1;
}

const candidates = sqlStatement<{ proofId: number; limit: number }, CandidateRow>(`
  SELECT i.id AS invoiceId, i.external_id AS number, i.due_date AS dueDate, i.amount_minor AS amountMinor,
    i.allocated_minor AS allocatedMinor,
    COALESCE((SELECT SUM(a.amount_minor) FROM allocations a JOIN payments n ON n.id = a.payment_id
      WHERE a.invoice_id = i.id AND n.kind = 'credit_note'), 0) AS creditedMinor,
    named.invoice_id IS NOT NULL AS named,
    EXISTS (SELECT 1 FROM disputes x WHERE x.invoice_id = i.id AND x.state = 'open') AS disputed
  FROM payment_proofs p JOIN invoices i ON i.debtor_id = p.debtor_id AND i.currency = p.currency
  LEFT JOIN payment_proof_invoices named ON named.proof_id = p.id AND named.invoice_id = i.id
  WHERE p.id = @proofId AND i.voided_at IS NULL
    AND (named.invoice_id IS NOT NULL OR i.allocated_minor < i.amount_minor)
  ORDER BY named DESC, i.due_date, i.id LIMIT @limit`);

/** Invoices a proof may have paid: those it names, then the other open ones; oldest due first in each. */
export async function selectCandidates(tx: ReadTx, proofId: number, limit: number): Promise<CandidateRow[]> {
  return candidates(tx).all({ proofId, limit });
}

const payment = sqlStatement<
  [number],
  { amountMinor: number; allocatedMinor: number; receivedOn: string; currency: string }
>(`SELECT amount_minor AS amountMinor, allocated_minor AS allocatedMinor, received_on AS receivedOn, currency
  FROM payments WHERE id = ?`);

/** The money a proof was booked as. */
export async function selectBooked(tx: ReadTx, paymentId: number) {
  return payment(tx).get(paymentId);
}
