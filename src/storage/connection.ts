import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import type { Announcement } from '../shared/announcement.ts';

export type Orm = BetterSQLite3Database<Record<string, never>>;

/**
 * What a repository gets: a handle on one connection inside one transaction (or, for reads, one
 * snapshot). Repositories build queries on `orm`; statements of the hot path are prepared once per
 * connection with `statement()`.
 */
export interface ReadTx {
  readonly connection: Connection;
  readonly orm: Orm;
}

/** A transaction that may write. `afterCommit` runs only if this job's work became durable. */
export interface Tx extends ReadTx {
  afterCommit(effect: () => void): void;
  /** Tells whoever watches the database, after the commit; see shared/announcement. */
  announce(announcement: Announcement): void;
}

export interface Connection {
  readonly sqlite: Sqlite.Database;
  readonly orm: Orm;
}

const OPEN_WITHIN_MS = 10_000;

/**
 * Opens one SQLite connection the way Sapa needs it: WAL, `synchronous=FULL` (an acknowledged message
 * survives a power cut), foreign keys on. `file` may be ':memory:' in tests.
 */
export function openConnection(file: string, options: { readonly?: boolean } = {}): Connection {
  // Another process may just be making this database: opening waits for it.
  const sqlite = new Sqlite(file, { readonly: options.readonly ?? false, timeout: OPEN_WITHIN_MS });
  if (!options.readonly) {
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('wal_autocheckpoint = 4000');
  }
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('cache_size = -16000');
  // No mmap: mapped pages count as ours, and every new snapshot of a growing file maps it anew.
  sqlite.pragma('mmap_size = 0');
  sqlite.pragma('temp_store = FILE');
  // From here on the writer retries without blocking the event loop (writer.ts); readers never wait under WAL.
  sqlite.pragma('busy_timeout = 50');
  return { sqlite, orm: drizzle(sqlite) as unknown as Orm };
}

/**
 * Prepares a query once per connection: `const openInvoices = statement((orm) => orm.select()…prepare())`,
 * used as `openInvoices(tx).all({ debtorId })`. A naive Drizzle query costs four times the database work.
 */
export function statement<T>(build: (orm: Orm) => T): (tx: ReadTx) => T {
  const prepared = new WeakMap<Connection, T>();
  return (tx) => {
    let ready = prepared.get(tx.connection);
    if (ready === undefined) {
      ready = build(tx.orm);
      prepared.set(tx.connection, ready);
    }
    return ready;
  };
}

/** The same for plain SQL where Drizzle cannot say it: `const sum = sqlStatement<[number], Row>('SELECT …')`. */
export function sqlStatement<Params extends unknown[] | object, Row = unknown>(
  sql: string,
): (tx: ReadTx) => Sqlite.Statement<Params extends unknown[] ? Params : [Params], Row> {
  return statement((orm) =>
    (orm as unknown as { $client: Sqlite.Database }).$client.prepare(sql),
  ) as unknown as (tx: ReadTx) => Sqlite.Statement<Params extends unknown[] ? Params : [Params], Row>;
}
