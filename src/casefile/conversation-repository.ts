import { type ReadTx, sqlStatement } from '../storage/database.ts';
import type { CaseFile } from './message.ts';

export interface CreditorRow {
  id: number;
  slug: string;
  name: string;
  timeZone: string;
  currency: string;
}

const creditor = sqlStatement<[number], CreditorRow>(
  'SELECT id, slug, name, time_zone AS timeZone, currency FROM creditors WHERE id = ?',
);
/** Throws when there is no such creditor (a bug: everything refers to one). */
export function creditorById(tx: ReadTx, id: number): CreditorRow {
  const row = creditor(tx).get(id);
  if (!row) throw new Error(`casefile: no creditor ${id}`);
  return row;
}

export interface OwnershipRow {
  version: number;
  owner: 'bot' | 'queue' | 'collector';
  actor: string;
  byId: number | null;
  byName: string | null;
  reason: string;
  at: number;
}

const ownership = sqlStatement<[number, number], OwnershipRow>(`
  SELECT o.version, o.owner, o.actor, o.actor_id AS byId, p.name AS byName, o.reason, o.at
  FROM ownership_changes o LEFT JOIN collectors p ON p.id = o.actor_id
  WHERE o.conversation_id = ? ORDER BY o.version DESC LIMIT ?`);
/** The newest changes of owner, newest first. */
export const ownershipOf = (tx: ReadTx, conversationId: number, limit: number) =>
  ownership(tx).all(conversationId, limit);

export interface HandoffRow {
  id: number;
  conversationId: number;
  state: 'waiting' | 'answered' | 'closed';
  reason: string;
  summary: string;
  context: string;
  nextStep: string | null;
  createdAt: number;
  claimedAt: number | null;
  answeredAt: number | null;
  closedAt: number | null;
  collectorId: number | null;
  collectorName: string | null;
  resolution: string | null;
  firstDueAt: number | null;
  nextDueAt: number | null;
  resolveDueAt: number | null;
  rating: number | null;
}

const HANDOFF = `
  SELECT h.id, h.conversation_id AS conversationId, h.state, h.reason, h.summary, h.context,
    h.next_step AS nextStep, h.created_at AS createdAt, h.claimed_at AS claimedAt, h.answered_at AS answeredAt,
    h.closed_at AS closedAt, h.collector_id AS collectorId, p.name AS collectorName, h.resolution,
    h.first_due_at AS firstDueAt, h.next_due_at AS nextDueAt, h.resolve_due_at AS resolveDueAt, r.score AS rating
  FROM handoffs h LEFT JOIN collectors p ON p.id = h.collector_id
  LEFT JOIN handoff_ratings r ON r.handoff_id = h.id`;

const current = sqlStatement<[number], HandoffRow>(
  `${HANDOFF} WHERE h.conversation_id = ? ORDER BY h.state = 'closed', h.created_at DESC, h.id DESC LIMIT 1`,
);
/** The open handoff of a conversation, else the newest closed one. */
export const currentHandoff = (tx: ReadTx, conversationId: number) => current(tx).get(conversationId);

const ofDebtor = sqlStatement<[number, number], HandoffRow>(
  `${HANDOFF} WHERE h.debtor_id = ? ORDER BY h.created_at DESC, h.id DESC LIMIT ?`,
);
/** A debtor's handoffs, newest first. */
export const handoffsOfDebtor = (tx: ReadTx, debtorId: number, limit: number) =>
  ofDebtor(tx).all(debtorId, limit);

const breaches = sqlStatement<[number], { what: 'first_answer' | 'next_answer' | 'resolution' }>(
  'SELECT DISTINCT what FROM service_level_breaches WHERE handoff_id = ? ORDER BY what',
);
/** Which of its service levels a handoff has missed, once each. */
export const breachesOf = (tx: ReadTx, handoffId: number) =>
  breaches(tx)
    .all(handoffId)
    .map((row) => row.what);

export interface CallBackRow {
  id: number;
  how: 'call' | 'email';
  fromAt: number | null;
  toAt: number | null;
  state: string;
}

const callBack = sqlStatement<[number], CallBackRow>(`
  SELECT id, how, from_at AS fromAt, to_at AS toAt, state FROM call_backs
  WHERE handoff_id = ? ORDER BY state <> 'open', id DESC LIMIT 1`);
/** What was promised with a handoff: what is still open, else the newest. */
export const callBackOf = (tx: ReadTx, handoffId: number) => callBack(tx).get(handoffId);

const files = sqlStatement<[string, number], CaseFile>(`
  SELECT a.token, a.file_name AS name, a.media_type AS mediaType, a.size
  FROM json_each(?) k CROSS JOIN attachments a ON a.token = k.value
  WHERE a.conversation_id = ? ORDER BY k.key`);
/** Those of the tokens that are files of this conversation, in the order asked for. */
export const filesByTokens = (tx: ReadTx, conversationId: number, tokens: readonly string[]) =>
  files(tx).all(JSON.stringify(tokens), conversationId);

const SEEN = `
  SELECT 1 AS one FROM collector_audit
  WHERE collector_id = @collectorId AND at > @since AND what = @what AND debtor_id IS @debtorId
    AND conversation_id IS @conversationId LIMIT 1`;
const seen = sqlStatement<
  {
    collectorId: number;
    since: number;
    what: string;
    debtorId: number | null;
    conversationId: number | null;
  },
  { one: number }
>(SEEN);
/** Whether the audit holds such a row of this collector after `since`. */
export const seenSince = (
  tx: ReadTx,
  row: {
    collectorId: number;
    since: number;
    what: string;
    debtorId: number | null;
    conversationId: number | null;
  },
) => seen(tx).get(row) !== undefined;

const phone = sqlStatement<[number], { phone: string | null }>(`
  SELECT s.phone FROM conversations c JOIN whatsapp_senders s ON s.id = CAST(substr(c.external_id, 4) AS INTEGER)
  WHERE c.id = ? AND c.channel = 'whatsapp' AND c.external_id LIKE 'wa-%'`);
/** The number WhatsApp says the other side of a conversation has at present (E.164). */
export const phoneOf = (tx: ReadTx, conversationId: number) =>
  phone(tx).get(conversationId)?.phone ?? undefined;
