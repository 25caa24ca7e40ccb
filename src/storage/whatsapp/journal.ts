import type Sqlite from 'better-sqlite3';
import type { JournalStore } from '../../channels/whatsapp/store.ts';
import type { Sealer } from './sealing.ts';

interface Row {
  chat: string;
  message_id: string;
  sealed_stanza: Buffer;
  sealed_plaintext: Buffer | null;
  seen_at: number;
}

/** What arrived on the wire, before its receipt leaves, and what it said. */
export function createJournal(sqlite: Sqlite.Database, sealer: Sealer): JournalStore {
  const insert = sqlite.prepare<[number, string, string, Buffer, number]>(
    `INSERT INTO journal (account_id, chat, message_id, sealed_stanza, seen_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const newest = sqlite.prepare<[number, string], { chat: string }>(
    'SELECT chat FROM journal WHERE account_id = ? AND message_id = ? ORDER BY seen_at DESC LIMIT 1',
  );
  const setPlaintext = sqlite.prepare<[string, Buffer, number, string, string]>(
    // Open again where it stood as unreadable: until these words too are in the inbox.
    `UPDATE journal SET cipher_hash = ?, sealed_plaintext = ?, settled_at = NULL
     WHERE account_id = ? AND chat = ? AND message_id = ?`,
  );
  const byCipher = sqlite.prepare<
    [number, string],
    { chat: string; message_id: string; sealed_plaintext: Buffer }
  >(
    `SELECT chat, message_id, sealed_plaintext FROM journal
     WHERE account_id = ? AND cipher_hash = ? AND sealed_plaintext IS NOT NULL LIMIT 1`,
  );
  const setSettled = sqlite.prepare<[number, number, string, string]>(
    `UPDATE journal SET settled_at = ?
     WHERE account_id = ? AND chat = ? AND message_id = ? AND settled_at IS NULL`,
  );
  const allOpen = sqlite.prepare<[number], Row>(
    `SELECT chat, message_id, sealed_stanza, sealed_plaintext, seen_at FROM journal
     WHERE account_id = ? AND settled_at IS NULL ORDER BY seen_at, message_id`,
  );
  const withoutContent = sqlite.prepare<[number, number], Omit<Row, 'sealed_stanza' | 'sealed_plaintext'>>(
    `SELECT chat, message_id, seen_at FROM journal
     WHERE account_id = ? AND settled_at IS NULL AND seen_at < ? AND sealed_plaintext IS NULL
     ORDER BY seen_at, message_id`,
  );
  const stanzaAt = (...at: (string | number)[]) => `stanza:${at.join(':')}`;
  const plaintextAt = (...at: (string | number)[]) => `plaintext:${at.join(':')}`;
  const seen: JournalStore['seen'] = (accountId, { chat, messageId, stanza, seenAt }) => {
    const sealed = sealer.seal(JSON.stringify(stanza), stanzaAt(accountId, chat, messageId));
    insert.run(accountId, chat, messageId, sealed, seenAt);
  };
  return {
    seen,
    decrypted(accountId, { chat, messageId, cipherHash, plaintext }) {
      const keep = (at: string) =>
        setPlaintext.run(
          cipherHash,
          sealer.seal(plaintext, plaintextAt(accountId, at, messageId)),
          accountId,
          at,
          messageId,
        ).changes > 0;
      if (keep(chat)) return;
      // Without its stanza the content is worth keeping all the same: the ratchet will not give it again.
      const at = newest.get(accountId, messageId)?.chat ?? chat;
      if (at === chat) seen(accountId, { chat, messageId, stanza: { id: messageId }, seenAt: Date.now() });
      keep(at);
    },
    plaintextOf(accountId, cipherHash) {
      const row = byCipher.get(accountId, cipherHash);
      return row && sealer.open(row.sealed_plaintext, plaintextAt(accountId, row.chat, row.message_id));
    },
    settle(accountId, chat, messageId, now) {
      setSettled.run(now, accountId, chat, messageId);
    },
    open: (accountId) =>
      allOpen.all(accountId).map((row) => ({
        chat: row.chat,
        messageId: row.message_id,
        stanza: JSON.parse(
          sealer.text(row.sealed_stanza, stanzaAt(accountId, row.chat, row.message_id)),
        ) as Record<string, string>,
        seenAt: row.seen_at,
        ...(row.sealed_plaintext && {
          plaintext: sealer.open(row.sealed_plaintext, plaintextAt(accountId, row.chat, row.message_id)),
        }),
      })),
    missing: (accountId, before) =>
      withoutContent
        .all(accountId, before)
        .map((row) => ({ chat: row.chat, messageId: row.message_id, seenAt: row.seen_at })),
  };
}
