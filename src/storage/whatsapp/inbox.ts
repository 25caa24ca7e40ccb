import type Sqlite from 'better-sqlite3';
import type { Arrived } from '../../channels/whatsapp/model.ts';
import type { JournalStore } from '../../channels/whatsapp/store.ts';
import type { Sealer } from './sealing.ts';
import type { CountedInbox } from './types.ts';

type Together = <T>(work: () => T) => T;

interface Row {
  id: number;
  chat: string;
  message_id: string;
  sealed: Buffer;
  attempts: number;
}

/** What waits for its turn. A row that is done keeps its id, so that a second delivery is known, and no content. */
export function createInbox(
  sqlite: Sqlite.Database,
  sealer: Sealer,
  together: Together,
  journal: JournalStore,
): CountedInbox {
  const insert = sqlite.prepare<[number, string, string, Buffer, number]>(
    `INSERT INTO inbox (account_id, chat, message_id, sealed, received_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const rewrite = sqlite.prepare<[Buffer, number, string, string]>(
    `UPDATE inbox SET sealed = ?, state = 'waiting', attempts = 0, done_at = NULL
     WHERE account_id = ? AND chat = ? AND message_id = ? AND state <> 'done'`,
  );
  const next = sqlite.prepare<[number, number], Row>(
    `SELECT id, chat, message_id, sealed, attempts FROM inbox
     WHERE account_id = ? AND state = 'waiting' ORDER BY id LIMIT ?`,
  );
  const one = sqlite.prepare<
    [number, string, string],
    { id: number; state: 'waiting' | 'done' | 'given_up' }
  >('SELECT id, state FROM inbox WHERE account_id = ? AND chat = ? AND message_id = ?');
  const setDone = sqlite.prepare<[number, number]>(
    `UPDATE inbox SET state = 'done', sealed = NULL, done_at = ? WHERE id = ? AND state <> 'done'`,
  );
  const setFailed = sqlite.prepare<{ id: number; giveUp: number; now: number }>(
    `UPDATE inbox SET attempts = attempts + 1,
       state = CASE WHEN @giveUp THEN 'given_up' ELSE state END,
       done_at = CASE WHEN @giveUp THEN @now END
     WHERE id = @id AND state = 'waiting'`,
  );
  const counted = sqlite.prepare<[number], { state: string; n: number }>(
    "SELECT state, COUNT(*) AS n FROM inbox WHERE account_id = ? AND state <> 'done' GROUP BY state",
  );
  const context = (accountId: number, chat: string, messageId: string) =>
    `inbox:${accountId}:${chat}:${messageId}`;
  const sealed = (accountId: number, chat: string, arrived: Arrived) =>
    sealer.seal(JSON.stringify(arrived), context(accountId, chat, arrived.id));
  const put: CountedInbox['put'] = (accountId, chat, arrived, now) =>
    together(() => {
      const made = insert.run(accountId, chat, arrived.id, sealed(accountId, chat, arrived), now).changes > 0;
      journal.settle(accountId, chat, arrived.id, now);
      return made;
    });
  return {
    put,
    replace: (accountId, chat, arrived, now) =>
      together(() => {
        const changed = rewrite.run(sealed(accountId, chat, arrived), accountId, chat, arrived.id).changes;
        journal.settle(accountId, chat, arrived.id, now);
        return changed > 0 || put(accountId, chat, arrived, now);
      }),
    waiting: (accountId, limit) =>
      next.all(accountId, limit).map((row) => ({
        id: row.id,
        chat: row.chat,
        attempts: row.attempts,
        arrived: JSON.parse(sealer.text(row.sealed, context(accountId, row.chat, row.message_id))) as Arrived,
      })),
    find: (accountId, chat, messageId) => one.get(accountId, chat, messageId),
    done(ids, now) {
      together(() => {
        for (const id of ids) setDone.run(now, id);
      });
    },
    failed(id, giveUp, now) {
      setFailed.run({ id, giveUp: giveUp ? 1 : 0, now });
    },
    count(accountId) {
      const by = new Map(counted.all(accountId).map((row) => [row.state, row.n]));
      return { waiting: by.get('waiting') ?? 0, givenUp: by.get('given_up') ?? 0 };
    },
  };
}
