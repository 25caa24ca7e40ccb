import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { ConversationAddress, MessageBody, TranscriptMessage } from '../channels/channel.ts';
import { noteRaised, raisedBy } from '../storage/conversation-version.ts';
import { type ReadTx, sqlStatement, statement, type Tx } from '../storage/database.ts';
import { conversations, messages } from '../storage/schema/conversations.ts';

export type ConversationRow = typeof conversations.$inferSelect;

// The statements of every turn are plain SQL: Drizzle's building and mapping were a quarter of their cost.
const COLUMNS = `id, channel, account, external_id AS externalId, creditor_id AS creditorId, sender_id AS senderId,
  locale, owner, version, last_seq AS lastSeq, state, opted_out_at AS optedOutAt, created_at AS createdAt,
  updated_at AS updatedAt, collector_id AS collectorId, owner_version AS ownerVersion`;
const byAddress = sqlStatement<[string, string, string], ConversationRow>(
  `SELECT ${COLUMNS} FROM conversations WHERE channel = ? AND account = ? AND external_id = ?`,
);

const byId = statement((orm) =>
  orm
    .select()
    .from(conversations)
    .where(eq(conversations.id, sql.placeholder('id')))
    .prepare(),
);

const insertConversation = statement((orm) =>
  orm
    .insert(conversations)
    .values({
      channel: sql.placeholder('channel'),
      account: sql.placeholder('account'),
      externalId: sql.placeholder('externalId'),
      creditorId: sql.placeholder('creditorId'),
      senderId: sql.placeholder('senderId'),
      locale: sql.placeholder('locale'),
      createdAt: sql.placeholder('now'),
      updatedAt: sql.placeholder('now'),
    })
    .returning()
    .prepare(),
);

// Apart by direction: no debtor can take the key of something we are about to say.
const seqOfExternal = sqlStatement<[number, string, string], { seq: number }>(
  'SELECT seq FROM messages WHERE conversation_id = ? AND direction = ? AND external_id = ?',
);

const insertMessage = sqlStatement<
  [number, number, string, string, string | null, number | null, string, number, number | null]
>(
  `INSERT INTO messages (conversation_id, seq, direction, author, external_id, in_reply_to, body, at, withheld_at)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
);

const saveConversation = sqlStatement<[string, string | null, number, number, number, number]>(
  `UPDATE conversations SET locale = ?, state = ?, last_seq = ?, version = version + 1, updated_at = ?
   WHERE id = ? AND version = ?`,
);

const saveLastSeq = statement((orm) =>
  orm
    .update(conversations)
    .set({ lastSeq: sql`${sql.placeholder('lastSeq')}`, version: sql`${conversations.version} + 1` })
    .where(eq(conversations.id, sql.placeholder('id')))
    .prepare(),
);

const after = statement((orm) =>
  orm
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, sql.placeholder('conversationId')),
        gt(messages.seq, sql.placeholder('seq')),
        isNull(messages.withheldAt),
      ),
    )
    .orderBy(asc(messages.seq))
    .prepare(),
);

export async function findConversation(
  tx: ReadTx,
  address: ConversationAddress,
): Promise<ConversationRow | undefined> {
  return byAddress(tx).get(address.channel, address.account, address.externalId);
}

export async function conversationById(tx: ReadTx, id: number): Promise<ConversationRow | undefined> {
  return byId(tx).get({ id });
}

export async function createConversation(
  tx: Tx,
  row: ConversationAddress & { creditorId: number; senderId: string; locale: string; now: number },
): Promise<ConversationRow> {
  return insertConversation(tx).get({ ...row }) as ConversationRow;
}

/** The seq under which a delivery with this id was already taken; undefined for a new one. */
export async function seenBefore(
  tx: ReadTx,
  conversationId: number,
  direction: 'in' | 'out',
  externalId: string,
): Promise<number | undefined> {
  return seqOfExternal(tx).get(conversationId, direction, externalId)?.seq;
}

/**
 * Appends to the transcript; the caller keeps `seq` in step with the conversation's last_seq. With
 * `withheldAt` (epoch ms) it is kept for the console alone: the debtor never reads it.
 */
export async function appendMessage(
  tx: Tx,
  conversationId: number,
  message: TranscriptMessage,
  withheldAt: number | null = null,
): Promise<void> {
  insertMessage(tx).run(
    conversationId,
    message.seq,
    message.author === 'debtor' ? 'in' : 'out',
    message.author,
    message.externalId ?? null,
    message.inReplyTo ?? null,
    JSON.stringify(message.body),
    message.at,
    withheldAt,
  );
}

/** The version of a conversation just read, without what this job itself has added so far. */
export function foundVersion(tx: Tx, conversation: Pick<ConversationRow, 'id' | 'version'>): number {
  return conversation.version - raisedBy(tx, conversation.id);
}

/**
 * Saves what a turn left behind and raises the version. False, with nothing saved, when somebody else has
 * raised it since the turn read it (`version`: see foundVersion): what the turn computed is out of date.
 */
export async function saveTurn(
  tx: Tx,
  turn: { id: number; version: number; locale: string; state: string | null; lastSeq: number; now: number },
): Promise<boolean> {
  const expected = turn.version + raisedBy(tx, turn.id);
  const { changes } = saveConversation(tx).run(
    turn.locale,
    turn.state,
    turn.lastSeq,
    turn.now,
    turn.id,
    expected,
  );
  if (changes === 1) noteRaised(tx, turn.id);
  return changes === 1;
}

const collectorSince = sqlStatement<{ id: number; version: number | null }, { found: number }>(
  `SELECT 1 AS found FROM conversations c WHERE c.id = @id AND (c.owner = 'collector' OR EXISTS (
     SELECT 1 FROM ownership_changes o
     WHERE o.conversation_id = c.id AND o.version > @version AND o.owner = 'collector'))`,
);

/** Whether a collector owns the conversation, or has owned it after `version`. */
export function takenOver(tx: ReadTx, at: { conversationId: number; version?: number | undefined }): boolean {
  return collectorSince(tx).get({ id: at.conversationId, version: at.version ?? null }) !== undefined;
}

const standing = sqlStatement<[number], { found: number }>(
  'SELECT 1 AS found FROM verifications WHERE id = ? AND ended_at IS NULL',
);

/** Whether nobody has signed out of this verification, or gone over to another debtor, since. */
export function stillStands(tx: ReadTx, verificationId: number): boolean {
  return standing(tx).get(verificationId) !== undefined;
}

const withhold = sqlStatement<
  { id: number; seq: number; now: number },
  { seq: number; author: TranscriptMessage['author']; body: string; at: number }
>(
  `UPDATE messages SET withheld_at = @now WHERE conversation_id = @id AND seq = @seq AND withheld_at IS NULL
   RETURNING seq, author, body, at`,
);

/** Marks a bot's message that stands in the transcript and was not sent: the debtor does not get it any more. */
export function withholdMessage(
  tx: Tx,
  conversationId: number,
  seq: number,
  now: number,
): TranscriptMessage | undefined {
  const row = withhold(tx).get({ id: conversationId, seq, now });
  return row && { ...row, body: JSON.parse(row.body) as MessageBody };
}

/** After what was said outside a turn: the dialog and the time of its last turn stay as they were. */
export async function advance(tx: Tx, id: number, lastSeq: number): Promise<void> {
  saveLastSeq(tx).run({ id, lastSeq });
  noteRaised(tx, id);
}

export async function transcriptAfter(
  tx: ReadTx,
  conversationId: number,
  seq: number,
): Promise<TranscriptMessage[]> {
  return after(tx)
    .all({ conversationId, seq })
    .map((row) => ({
      seq: row.seq,
      author: row.author,
      at: row.at,
      body: JSON.parse(row.body) as MessageBody,
      ...(row.externalId !== null && { externalId: row.externalId }),
      ...(row.inReplyTo !== null && { inReplyTo: row.inReplyTo }),
    }));
}
