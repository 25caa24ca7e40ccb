import { closeSync, openSync, rmSync } from 'node:fs';
import { openConnection } from './connection.ts';

/**
 * Copies the database `source` to the new file `target`, readable by this user alone. The copy is one
 * moment's state: a read transaction holds it fast, without which SQLite would begin anew at every
 * commit of another process and never end beside a busy server. Throws `EEXIST` when there is such a
 * file; what a failure leaves half-made is removed.
 */
export async function backupTo(source: string, target: string): Promise<void> {
  closeSync(openSync(target, 'wx', 0o600));
  const { sqlite } = openConnection(source, { readonly: true });
  try {
    sqlite.exec('BEGIN');
    // A transaction begins with its first read.
    sqlite.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get();
    await sqlite.backup(target);
  } catch (error) {
    rmSync(target, { force: true });
    throw error;
  } finally {
    sqlite.close();
  }
}
