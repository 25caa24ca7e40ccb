import { loadConfig } from '../config.ts';
import type { Database } from '../storage/database.ts';

/**
 * Opens the database of DATA_DIR for one command and closes it again. A running server may have it open
 * too: short transactions of both take turns.
 */
export async function withDatabase<T>(job: (database: Database) => Promise<T>): Promise<T> {
  const { openDataDir } = await import('../app.ts');
  const database = openDataDir(loadConfig(process.env).DATA_DIR);
  try {
    return await job(database);
  } finally {
    await database.close();
  }
}
