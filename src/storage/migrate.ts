import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { ExpectedError } from '../shared/errors.ts';

interface Migration {
  name: string;
  sql: string;
  sha256: string;
}

/** How long another process may take that is migrating the same file. */
const LOCKED_WITHIN_MS = 10_000;

/**
 * Applies the numbered SQL files of `dir` that this database has not seen, each in one transaction;
 * processes that start at once do not get in each other's way. Refuses (ExpectedError
 * `migration_changed` / `migration_unknown`) when an applied file was edited or the database is newer
 * than the code. Returns the names applied now.
 */
export function migrate(sqlite: Sqlite.Database, dir: string): string[] {
  const patience = sqlite.pragma('busy_timeout', { simple: true });
  sqlite.pragma(`busy_timeout = ${LOCKED_WITHIN_MS}`);
  try {
    sqlite.exec(
      'CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
    );
    return missing(sqlite, readMigrations(dir))
      .filter((migration) => sqlite.transaction(() => apply(sqlite, migration)).immediate())
      .map(({ name }) => name);
  } finally {
    sqlite.pragma(`busy_timeout = ${patience}`);
  }
}

function readMigrations(dir: string): Migration[] {
  return readdirSync(dir)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(dir, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    });
}

function missing(sqlite: Sqlite.Database, migrations: readonly Migration[]): Migration[] {
  const rows = sqlite.prepare('SELECT name, sha256 FROM schema_migrations').all() as {
    name: string;
    sha256: string;
  }[];
  const applied = new Map(rows.map((row) => [row.name, row.sha256]));
  for (const name of applied.keys()) {
    if (!migrations.some((one) => one.name === name)) {
      throw new ExpectedError(
        'migration_unknown',
        `The database has migration ${name}, which this version of Sapa does not know. Start the version that made it, or restore a backup.`,
      );
    }
  }
  return migrations.filter(({ name, sha256 }) => {
    const before = applied.get(name);
    if (before === undefined || before === sha256) return before === undefined;
    throw new ExpectedError(
      'migration_changed',
      `Migration ${name} was edited after it had been applied. Undo the edit and put the change into a new file.`,
    );
  });
}

/** False when another process has applied it while this one waited for the lock. */
function apply(sqlite: Sqlite.Database, { name, sql, sha256 }: Migration): boolean {
  if (sqlite.prepare('SELECT 1 FROM schema_migrations WHERE name = ?').get(name)) return false;
  sqlite.exec(sql);
  sqlite
    .prepare('INSERT INTO schema_migrations (name, sha256, applied_at) VALUES (?, ?, ?)')
    .run(name, sha256, Date.now());
  return true;
}
