import { type ReadTx, sqlStatement } from '../storage/database.ts';

export interface DebtorRow {
  id: number;
  number: string;
  name: string;
  salutation: 'bapak' | 'ibu' | null;
  creditorId: number;
  /** ISO 3166-1 alpha-2, of the creditor. */
  country: string;
  locale: string | null;
  timeZone: string;
}

const debtor = sqlStatement<[number], DebtorRow>(`
  SELECT d.id, d.external_id AS number, d.name, d.salutation, d.creditor_id AS creditorId, c.country, d.locale,
    COALESCE(d.time_zone, c.time_zone) AS timeZone
  FROM debtors d JOIN creditors c ON c.id = d.creditor_id WHERE d.id = ?`);
export const debtorById = (tx: ReadTx, id: number) => debtor(tx).get(id);

export interface ContactRow {
  id: number;
  channel: string;
  address: string;
  role: string;
  flaggedAt: number | null;
}

const contacts = sqlStatement<[number, number], ContactRow>(`
  SELECT c.id, c.channel, c.address, l.role, c.flagged_at AS flaggedAt
  FROM debtor_contacts l JOIN contacts c ON c.id = l.contact_id WHERE l.debtor_id = ? ORDER BY c.id LIMIT ?`);
export const contactsOf = (tx: ReadTx, debtorId: number, limit: number) => contacts(tx).all(debtorId, limit);

export interface OpenRow {
  currency: string;
  dueDate: string;
  restMinor: number;
  /** The part in an open dispute. */
  disputedMinor: number;
}

const open = sqlStatement<[number], OpenRow>(`
  SELECT i.currency, i.due_date AS dueDate, i.amount_minor - i.allocated_minor AS restMinor,
    MIN(i.amount_minor - i.allocated_minor, COALESCE((SELECT SUM(d.disputed_minor) FROM disputes d
      WHERE d.invoice_id = i.id AND d.state = 'open'), 0)) AS disputedMinor
  FROM invoices i INDEXED BY invoices_open
  WHERE i.debtor_id = ? AND i.voided_at IS NULL AND i.allocated_minor < i.amount_minor`);
/** Every open invoice's rest: what balance and ageing are summed from. */
export const openRows = (tx: ReadTx, debtorId: number) => open(tx).all(debtorId);

const credit = sqlStatement<[number], { currency: string; creditMinor: number }>(`
  SELECT currency, SUM(amount_minor - allocated_minor) AS creditMinor FROM payments
  WHERE debtor_id = ? AND allocated_minor < amount_minor GROUP BY currency`);
/** Money (and credit notes) that no invoice has taken yet. */
export const creditOf = (tx: ReadTx, debtorId: number) => credit(tx).all(debtorId);

export interface InvoiceRow {
  id: number;
  number: string;
  issueDate: string;
  dueDate: string;
  currency: string;
  amountMinor: number;
  allocatedMinor: number;
  disputed: number;
  underReview: number;
}

const INVOICE = `
  SELECT i.id, i.external_id AS number, i.issue_date AS issueDate, i.due_date AS dueDate, i.currency,
    i.amount_minor AS amountMinor, i.allocated_minor AS allocatedMinor,
    EXISTS (SELECT 1 FROM disputes d WHERE d.invoice_id = i.id AND d.state = 'open') AS disputed,
    EXISTS (SELECT 1 FROM payment_proof_invoices n JOIN payment_proofs p ON p.id = n.proof_id
      WHERE n.invoice_id = i.id AND p.state IN ('received', 'plausible', 'matched')) AS underReview
  FROM invoices i`;
const openInvoices = sqlStatement<[number, number], InvoiceRow>(`
  ${INVOICE} INDEXED BY invoices_open
  WHERE i.debtor_id = ? AND i.voided_at IS NULL AND i.allocated_minor < i.amount_minor
  ORDER BY i.due_date, i.id LIMIT ?`);
const settledInvoices = sqlStatement<[number, number], InvoiceRow>(`
  ${INVOICE} WHERE i.debtor_id = ? AND i.voided_at IS NULL AND i.allocated_minor >= i.amount_minor
  ORDER BY i.due_date DESC, i.id DESC LIMIT ?`);
const invoiceCount = sqlStatement<[number], { count: number }>(
  'SELECT COUNT(*) AS count FROM invoices WHERE debtor_id = ? AND voided_at IS NULL',
);

/** Open invoices oldest due first, then settled ones newest due first; `total` counts all. */
export function invoicesOf(tx: ReadTx, debtorId: number, limit: number) {
  const unpaid = openInvoices(tx).all(debtorId, limit);
  const settled = unpaid.length < limit ? settledInvoices(tx).all(debtorId, limit - unpaid.length) : [];
  return { rows: [...unpaid, ...settled], total: invoiceCount(tx).get(debtorId)?.count ?? 0 };
}

export interface PaymentRow {
  receivedOn: string;
  currency: string;
  amountMinor: number;
  kind: 'money' | 'credit_note';
  /** JSON array of the invoice numbers it paid. */
  invoices: string;
}

const payments = sqlStatement<[number, number], PaymentRow>(`
  SELECT p.received_on AS receivedOn, p.currency, p.amount_minor AS amountMinor, p.kind,
    (SELECT json_group_array(i.external_id) FROM allocations a JOIN invoices i ON i.id = a.invoice_id
      WHERE a.payment_id = p.id) AS invoices
  FROM payments p WHERE p.debtor_id = ? ORDER BY p.received_on DESC, p.id DESC LIMIT ?`);
export const paymentsOf = (tx: ReadTx, debtorId: number, limit: number) => payments(tx).all(debtorId, limit);

export interface ProofRow {
  id: number;
  receiptNumber: string;
  currency: string;
  amountMinor: number | null;
  state: string;
  createdAt: number;
}

const proofs = sqlStatement<[number, number], ProofRow>(`
  SELECT id, receipt_number AS receiptNumber, currency, amount_minor AS amountMinor, state, created_at AS createdAt
  FROM payment_proofs WHERE debtor_id = ? ORDER BY created_at DESC, id DESC LIMIT ?`);
export const proofsOf = (tx: ReadTx, debtorId: number, limit: number) => proofs(tx).all(debtorId, limit);

export interface DisputeRow {
  id: number;
  caseNumber: string;
  invoiceNumber: string;
  reason: string;
  state: string;
  currency: string;
  disputedMinor: number;
  createdAt: number;
}

const disputes = sqlStatement<[number, number], DisputeRow>(`
  SELECT d.id, d.case_number AS caseNumber, i.external_id AS invoiceNumber, d.reason, d.state, d.currency,
    d.disputed_minor AS disputedMinor, d.created_at AS createdAt
  FROM disputes d JOIN invoices i ON i.id = d.invoice_id
  WHERE d.debtor_id = ? ORDER BY d.created_at DESC, d.id DESC LIMIT ?`);
export const disputesOf = (tx: ReadTx, debtorId: number, limit: number) => disputes(tx).all(debtorId, limit);

export interface DebtorConversationRow {
  id: number;
  channel: string;
  owner: 'bot' | 'queue' | 'collector';
  lastAt: number;
  optedOut: number;
}

const conversations = sqlStatement<[string], DebtorConversationRow>(`
  SELECT c.id, c.channel, c.owner, c.opted_out_at IS NOT NULL AS optedOut,
    COALESCE((SELECT m.at FROM messages m INDEXED BY messages_by_time WHERE m.conversation_id = c.id
      ORDER BY m.at DESC LIMIT 1), c.updated_at) AS lastAt
  FROM json_each(?) k CROSS JOIN conversations c ON c.id = k.value ORDER BY lastAt DESC, c.id DESC`);
/** Newest first. */
export const conversationsByIds = (tx: ReadTx, ids: readonly number[]) =>
  conversations(tx).all(JSON.stringify(ids));

export interface SpokenRow {
  conversationId: number;
  author: 'debtor' | 'bot' | 'collector' | 'system';
  inReplyTo: number | null;
  /** Nothing is said in it: a page that was opened, or a person who came or left. */
  silent: number;
  at: number;
}

const spoken = sqlStatement<{ ids: string; since: number }, SpokenRow>(`
  SELECT m.conversation_id AS conversationId, m.author, m.in_reply_to AS inReplyTo, m.at,
    COALESCE(json_extract(m.body, '$.text'), '') = '' AND json_extract(m.body, '$.attachments') IS NULL AS silent
  FROM json_each(@ids) k
  CROSS JOIN messages m INDEXED BY messages_by_time ON m.conversation_id = k.value AND m.at >= @since
  WHERE m.withheld_at IS NULL ORDER BY m.conversation_id, m.at, m.seq`);
/** What was said in these conversations since then, each in order of time. */
export const spokenSince = (tx: ReadTx, ids: readonly number[], since: number) =>
  spoken(tx).all({ ids: JSON.stringify(ids), since });
