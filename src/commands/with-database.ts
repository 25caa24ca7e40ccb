import { loadConfig } from '../config.ts';
import { databaseTrouble, openDataDir } from '../data-dir.ts';
import type { Database } from '../storage/database.ts';

/**
 * Opens the database of DATA_DIR for one command and closes it again. A running server may have it open
 * too: short transactions of both take turns. Trouble with its file, disk or lock is an ExpectedError.
 */
export async function withDatabase<T>(job: (database: Database) => Promise<T>): Promise<T> {
  const { DATA_DIR } = loadConfig(process.env);
  const database = openDataDir(DATA_DIR);
  try {
    return await job(database);
  } catch (error) {
    throw databaseTrouble(DATA_DIR, error) ?? error;
  } finally {
    await database.close();
  }
}
