import { type ReadTx, sqlStatement } from '../storage/database.ts';
import type { Delivery } from './message.ts';

export interface ConversationRow {
  id: number;
  channel: string;
  creditorId: number;
  locale: string;
  owner: 'bot' | 'queue' | 'collector';
  collectorId: number | null;
  collectorName: string | null;
  version: number;
  optedOutAt: number | null;
  updatedAt: number;
}

const conversation = sqlStatement<[number], ConversationRow>(`
  SELECT c.id, c.channel, c.creditor_id AS creditorId, c.locale, c.owner, c.collector_id AS collectorId,
    p.name AS collectorName, c.version, c.opted_out_at AS optedOutAt, c.updated_at AS updatedAt
  FROM conversations c LEFT JOIN collectors p ON p.id = c.collector_id WHERE c.id = ?`);
export const selectConversation = (tx: ReadTx, id: number) => conversation(tx).get(id);

/** Who proved to write in a conversation, newest proof first: their debtor must be the same creditor's. */
export interface ProvenRow {
  debtorId: number;
  number: string;
  name: string;
  salutation: 'bapak' | 'ibu' | null;
  contactChannel: string;
  contactAddress: string;
  verifiedAt: number;
  expiresAt: number;
  endedAt: number | null;
  /** The sender is known on this channel for this debtor. */
  known: number;
}

// Whoever proved themselves and then said "that is not me" was nobody of this debtor's.
const DISOWNED = `(a.flag_reason = 'not_me' AND v.ended_at = a.flagged_at) IS TRUE`;
const proven = sqlStatement<[number], ProvenRow & { disowned: number }>(`
  SELECT v.debtor_id AS debtorId, d.external_id AS number, d.name, d.salutation, a.channel AS contactChannel,
    a.address AS contactAddress, v.verified_at AS verifiedAt, v.expires_at AS expiresAt, v.ended_at AS endedAt,
    EXISTS (SELECT 1 FROM known_senders k WHERE k.channel = c.channel AND k.account = c.account
      AND k.sender_id = c.sender_id AND k.debtor_id = v.debtor_id) AS known,
    ${DISOWNED} AS disowned
  FROM verifications v JOIN conversations c ON c.id = v.conversation_id
  JOIN debtors d ON d.id = v.debtor_id AND d.creditor_id = c.creditor_id
  JOIN contacts a ON a.id = v.contact_id
  WHERE v.conversation_id = ? ORDER BY v.id DESC LIMIT 1`);
export function selectProven(tx: ReadTx, conversationId: number): ProvenRow | undefined {
  const row = proven(tx).get(conversationId);
  if (!row) return undefined;
  const { disowned, ...facts } = row;
  return disowned === 1 ? undefined : facts;
}

const ofDebtor = sqlStatement<{ debtorId: number; creditorId: number }, { id: number }>(`
  SELECT c.id FROM (SELECT max(id) AS id FROM verifications WHERE debtor_id = @debtorId GROUP BY conversation_id) n
  JOIN verifications v ON v.id = n.id JOIN contacts a ON a.id = v.contact_id
  JOIN conversations c ON c.id = v.conversation_id
  WHERE c.creditor_id = @creditorId AND NOT ${DISOWNED} ORDER BY c.id`);
/** Every conversation, on any channel, in which somebody proved to speak for the debtor and did not take it back. */
export const conversationsOfDebtor = (tx: ReadTx, debtor: { debtorId: number; creditorId: number }) =>
  ofDebtor(tx)
    .all(debtor)
    .map((row) => row.id);

export interface MessageRow {
  conversationId: number;
  channel: string;
  seq: number;
  author: 'debtor' | 'bot' | 'collector' | 'system';
  body: string;
  at: number;
  withheld: number;
  withdrawn: number;
  deliveryState: Delivery['state'] | null;
  failedReason: string | null;
  /** Of one that waits: the channel's word for it. */
  waitsFor: string | null;
}

/*
 * What became of a message `m`: that it failed, even where a piece of it arrived; else what its receipts say
 * and, before any came, how its row of the outbox stands (gone after some weeks). Null where the debtor reads
 * the transcript itself.
 */
const DELIVERY = `CASE WHEN m.failed_reason IS NOT NULL THEN 'failed' WHEN m.read_at IS NOT NULL THEN 'read'
    WHEN m.delivered_at IS NOT NULL THEN 'delivered' WHEN m.direction = 'in' THEN NULL
    ELSE (SELECT CASE o.state WHEN 'sent' THEN 'sent' WHEN 'dead' THEN 'failed' ELSE 'waiting' END FROM outbox o
      WHERE o.dedupe_key = 'message:' || m.conversation_id || ':' || m.seq) END AS deliveryState,
  m.failed_reason AS failedReason,
  (SELECT o.last_error FROM outbox o WHERE o.dedupe_key = 'message:' || m.conversation_id || ':' || m.seq
     AND o.state IN ('pending', 'sending')) AS waitsFor`;

/** `at`, `conversationId`, `seq`: messages before this one, which is not among them. */
export interface Before {
  at: number;
  conversationId: number;
  seq: number;
}

// The newest of each conversation by its index alone; only those of the page are read whole.
const messages = sqlStatement<Before & { ids: string; limit: number }, MessageRow>(`
  SELECT m.conversation_id AS conversationId, c.channel, m.seq, m.author, m.body, m.at,
    m.withheld_at IS NOT NULL AS withheld, m.withdrawn_at IS NOT NULL AS withdrawn, ${DELIVERY}
  FROM (
    SELECT n.id FROM json_each(@ids) k CROSS JOIN messages n ON n.id IN (
      SELECT o.id FROM messages o INDEXED BY messages_by_time
      WHERE o.conversation_id = k.value AND o.at <= @at
        AND (o.at < @at OR (o.conversation_id, o.seq) < (@conversationId, @seq))
      ORDER BY o.at DESC, o.seq DESC LIMIT @limit)
    ORDER BY n.at DESC, n.conversation_id DESC, n.seq DESC LIMIT @limit
  ) newest JOIN messages m ON m.id = newest.id JOIN conversations c ON c.id = m.conversation_id
  ORDER BY m.at DESC, m.conversation_id DESC, m.seq DESC`);
/** Messages of these conversations, newest first. */
export const messagesBefore = (tx: ReadTx, ids: readonly number[], before: Before, limit: number) =>
  messages(tx).all({ ...before, ids: JSON.stringify(ids), limit });

export interface NoteRow {
  id: number;
  collectorId: number;
  collectorName: string;
  body: string;
  at: number;
}

const notes = sqlStatement<
  { ids: string; debtorId: number; at: number; id: number; limit: number },
  NoteRow
>(`
  SELECT n.id, n.collector_id AS collectorId, p.name AS collectorName, n.body, n.at
  FROM (
    SELECT id FROM notes WHERE conversation_id IN (SELECT value FROM json_each(@ids))
    UNION SELECT id FROM notes WHERE debtor_id = @debtorId
  ) mine JOIN notes n ON n.id = mine.id JOIN collectors p ON p.id = n.collector_id
  WHERE n.dispute_id IS NULL AND (n.at, n.id) < (@at, @id)
  ORDER BY n.at DESC, n.id DESC LIMIT @limit`);
/** Internal notes on these conversations and (0 for nobody) on the debtor, newest first; those on disputes stay there. */
export const notesBefore = (
  tx: ReadTx,
  of: { ids: readonly number[]; debtorId: number },
  before: { at: number; id: number },
  limit: number,
) => notes(tx).all({ ids: JSON.stringify(of.ids), debtorId: of.debtorId, ...before, limit });

const deliveries = sqlStatement<
  { id: number; seqs: string },
  { seq: number } & Pick<MessageRow, 'deliveryState' | 'failedReason' | 'waitsFor'>
>(`SELECT m.seq, ${DELIVERY} FROM json_each(@seqs) k
   JOIN messages m ON m.conversation_id = @id AND m.seq = k.value`);
/** What became of these messages by now. */
export const deliveriesOf = (tx: ReadTx, id: number, seqs: readonly number[]) =>
  deliveries(tx).all({ id, seqs: JSON.stringify(seqs) });
