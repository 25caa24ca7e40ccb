import type Sqlite from 'better-sqlite3';
import type { LinkRow, LinkStore } from '../../channels/whatsapp/store.ts';
import type { Sealer } from './sealing.ts';

interface Row {
  method: LinkRow['method'];
  requested_at: number;
  state: LinkRow['state'];
  sealed_show: Buffer | null;
  expires_at: number | null;
  reason: string | null;
}

/** A wish to link a number, or to unlink it, and how far it has come. */
export function createLinks(sqlite: Sqlite.Database, sealer: Sealer): LinkStore {
  const put = sqlite.prepare<{ accountId: number; method: string; now: number }>(
    `INSERT INTO links (account_id, method, requested_at, state, updated_at)
     VALUES (@accountId, @method, @now, 'requested', @now)
     ON CONFLICT (account_id) DO UPDATE SET method = @method, requested_at = @now, state = 'requested',
       sealed_show = NULL, expires_at = NULL, reason = NULL, updated_at = @now`,
  );
  const one = sqlite.prepare<[number], Row>(
    'SELECT method, requested_at, state, sealed_show, expires_at, reason FROM links WHERE account_id = ?',
  );
  const change = sqlite.prepare<[string, Buffer | null, number | null, string | null, number, number]>(
    `UPDATE links SET state = ?, sealed_show = ?, expires_at = ?, reason = ?, updated_at = ?
     WHERE account_id = ?`,
  );
  const context = (accountId: number) => `link:${accountId}`;
  return {
    request(accountId, method, now) {
      put.run({ accountId, method, now });
    },
    read(accountId) {
      const row = one.get(accountId);
      return (
        row && {
          method: row.method,
          requestedAt: row.requested_at,
          state: row.state,
          ...(row.sealed_show && { show: sealer.text(row.sealed_show, context(accountId)) }),
          ...(row.expires_at !== null && { expiresAt: row.expires_at }),
          ...(row.reason !== null && { reason: row.reason }),
        }
      );
    },
    update(accountId, { state, show, expiresAt, reason }, now) {
      const sealed = show === undefined ? null : sealer.seal(show, context(accountId));
      change.run(state, sealed, expiresAt ?? null, reason ?? null, now, accountId);
    },
  };
}
