import type Sqlite from 'better-sqlite3';
import type { SentStore } from '../../channels/whatsapp/store.ts';

const DAY_MS = 86_400_000;
/**
 * A stanza may be delivered again as long as its receipt has not arrived; after a week it no longer is.
 * What never became readable has been shown to people for as long.
 */
const WEEK_MS = 7 * DAY_MS;
/** A known id answers a late second delivery. */
const DONE_MS = 30 * DAY_MS;
/** Rows at one go: the file is written synchronously. */
const AT_ONCE = 1_000;

const TABLES = ['auth_creds', 'auth_keys', 'journal', 'inbox', 'sent', 'links', 'statuses', 'leases'];

export function createRetention(sqlite: Sqlite.Database, together: <T>(work: () => T) => T, sent: SentStore) {
  const settled = sqlite.prepare<[number, number]>(
    `DELETE FROM journal WHERE (account_id, chat, message_id) IN
       (SELECT account_id, chat, message_id FROM journal WHERE settled_at < ? LIMIT ?)`,
  );
  const unread = sqlite.prepare<[number, number]>(
    `DELETE FROM journal WHERE (account_id, chat, message_id) IN
       (SELECT account_id, chat, message_id FROM journal
        WHERE settled_at IS NULL AND sealed_plaintext IS NULL AND seen_at < ? LIMIT ?)`,
  );
  const done = sqlite.prepare<[number, number]>(
    `DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE state <> 'waiting' AND done_at < ? LIMIT ?)`,
  );
  const drops = TABLES.map((table) => sqlite.prepare<[number]>(`DELETE FROM ${table} WHERE account_id = ?`));
  return {
    /** Removes what has served its time, at most a thousand rows of each kind; returns how many went. */
    forget: (now: number, keepSentMs: number): number =>
      together(
        () =>
          settled.run(now - WEEK_MS, AT_ONCE).changes +
          unread.run(now - WEEK_MS, AT_ONCE).changes +
          done.run(now - DONE_MS, AT_ONCE).changes +
          sent.forget(now - keepSentMs, AT_ONCE),
      ),
    removeAccount: (accountId: number): void =>
      together(() => {
        for (const drop of drops) drop.run(accountId);
      }),
  };
}
