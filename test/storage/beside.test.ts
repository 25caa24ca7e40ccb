import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/shared/project-root.ts';
import { sqlStatement } from '../../src/storage/database.ts';
import { temporaryDir, testDatabase } from '../support/database.ts';

const run = promisify(execFile);
const add = sqlStatement<[string]>("INSERT INTO creditors (slug, name, created_at) VALUES (?, 'C', 0)");

describe('beside another process', () => {
  it('opens a database that is being written to', async () => {
    const file = join(temporaryDir(), 'a.db');
    await testDatabase(file).close();
    const other = new Sqlite(file);
    other.exec('BEGIN IMMEDIATE');
    const database = testDatabase(file);
    expect(await database.read(async () => 'read')).toBe('read');
    other.exec('ROLLBACK');
    other.close();
    await database.close();
  });

  it('makes a new database once, however many begin with it', async () => {
    const file = join(temporaryDir(), 'b.db');
    const begin = () =>
      run(process.execPath, [join(projectRoot(), 'dist', 'cli.js'), 'creditors', 'list'], {
        env: { PATH: process.env.PATH, DATA_DIR: join(file, '..') },
      });
    const all = await Promise.all([begin(), begin(), begin(), begin()]);
    for (const { stdout } of all) expect(stdout).toContain('No creditor yet');
  });

  it('copies one moment while somebody else never stops writing', async () => {
    const dir = temporaryDir();
    const [file, copy] = [join(dir, 'c.db'), join(dir, 'copy.db')];
    const busy = testDatabase(file);
    for (let i = 0; i < 2_000; i++)
      void busy.write(async (tx) => add(tx).run(`before-${i}-${'x'.repeat(500)}`));
    await busy.write(async () => {});
    const copying = testDatabase(file);
    let done = false;
    const backup = copying.backup(copy).finally(() => {
      done = true;
    });
    for (let i = 0; !done; i++) await busy.write(async (tx) => add(tx).run(`during-${i}`));
    await backup;
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    const restored = testDatabase(copy);
    const count = sqlStatement<[], { n: number }>(
      "SELECT count(*) n FROM creditors WHERE slug LIKE 'before%'",
    );
    expect(await restored.read(async (tx) => count(tx).get()?.n)).toBe(2_000);
    await Promise.all([restored.close(), copying.close(), busy.close()]);
  });

  it('leaves an existing file alone, and nothing half-made behind', async () => {
    const dir = temporaryDir();
    const database = testDatabase(join(dir, 'd.db'));
    await expect(database.backup(join(dir, 'd.db'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(database.backup(join(dir, 'no', 'such', 'e.db'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(existsSync(join(dir, 'no'))).toBe(false);
    await database.close();
  });
});
