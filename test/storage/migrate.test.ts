import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { getTableColumns, getTableName, is, Table } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/storage/migrate.ts';
import * as schema from '../../src/storage/schema/index.ts';
import { MIGRATIONS, temporaryDir } from '../support/database.ts';

function copyOfMigrations(): string {
  const dir = temporaryDir();
  cpSync(MIGRATIONS, dir, { recursive: true });
  return dir;
}

describe('migrations', () => {
  it('apply once, in order', () => {
    const sqlite = new Sqlite(':memory:');
    expect(migrate(sqlite, MIGRATIONS)[0]).toBe('0001_ledger.sql');
    expect(migrate(sqlite, MIGRATIONS)).toEqual([]);
  });

  it('leave nothing behind when one fails', () => {
    const dir = copyOfMigrations();
    writeFileSync(join(dir, '9999_broken.sql'), 'CREATE TABLE half (id INTEGER); CREATE TABEL oops;');
    const sqlite = new Sqlite(':memory:');
    expect(() => migrate(sqlite, dir)).toThrow();
    expect(sqlite.prepare("SELECT name FROM sqlite_master WHERE name = 'half'").get()).toBeUndefined();
  });

  it('refuse an edited file and a database from a newer version', () => {
    const dir = copyOfMigrations();
    const sqlite = new Sqlite(':memory:');
    writeFileSync(join(dir, '9998_later.sql'), 'CREATE TABLE later (id INTEGER);');
    migrate(sqlite, dir);
    writeFileSync(join(dir, '9998_later.sql'), 'CREATE TABLE later (id INTEGER, name TEXT);');
    expect(() => migrate(sqlite, dir)).toThrow('was edited');
    expect(() => migrate(sqlite, MIGRATIONS)).toThrow('9998_later.sql');
  });

  it('make exactly the tables and columns the code knows', () => {
    const sqlite = new Sqlite(':memory:');
    migrate(sqlite, MIGRATIONS);
    const tables = sqlite
      .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all() as { name: string }[];
    const made = Object.fromEntries(
      tables
        .filter(({ name }) => name !== 'schema_migrations')
        .map(({ name }) => [
          name,
          (sqlite.pragma(`table_info(${name})`) as { name: string }[]).map((c) => c.name).sort(),
        ]),
    );
    const known = Object.fromEntries(
      Object.values(schema)
        .filter((value) => is(value, Table))
        .map((table) => [
          getTableName(table),
          Object.values(getTableColumns(table))
            .map((column) => column.name)
            .sort(),
        ]),
    );
    expect(known).toEqual(made);
  });
});

describe('the ledger itself', () => {
  it('keeps allocated sums in step and refuses what cannot be', () => {
    const sqlite = new Sqlite(':memory:');
    migrate(sqlite, MIGRATIONS);
    sqlite.exec(`
      INSERT INTO creditors (id, slug, name, created_at) VALUES (1, 'c', 'C', 0);
      INSERT INTO debtors (id, creditor_id, external_id, external_key, name, created_at) VALUES (1, 1, 'D1', 'D1', 'D', 0);
      INSERT INTO invoices (id, creditor_id, debtor_id, external_id, external_key, issue_date, due_date, currency, amount_minor, created_at)
        VALUES (1, 1, 1, 'I1', 'I1', '2026-01-01', '2026-01-31', 'IDR', 1000, 0), (2, 1, 1, 'I2', 'I2', '2026-01-01', '2026-01-31', 'USD', 1000, 0);
      INSERT INTO payments (id, creditor_id, debtor_id, external_id, received_on, currency, amount_minor, created_at)
        VALUES (1, 1, 1, 'P1', '2026-01-05', 'IDR', 700, 0);
    `);
    const allocate = sqlite.prepare(
      'INSERT INTO allocations (payment_id, invoice_id, amount_minor) VALUES (?, ?, ?)',
    );
    const allocated = () =>
      sqlite
        .prepare(
          'SELECT i.allocated_minor invoice, p.allocated_minor payment FROM invoices i, payments p WHERE i.id = 1 AND p.id = 1',
        )
        .get();
    expect(() => allocate.run(1, 2, 100)).toThrow('differ in currency');
    expect(() => allocate.run(1, 1, 701)).toThrow('CHECK');
    expect(allocated()).toEqual({ invoice: 0, payment: 0 });
    allocate.run(1, 1, 700);
    expect(allocated()).toEqual({ invoice: 700, payment: 700 });
    expect(() => sqlite.exec('UPDATE allocations SET amount_minor = 1')).toThrow('delete and insert');
    sqlite.exec('DELETE FROM allocations');
    expect(allocated()).toEqual({ invoice: 0, payment: 0 });
  });
});
