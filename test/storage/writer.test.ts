import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { type Database, openDatabase, sqlStatement } from '../../src/storage/database.ts';
import { MIGRATIONS, temporaryDir, testDatabase } from '../support/database.ts';

const add = sqlStatement<[string]>("INSERT INTO creditors (slug, name, created_at) VALUES (?, 'C', 0)");
const slugs = sqlStatement<[], { slug: string }>('SELECT slug FROM creditors ORDER BY id');
const names = async (database: Database) =>
  (await database.read(async (tx) => slugs(tx).all())).map((row) => row.slug);

describe('the writer', () => {
  it('keeps jobs of one batch apart: one fails, its neighbours stay', async () => {
    const database = testDatabase(join(temporaryDir(), 'a.db'));
    const done = await Promise.allSettled([
      database.write(async (tx) => add(tx).run('first')),
      database.write(async (tx) => {
        add(tx).run('half');
        throw new Error('changed its mind');
      }),
      database.write(async (tx) => add(tx).run('last')),
    ]);
    expect(done.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await names(database)).toEqual(['first', 'last']);
    await database.close();
  });

  it('runs jobs one after another, however many awaits they have', async () => {
    const database = testDatabase();
    const order: string[] = [];
    await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        database.write(async (tx) => {
          for (let step = 1; step <= 3; step++) {
            order.push(`${name}${step}`);
            add(tx).run(`${name}${step}`);
            await Promise.resolve();
          }
        }),
      ),
    );
    expect(order).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1', 'c2', 'c3']);
    await database.close();
  });

  it('answers and runs effects only after the commit, and never for a job that failed', async () => {
    const file = join(temporaryDir(), 'b.db');
    const database = testDatabase(file);
    const other = new Sqlite(file, { readonly: true });
    const seen: string[] = [];
    const look = (label: string) =>
      seen.push(`${label}:${(other.prepare('SELECT count(*) n FROM creditors').get() as { n: number }).n}`);
    await database.write(async (tx) => {
      add(tx).run('x');
      tx.afterCommit(() => look('effect'));
      look('inside');
    });
    await database
      .write(async (tx) => {
        tx.afterCommit(() => look('never'));
        throw new Error('no');
      })
      .catch(() => look('failed'));
    expect(seen).toEqual(['inside:0', 'effect:1', 'failed:1']);
    other.close();
    await database.close();
  });

  it('goes on after an effect that fails: what is committed stays, and is answered', async () => {
    const told: unknown[] = [];
    const database = openDatabase(':memory:', MIGRATIONS, (error) => told.push(error));
    const after: string[] = [];
    const jobs = ['a', 'b'].map((name) =>
      database.write(async (tx) => {
        add(tx).run(name);
        tx.afterCommit(() => {
          if (name === 'a') throw new Error('nobody listens');
          after.push(name);
        });
        return name;
      }),
    );
    expect(await Promise.all(jobs)).toEqual(['a', 'b']);
    expect(after).toEqual(['b']);
    expect(String(told)).toBe('Error: nobody listens');
    await database.write(async (tx) => add(tx).run('c'));
    expect(await names(database)).toEqual(['a', 'b', 'c']);
    await database.close();
  });

  it('waits for another process that holds the file, without losing the job', async () => {
    const file = join(temporaryDir(), 'c.db');
    const database = testDatabase(file);
    const other = new Sqlite(file);
    other.exec('BEGIN IMMEDIATE');
    const job = database.write(async (tx) => add(tx).run('patient'));
    // The writer has met the lock at least once when the event loop has turned.
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    other.exec('COMMIT');
    await job;
    expect(await names(database)).toEqual(['patient']);
    other.close();
    await database.close();
  });

  it('refuses a transaction used after its job ended', async () => {
    const database = testDatabase();
    let leaked: Parameters<Parameters<Database['write']>[0]>[0] | undefined;
    await database.write(async (tx) => {
      leaked = tx;
    });
    expect(() => leaked!.orm).toThrow('after its job had ended');
    await database.close();
  });

  it('finishes what is queued before it closes, and takes nothing afterwards', async () => {
    const file = join(temporaryDir(), 'd.db');
    const database = testDatabase(file);
    const jobs = Array.from({ length: 200 }, (_, index) =>
      database.write(async (tx) => add(tx).run(`n${index}`)),
    );
    await Promise.all([...jobs, database.close()]);
    await expect(database.write(async () => 1)).rejects.toThrow('closed');
    const again = testDatabase(file);
    expect(await names(again)).toHaveLength(200);
    await again.close();
  });
});
