import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/shared/project-root.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';

export const MIGRATIONS = join(projectRoot(), 'migrations', 'sqlite');

/** A fresh folder of this test's own. */
export function temporaryDir(): string {
  return mkdtempSync(join(tmpdir(), 'sapa-test-'));
}

/** An empty database with the real migrations; on disk where a test needs a second process or a restart. */
export function testDatabase(file = ':memory:'): Database {
  return openDatabase(file, MIGRATIONS);
}
