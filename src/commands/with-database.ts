import { loadConfig } from '../config.ts';
import { databaseTrouble, mustHaveDatabase, openDataDir } from '../data-dir.ts';
import type { Database } from '../storage/database.ts';

/**
 * Opens the database of DATA_DIR for one command and closes it again. A running server may have it open
 * too: short transactions of both take turns. Trouble with its file, disk or lock is an ExpectedError.
 * `existing`: the command is about what is there, so that a database made just now would be a mistake.
 */
export async function withDatabase<T>(
  job: (database: Database) => Promise<T>,
  { existing = false }: { existing?: boolean } = {},
): Promise<T> {
  const { DATA_DIR } = loadConfig(process.env);
  if (existing) mustHaveDatabase(DATA_DIR);
  const database = openDataDir(DATA_DIR);
  try {
    return await job(database);
  } catch (error) {
    throw databaseTrouble(DATA_DIR, error) ?? error;
  } finally {
    await database.close();
  }
}

/** The same for a command about what is there already. */
export function withExistingDatabase<T>(job: (database: Database) => Promise<T>): Promise<T> {
  return withDatabase(job, { existing: true });
}
