import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contentPaths } from './content-paths.ts';
import { makeDataDir } from './development-secrets.ts';
import { ExpectedError } from './shared/errors.ts';
import { type Database, openDatabase } from './storage/database.ts';
import { storageTrouble } from './storage/trouble.ts';

/**
 * The database of DATA_DIR, made and migrated if need be. Throws ExpectedError `data_dir` or `database`
 * when folder, file or disk cannot be used. `onEffectError`: see openDatabase.
 */
export function openDataDir(dataDir: string, onEffectError?: (error: unknown) => void): Database {
  makeDataDir(dataDir);
  try {
    return openDatabase(databaseFile(dataDir), contentPaths().migrationsDir, onEffectError);
  } catch (error) {
    throw databaseTrouble(dataDir, error) ?? error;
  }
}

/** Trouble with the database's file, disk or lock as an ExpectedError; undefined for any other error. */
export function databaseTrouble(dataDir: string, error: unknown): ExpectedError | undefined {
  const words = storageTrouble(error);
  if (words === undefined) return undefined;
  return new ExpectedError('database', `The database ${databaseFile(dataDir)} cannot be used: ${words}.`);
}

/** For work that makes no sense on a new database: throws ExpectedError `no_database` when there is none. */
export function mustHaveDatabase(dataDir: string): void {
  if (existsSync(databaseFile(dataDir))) return;
  throw new ExpectedError(
    'no_database',
    `There is no database in ${dataDir}. Run this with the environment of the server: DATA_DIR names its folder.`,
  );
}

function databaseFile(dataDir: string): string {
  return join(dataDir, 'sapa.db');
}
