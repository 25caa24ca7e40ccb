import type { Announce } from '../shared/announcement.ts';
import { backupTo } from './backup.ts';
import { type Bulk, runBulk, runBulkInMemory } from './bulk.ts';
import type { Connection, ReadTx, Tx } from './connection.ts';
import { openConnection } from './connection.ts';
import { migrate } from './migrate.ts';
import { Writer } from './writer.ts';

export type { Bulk } from './bulk.ts';
export type { ReadTx, Tx } from './connection.ts';
export { sqlStatement, statement } from './connection.ts';

/** Storage as the rest of Sapa sees it: jobs in transactions, never a driver. */
export interface Database {
  /** One serialised, durable transaction; see Writer.run. */
  write<T>(job: (tx: Tx) => Promise<T>): Promise<T>;
  /** Reads what is committed; never waits for the writer. Each statement is one snapshot. */
  read<T>(job: (tx: ReadTx) => Promise<T>): Promise<T>;
  /** A long job on a connection of its own: see Bulk. */
  bulk<T>(job: (bulk: Bulk) => Promise<T>): Promise<T>;
  /** A number that changes when another process has committed (SQLite `data_version`). */
  foreignChanges(): number;
  /** Learns, after each commit of this process, what its jobs announced; the answer ends it. */
  watch(watcher: Announce): () => void;
  /** Copies one moment's state to the new file `target` while everybody goes on writing; see backupTo. */
  backup(target: string): Promise<void>;
  /** Waits for queued writes, then closes. */
  close(): Promise<void>;
}

/**
 * Opens (and, if need be, creates and migrates) the database at `file`; ':memory:' serves tests.
 * `onEffectError` learns what an `afterCommit` effect threw; left out, it ends the process as any bug does.
 */
export function openDatabase(
  file: string,
  migrationsDir: string,
  onEffectError: (error: unknown) => void = throwLater,
): Database {
  const writerConnection = openConnection(file);
  migrate(writerConnection.sqlite, migrationsDir);
  const watchers = new Set<Announce>();
  const writer = new Writer(writerConnection, onEffectError, (announcement) => {
    for (const watcher of watchers) watcher(announcement);
  });
  const shared = file === ':memory:';
  const reader: Connection = shared ? writerConnection : openConnection(file, { readonly: true });
  const readTx: ReadTx = { connection: reader, orm: reader.orm };
  return {
    write: (job) => writer.run(job),
    // On one shared connection a read must not see a half-done job: it queues behind the writer.
    read: (job) => (shared ? writer.run(job) : job(readTx)),
    bulk: (job) => (shared ? runBulkInMemory(writerConnection, writer, job) : runBulk(file, job)),
    foreignChanges: () => writerConnection.sqlite.pragma('data_version', { simple: true }) as number,
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    backup: (target) => backupTo(file, target),
    close: async () => {
      await writer.close();
      if (!shared) reader.sqlite.close();
      writerConnection.sqlite.close();
    },
  };
}

function throwLater(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
