import type Sqlite from 'better-sqlite3';
import type { SentRow, SentState, SentStore } from '../../channels/whatsapp/store.ts';
import type { Sealer } from './sealing.ts';

interface Row {
  message_id: string;
  chat: string;
  outbound_id: string | null;
  conversation_id: number | null;
  seq: number | null;
  sealed: Buffer | null;
  state: SentState;
  first_words: 0 | 1;
  sent_at: number;
}

/**
 * From where a state may be reached. Receipts come in any order and more than once: what has been read stays
 * read. A refusal undoes an acceptance (Meta fails messages it had taken), and a message that was refused may
 * get through when it is tried again under the same id.
 */
const BEFORE: Record<SentState, readonly SentState[]> = {
  sending: [],
  accepted: ['sending', 'refused'],
  delivered: ['sending', 'refused', 'accepted'],
  read: ['sending', 'refused', 'accepted', 'delivered'],
  refused: ['sending', 'accepted'],
};

export function createSent(sqlite: Sqlite.Database, sealer: Sealer): SentStore {
  const insert = sqlite.prepare<Record<string, string | number | Buffer | null>>(
    `INSERT INTO sent
       (account_id, message_id, chat, outbound_id, conversation_id, seq, sealed, first_words, sent_at)
     VALUES
       (@accountId, @messageId, @chat, @outboundId, @conversationId, @seq, @sealed, @firstWords, @sentAt)
     ON CONFLICT DO UPDATE SET
       sealed = CASE WHEN state IN ('sending', 'refused') THEN COALESCE(excluded.sealed, sealed)
         ELSE COALESCE(sealed, excluded.sealed) END,
       outbound_id = COALESCE(outbound_id, excluded.outbound_id),
       conversation_id = COALESCE(conversation_id, excluded.conversation_id),
       seq = COALESCE(seq, excluded.seq), first_words = MAX(first_words, excluded.first_words)`,
  );
  const one = sqlite.prepare<[number, string], Row>(
    `SELECT message_id, chat, outbound_id, conversation_id, seq, sealed, state, first_words, sent_at FROM sent
     WHERE account_id = ? AND message_id = ?`,
  );
  const move = sqlite.prepare<{
    accountId: number;
    messageId: string;
    state: SentState;
    before: string;
    at: number;
    error: string | null;
  }>(
    `UPDATE sent SET state = @state, error = @error,
       delivered_at = CASE WHEN @state IN ('delivered', 'read') THEN COALESCE(delivered_at, @at) ELSE delivered_at END,
       read_at = CASE WHEN @state = 'read' THEN @at ELSE read_at END
     WHERE account_id = @accountId AND message_id = @messageId
       AND state IN (SELECT value FROM json_each(@before))`,
  );
  const drop = sqlite.prepare<[number, number]>(
    `DELETE FROM sent WHERE (account_id, message_id) IN
       (SELECT account_id, message_id FROM sent WHERE sent_at < ? ORDER BY sent_at LIMIT ?)`,
  );
  const counted = sqlite.prepare<
    { accountId: number; since: number; chat: string | null; firstWords: 0 | 1 },
    { count: number; oldest: number | null }
  >(
    `SELECT COUNT(*) AS count, MIN(sent_at) AS oldest FROM sent
     WHERE account_id = @accountId AND sent_at > @since AND outbound_id IS NOT NULL
       AND (@chat IS NULL OR chat = @chat) AND (NOT @firstWords OR first_words)`,
  );
  const before = Object.fromEntries(
    Object.entries(BEFORE).map(([state, from]) => [state, JSON.stringify(from)]),
  ) as Record<SentState, string>;
  const context = (accountId: number, messageId: string) => `sent:${accountId}:${messageId}`;
  const find = (accountId: number, messageId: string): SentRow | undefined => {
    const row = one.get(accountId, messageId);
    return (
      row && {
        messageId: row.message_id,
        chat: row.chat,
        outboundId: row.outbound_id,
        conversationId: row.conversation_id,
        seq: row.seq,
        state: row.state,
        content: row.sealed ? sealer.open(row.sealed, context(accountId, messageId)) : undefined,
        ...(row.first_words === 1 && { firstWords: true }),
        sentAt: row.sent_at,
      }
    );
  };
  return {
    begin(accountId, { content, firstWords, ...row }) {
      const sealed = content ? sealer.seal(content, context(accountId, row.messageId)) : null;
      insert.run({ accountId, ...row, sealed, firstWords: firstWords ? 1 : 0 });
      return find(accountId, row.messageId)!;
    },
    find,
    advance: (accountId, messageId, state, at, error) =>
      move.run({ accountId, messageId, state, before: before[state], at, error: error ?? null }).changes > 0,
    forget: (olderThan, limit) => drop.run(olderThan, limit).changes,
    pace(accountId, { since, chat, firstWords }) {
      const row = counted.get({ accountId, since, chat: chat ?? null, firstWords: firstWords ? 1 : 0 })!;
      return { count: row.count, ...(row.oldest !== null && { oldest: row.oldest }) };
    },
  };
}
