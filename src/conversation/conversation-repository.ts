import { and, asc, eq, gt, isNotNull, sql } from 'drizzle-orm';
import type { ConversationAddress, MessageBody, TranscriptMessage } from '../channels/channel.ts';
import { type ReadTx, statement, type Tx } from '../storage/database.ts';
import { conversations, messages } from '../storage/schema/conversations.ts';

export type ConversationRow = typeof conversations.$inferSelect;

const byAddress = statement((orm) =>
  orm
    .select()
    .from(conversations)
    .where(
      and(
        eq(conversations.channel, sql.placeholder('channel')),
        eq(conversations.account, sql.placeholder('account')),
        eq(conversations.externalId, sql.placeholder('externalId')),
      ),
    )
    .prepare(),
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

const seqOfExternal = statement((orm) =>
  orm
    .select({ seq: messages.seq })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, sql.placeholder('conversationId')),
        // Apart by direction: no debtor can take the key of something we are about to say.
        eq(messages.direction, sql.placeholder('direction')),
        eq(messages.externalId, sql.placeholder('externalId')),
        isNotNull(messages.externalId),
      ),
    )
    .prepare(),
);

const insertMessage = statement((orm) =>
  orm
    .insert(messages)
    .values({
      conversationId: sql.placeholder('conversationId'),
      seq: sql.placeholder('seq'),
      direction: sql.placeholder('direction'),
      author: sql.placeholder('author'),
      externalId: sql.placeholder('externalId'),
      inReplyTo: sql.placeholder('inReplyTo'),
      body: sql.placeholder('body'),
      at: sql.placeholder('at'),
    })
    .prepare(),
);

const saveConversation = statement((orm) =>
  orm
    .update(conversations)
    .set({
      locale: sql`${sql.placeholder('locale')}`,
      state: sql`${sql.placeholder('state')}`,
      lastSeq: sql`${sql.placeholder('lastSeq')}`,
      version: sql`${conversations.version} + 1`,
      updatedAt: sql`${sql.placeholder('now')}`,
    })
    .where(eq(conversations.id, sql.placeholder('id')))
    .prepare(),
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
  return byAddress(tx).get({ ...address });
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
  return seqOfExternal(tx).get({ conversationId, direction, externalId })?.seq;
}

/** Appends to the transcript; the caller keeps `seq` in step with the conversation's last_seq. */
export async function appendMessage(
  tx: Tx,
  conversationId: number,
  message: TranscriptMessage,
): Promise<void> {
  insertMessage(tx).run({
    conversationId,
    seq: message.seq,
    direction: message.author === 'debtor' ? 'in' : 'out',
    author: message.author,
    externalId: message.externalId ?? null,
    inReplyTo: message.inReplyTo ?? null,
    body: JSON.stringify(message.body),
    at: message.at,
  });
}

/** Saves what a turn left behind and raises the version. */
export async function saveTurn(
  tx: Tx,
  turn: { id: number; locale: string; state: string | null; lastSeq: number; now: number },
): Promise<void> {
  saveConversation(tx).run({ ...turn });
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
