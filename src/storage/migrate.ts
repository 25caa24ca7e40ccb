import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { ExpectedError } from '../shared/errors.ts';

/**
 * Applies the numbered SQL files of `dir` that this database has not seen, each in one transaction.
 * Refuses (ExpectedError `migration_changed` / `migration_unknown`) when an applied file was edited or
 * the database is newer than the code. Returns the names applied now.
 */
export function migrate(sqlite: Sqlite.Database, dir: string): string[] {
  sqlite.exec(
    'CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
  );
  const files = readdirSync(dir)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort();
  const appliedRows = sqlite.prepare('SELECT name, sha256 FROM schema_migrations').all() as {
    name: string;
    sha256: string;
  }[];
  const applied = new Map(appliedRows.map((row) => [row.name, row.sha256]));
  for (const name of applied.keys()) {
    if (!files.includes(name)) {
      throw new ExpectedError(
        'migration_unknown',
        `The database has migration ${name}, which this version of Sapa does not know. Start the version that made it, or restore a backup.`,
      );
    }
  }
  const done: string[] = [];
  for (const name of files) {
    const sql = readFileSync(join(dir, name), 'utf8');
    const sha256 = createHash('sha256').update(sql).digest('hex');
    const before = applied.get(name);
    if (before === sha256) continue;
    if (before !== undefined) {
      throw new ExpectedError(
        'migration_changed',
        `Migration ${name} was edited after it had been applied. Undo the edit and put the change into a new file.`,
      );
    }
    sqlite.transaction(() => {
      sqlite.exec(sql);
      sqlite
        .prepare('INSERT INTO schema_migrations (name, sha256, applied_at) VALUES (?, ?, ?)')
        .run(name, sha256, Date.now());
    })();
    done.push(name);
  }
  return done;
}
