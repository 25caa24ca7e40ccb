import { mayCreditor, recordAudit, type SignedInCollector } from '../collectors/index.ts';
import { type DecisionLimits, type DeskPage, type DeskState, limitOf, scopeOf } from '../payments/index.ts';
import { type InvoiceLine, type InvoiceStatus, invoiceStatus } from '../receivables/index.ts';
import { dateInZone } from '../shared/calendar.ts';
import type { Money } from '../shared/money.ts';
import type { ReadTx, Tx } from '../storage/database.ts';
import {
  type DisputeListed,
  type DisputeOpened,
  insertNote,
  NEVER_DUE,
  type NoteRow,
  selectDisputes,
  selectLines,
  selectNotes,
  selectOpened,
} from './dispute-desk-repository.ts';

const NOTES_SHOWN = 100;
/** The longest internal note kept. */
export const LONGEST_NOTE = 4000;

/**
 * Disputes of the creditors this collector may see (of one of them with `creditorId`): the open ones
 * breached first and soonest due first, the decided ones newest decision first.
 */
export async function listDisputes(
  tx: ReadTx,
  collector: SignedInCollector,
  query: {
    state: DeskState;
    creditorId?: number;
    after?: readonly [number, number, number];
    limit: number;
  },
): Promise<DeskPage<DisputeListed>> {
  const { state, after, limit } = query;
  const scope = scopeOf(collector, query.creditorId);
  const first = state === 'open' ? [-1, 0, 0] : [0, Number.MAX_SAFE_INTEGER, 0];
  const [kept, at, id] = (after ?? first) as [number, number, number];
  const rows = await selectDisputes(tx, state, { scope, kept, at, id, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  if (!last) return { items };
  if (state === 'open') return { items, next: [1 - last.breached, last.resolveDueAt ?? NEVER_DUE, last.id] };
  return { items, next: [0, last.decidedAt ?? last.createdAt, last.id] };
}

export interface OpenedDispute {
  dispute: DisputeOpened;
  /** Of the invoice, in minor units; 0 for one that was voided. */
  outstandingMinor: number;
  status: InvoiceStatus;
  lines: (InvoiceLine & { disputed: boolean })[];
  notes: NoteRow[];
  /** The most this collector may credit; null without limit. */
  limit: Money | null;
}

/** Everything needed to decide one dispute; undefined for one they may not see. Leaves an audit row. */
export async function readDispute(
  tx: Tx,
  collector: SignedInCollector,
  now: number,
  id: number,
  limits: DecisionLimits,
): Promise<OpenedDispute | undefined> {
  const dispute = await seenDispute(tx, collector, id);
  if (!dispute) return undefined;
  await recordAudit(tx, { at: now, collector, what: 'dispute_opened', ...auditOf(dispute) });
  return disputeFile(tx, collector, now, dispute, limits);
}

/** Keeps an internal note with the case: no debtor ever sees it. */
export async function noteOnDispute(
  tx: Tx,
  collector: SignedInCollector,
  now: number,
  id: number,
  text: string,
  limits: DecisionLimits,
): Promise<OpenedDispute | undefined> {
  const dispute = await seenDispute(tx, collector, id);
  if (!dispute) return undefined;
  const { collectorId } = collector;
  await insertNote(tx, { disputeId: id, collectorId, body: text.slice(0, LONGEST_NOTE), at: now });
  await recordAudit(tx, { at: now, collector, what: 'dispute_noted', ...auditOf(dispute) });
  tx.announce({ kind: 'dispute', id, creditorId: dispute.creditorId });
  return disputeFile(tx, collector, now, dispute, limits);
}

/** The dispute, if this collector may see its creditor's cases. */
export async function seenDispute(
  tx: ReadTx,
  collector: SignedInCollector,
  id: number,
): Promise<DisputeOpened | undefined> {
  const dispute = await selectOpened(tx, id);
  return dispute && mayCreditor(collector, dispute.creditorId) ? dispute : undefined;
}

/** The same file without an audit row of its own: the answer to what leaves one. */
export async function disputeFile(
  tx: ReadTx,
  collector: SignedInCollector,
  now: number,
  dispute: DisputeOpened,
  limits: DecisionLimits,
): Promise<OpenedDispute> {
  const { invoiceId, currency, timeZone } = dispute;
  const named = new Set(dispute.lines === null ? [] : (JSON.parse(dispute.lines) as number[]));
  const lines = await selectLines(tx, invoiceId);
  const facts = { ...dispute, disputed: dispute.state === 'open', underReview: false };
  return {
    dispute,
    outstandingMinor: outstandingOf(dispute),
    status: invoiceStatus(facts, dateInZone(now, timeZone)),
    lines: lines.map((line) => ({ ...line, disputed: named.has(line.position) })),
    notes: await selectNotes(tx, dispute.id, NOTES_SHOWN),
    limit: limitOf(collector, currency, limits),
  };
}

export function outstandingOf(dispute: DisputeOpened): number {
  return dispute.voidedAt === null ? dispute.amountMinor - dispute.allocatedMinor : 0;
}

/** What an audit row says of a dispute. */
export function auditOf(dispute: DisputeOpened) {
  const { creditorId, debtorId, conversationId, caseNumber: detail } = dispute;
  return { creditorId, debtorId, conversationId, detail };
}
