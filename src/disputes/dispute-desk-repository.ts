import { eq } from 'drizzle-orm';
import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';
import { disputes } from '../storage/schema/cases.ts';
import { notes } from '../storage/schema/desk.ts';
import type { DisputeRow } from './disputes-repository.ts';

/** A dispute as the console lists it; amounts in minor units of `currency`. */
export interface DisputeListed {
  id: number;
  caseNumber: string;
  creditorId: number;
  creditorName: string;
  debtorId: number;
  debtorNumber: string;
  debtorName: string;
  conversationId: number | null;
  invoiceId: number;
  invoiceNumber: string;
  reason: string;
  currency: string;
  disputedMinor: number;
  state: DisputeRow['state'];
  createdAt: number;
  resolveDueAt: number | null;
  breached: 0 | 1;
  decidedAt: number | null;
}

/** What else the page of one dispute needs. */
export interface DisputeOpened extends DisputeListed {
  amountMinor: number;
  allocatedMinor: number;
  creditedMinor: number;
  dueDate: string;
  description: string | null;
  voidedAt: number | null;
  /** JSON array of positions, where the debtor named lines. */
  lines: string | null;
  note: string | null;
  fileToken: string | null;
  fileName: string | null;
  mediaType: string | null;
  fileSize: number | null;
  decidedBy: number | null;
  deciderName: string | null;
  creditMinor: number | null;
  decisionNote: string | null;
  /** The debtor's, else the creditor's. */
  timeZone: string;
  creditorZone: string;
}

/** In the queue, what has no due time comes last. */
export const NEVER_DUE = Number.MAX_SAFE_INTEGER;

const COLUMNS = `x.id, x.case_number AS caseNumber, x.creditor_id AS creditorId, c.name AS creditorName,
  x.debtor_id AS debtorId, d.external_id AS debtorNumber, d.name AS debtorName,
  x.conversation_id AS conversationId, x.invoice_id AS invoiceId, i.external_id AS invoiceNumber, x.reason,
  x.currency, x.disputed_minor AS disputedMinor, x.state, x.created_at AS createdAt,
  x.resolve_due_at AS resolveDueAt, x.breached, x.decided_at AS decidedAt`;
const JOINS = `JOIN creditors c ON c.id = x.creditor_id JOIN debtors d ON d.id = x.debtor_id
  JOIN invoices i ON i.id = x.invoice_id`;
const IN_SCOPE = `(@scope IS NULL OR x.creditor_id IN (SELECT value FROM json_each(@scope)))`;

interface ListQuery {
  /** Ids of creditors as JSON; null for all. */
  scope: string | null;
  /** 0: breached. Open ones only. */
  kept: number;
  at: number;
  id: number;
  limit: number;
}

const open = sqlStatement<ListQuery, DisputeListed>(`
  SELECT ${COLUMNS} FROM disputes x INDEXED BY disputes_queue ${JOINS}
  WHERE x.state = 'open' AND ${IN_SCOPE}
    AND (1 - x.breached, coalesce(x.resolve_due_at, ${NEVER_DUE}), x.id) > (@kept, @at, @id)
  ORDER BY 1 - x.breached, coalesce(x.resolve_due_at, ${NEVER_DUE}), x.id LIMIT @limit`);
const decided = sqlStatement<Omit<ListQuery, 'kept'>, DisputeListed>(`
  SELECT ${COLUMNS} FROM disputes x INDEXED BY disputes_decided ${JOINS}
  WHERE x.state <> 'open' AND ${IN_SCOPE} AND (coalesce(x.decided_at, x.created_at), x.id) < (@at, @id)
  ORDER BY coalesce(x.decided_at, x.created_at) DESC, x.id DESC LIMIT @limit`);

/** Open ones: breached first, then soonest due; decided ones: newest decision first. After the given row. */
export async function selectDisputes(
  tx: ReadTx,
  state: 'open' | 'decided',
  { kept, ...query }: ListQuery,
): Promise<DisputeListed[]> {
  return state === 'open' ? open(tx).all({ kept, ...query }) : decided(tx).all(query);
}

const one = sqlStatement<[number], DisputeOpened>(`
  SELECT ${COLUMNS}, i.amount_minor AS amountMinor, i.allocated_minor AS allocatedMinor,
    COALESCE((SELECT SUM(a.amount_minor) FROM allocations a JOIN payments n ON n.id = a.payment_id
      WHERE a.invoice_id = i.id AND n.kind = 'credit_note'), 0) AS creditedMinor,
    i.due_date AS dueDate, i.description, i.voided_at AS voidedAt, x.lines, x.note,
    f.token AS fileToken, f.file_name AS fileName, f.media_type AS mediaType, f.size AS fileSize,
    x.decided_by AS decidedBy, w.name AS deciderName, x.credit_minor AS creditMinor,
    x.decision_note AS decisionNote, COALESCE(d.time_zone, c.time_zone) AS timeZone,
    c.time_zone AS creditorZone
  FROM disputes x ${JOINS} LEFT JOIN attachments f ON f.id = x.attachment_id
  LEFT JOIN collectors w ON w.id = x.decided_by WHERE x.id = ?`);

export async function selectOpened(tx: ReadTx, id: number): Promise<DisputeOpened | undefined> {
  return one(tx).get(id);
}

export interface NoteRow {
  id: number;
  authorId: number;
  authorName: string;
  body: string;
  at: number;
}

const notesOf = sqlStatement<[number, number], NoteRow>(`
  SELECT n.id, n.collector_id AS authorId, w.name AS authorName, n.body, n.at
  FROM notes n JOIN collectors w ON w.id = n.collector_id WHERE n.dispute_id = ?
  ORDER BY n.at DESC, n.id DESC LIMIT ?`);

/** The newest notes on a dispute, oldest of them first. */
export async function selectNotes(tx: ReadTx, disputeId: number, limit: number): Promise<NoteRow[]> {
  return notesOf(tx).all(disputeId, limit).reverse();
}

export async function insertNote(
  tx: Tx,
  note: { disputeId: number; collectorId: number; body: string; at: number },
): Promise<void> {
  tx.orm.insert(notes).values(note).run();
}

const linesOf = sqlStatement<
  [number],
  { position: number; description: string; quantity: string; amountMinor: number }
>(`SELECT position, description, quantity, amount_minor AS amountMinor FROM invoice_lines
  WHERE invoice_id = ? ORDER BY position LIMIT 500`);

export async function selectLines(tx: ReadTx, invoiceId: number) {
  return linesOf(tx).all(invoiceId);
}

export async function updateDispute(
  tx: Tx,
  id: number,
  decision: Pick<DisputeRow, 'state' | 'decidedAt' | 'decidedBy' | 'creditMinor' | 'decisionNote'>,
): Promise<void> {
  tx.orm.update(disputes).set(decision).where(eq(disputes.id, id)).run();
}

const newestDecided = sqlStatement<[number, number, number], { id: number }>(`
  SELECT x.id FROM disputes x WHERE x.invoice_id = ? AND x.debtor_id = ? AND x.decided_at >= ?
    AND x.state IN ('upheld', 'partly', 'rejected') ORDER BY x.decided_at DESC, x.id DESC LIMIT 1`);

/** The newest decision on an invoice of this debtor since `since`. */
export async function selectNewestDecided(
  tx: ReadTx,
  invoiceId: number,
  debtorId: number,
  since: number,
): Promise<DisputeOpened | undefined> {
  const found = newestDecided(tx).get(invoiceId, debtorId, since);
  return found && selectOpened(tx, found.id);
}
