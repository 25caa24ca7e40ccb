import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { ConversationAddress, MessageBody, TranscriptMessage } from '../channels/channel.ts';
import { type ReadTx, sqlStatement, statement, type Tx } from '../storage/database.ts';
import { conversations, messages } from '../storage/schema/conversations.ts';

export type ConversationRow = typeof conversations.$inferSelect;

// The statements of every turn are plain SQL: Drizzle's building and mapping were a quarter of their cost.
const COLUMNS = `id, channel, account, external_id AS externalId, creditor_id AS creditorId, sender_id AS senderId,
  locale, owner, version, last_seq AS lastSeq, state, opted_out_at AS optedOutAt, created_at AS createdAt,
  updated_at AS updatedAt`;
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
  [number, number, string, string, string | null, number | null, string, number]
>(
  `INSERT INTO messages (conversation_id, seq, direction, author, external_id, in_reply_to, body, at)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
);

const saveConversation = sqlStatement<[string, string | null, number, number, number]>(
  `UPDATE conversations SET locale = ?, state = ?, last_seq = ?, version = version + 1, updated_at = ?
   WHERE id = ?`,
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

/** Appends to the transcript; the caller keeps `seq` in step with the conversation's last_seq. */
export async function appendMessage(
  tx: Tx,
  conversationId: number,
  message: TranscriptMessage,
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
  );
}

/** Saves what a turn left behind and raises the version. */
export async function saveTurn(
  tx: Tx,
  turn: { id: number; locale: string; state: string | null; lastSeq: number; now: number },
): Promise<void> {
  saveConversation(tx).run(turn.locale, turn.state, turn.lastSeq, turn.now, turn.id);
}

/** After what was said outside a turn: the dialog and the time of its last turn stay as they were. */
export async function advance(tx: Tx, id: number, lastSeq: number): Promise<void> {
  saveLastSeq(tx).run({ id, lastSeq });
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
