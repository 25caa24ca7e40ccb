import type Sqlite from 'better-sqlite3';
import type { AuthStore } from '../../channels/whatsapp/store.ts';
import type { Sealer } from './sealing.ts';

type Together = <T>(work: () => T) => T;

export function createAuth(sqlite: Sqlite.Database, sealer: Sealer, together: Together): AuthStore {
  const getCreds = sqlite.prepare<[number], { sealed: Buffer }>(
    'SELECT sealed FROM auth_creds WHERE account_id = ?',
  );
  const putCreds = sqlite.prepare<[number, Buffer, number]>(
    `INSERT INTO auth_creds (account_id, sealed, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (account_id) DO UPDATE SET sealed = excluded.sealed, updated_at = excluded.updated_at`,
  );
  const getKey = sqlite.prepare<[number, string, string], { sealed: Buffer }>(
    'SELECT sealed FROM auth_keys WHERE account_id = ? AND type = ? AND id = ?',
  );
  const putKey = sqlite.prepare<[number, string, string, Buffer]>(
    `INSERT INTO auth_keys (account_id, type, id, sealed) VALUES (?, ?, ?, ?)
     ON CONFLICT (account_id, type, id) DO UPDATE SET sealed = excluded.sealed`,
  );
  const dropKey = sqlite.prepare<[number, string, string]>(
    'DELETE FROM auth_keys WHERE account_id = ? AND type = ? AND id = ?',
  );
  const dropCreds = sqlite.prepare<[number]>('DELETE FROM auth_creds WHERE account_id = ?');
  const dropKeys = sqlite.prepare<[number]>('DELETE FROM auth_keys WHERE account_id = ?');
  const credsAt = (accountId: number) => `creds:${accountId}`;
  const keyAt = (accountId: number, type: string, id: string) => `key:${accountId}:${type}:${id}`;
  return {
    creds(accountId) {
      const row = getCreds.get(accountId);
      return row && sealer.text(row.sealed, credsAt(accountId));
    },
    saveCreds(accountId, json) {
      putCreds.run(accountId, sealer.seal(json, credsAt(accountId)), Date.now());
    },
    keys(accountId, type, ids) {
      const found = new Map<string, string>();
      for (const id of ids) {
        const row = getKey.get(accountId, type, id);
        if (row) found.set(id, sealer.text(row.sealed, keyAt(accountId, type, id)));
      }
      return found;
    },
    saveKeys(accountId, changes) {
      if (changes.length === 0) return;
      together(() => {
        for (const { type, id, value } of changes) {
          if (value === null) dropKey.run(accountId, type, id);
          else putKey.run(accountId, type, id, sealer.seal(value, keyAt(accountId, type, id)));
        }
      });
    },
    wipe(accountId) {
      together(() => {
        dropCreds.run(accountId);
        dropKeys.run(accountId);
      });
    },
  };
}
