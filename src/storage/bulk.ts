import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, openConnection } from './connection.ts';
import type { Writer } from './writer.ts';

/**
 * A connection for one long job beside the running server (an import): it may fill TEMP tables for as
 * long as it likes, which locks nothing, and then change the ledger in one short transaction.
 */
export interface Bulk {
  readonly connection: Connection;
  /** Changes when somebody else has committed since it was last asked. */
  foreignChanges(): number;
  /** One durable transaction that holds the write lock only while `job` runs; `job` must not wait for anything. */
  transaction<T>(job: () => T): Promise<T>;
}

const BUSY_RETRY_MS = 15;
const BUSY_GIVE_UP_MS = 30_000;

/** Runs `job` on a connection of its own to `file`, closed (with its TEMP tables) afterwards. */
export async function runBulk<T>(file: string, job: (bulk: Bulk) => Promise<T>): Promise<T> {
  const connection = openConnection(file);
  const { sqlite } = connection;
  // A job over a whole ledger would otherwise count every page of the file as its own memory.
  sqlite.pragma('mmap_size = 0');
  // Sorting and both page caches are bounded by these: memory stays the same however long the job's input.
  sqlite.pragma('cache_size = -16000');
  sqlite.pragma('temp.cache_size = -8000');
  try {
    return await job({
      connection,
      foreignChanges: () => sqlite.pragma('data_version', { simple: true }) as number,
      transaction: async (work) => {
        await begin(connection);
        try {
          const value = work();
          sqlite.exec('COMMIT');
          return value;
        } catch (error) {
          if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
          throw error;
        }
      },
    });
  } finally {
    sqlite.close();
  }
}

/** The same on the writer's own connection, for a database in memory: there is no second connection to it. */
export async function runBulkInMemory<T>(
  connection: Connection,
  writer: Writer,
  job: (bulk: Bulk) => Promise<T>,
): Promise<T> {
  return job({ connection, foreignChanges: () => 0, transaction: (work) => writer.run(async () => work()) });
}

async function begin({ sqlite }: Connection): Promise<void> {
  const giveUpAt = Date.now() + BUSY_GIVE_UP_MS;
  for (;;) {
    try {
      sqlite.exec('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      const busy = (error as { code?: string }).code?.startsWith('SQLITE_BUSY');
      if (!busy || Date.now() > giveUpAt) throw error;
      await delay(BUSY_RETRY_MS);
    }
  }
}
