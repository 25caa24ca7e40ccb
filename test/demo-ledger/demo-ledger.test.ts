import { describe, expect, it } from 'vitest';
import { loadDemoLedger } from '../../src/demo-ledger/index.ts';
import { sqlStatement } from '../../src/storage/database.ts';
import { DEMO_NOW } from '../support/app.ts';
import { TestClock } from '../support/clock.ts';
import { testDatabase } from '../support/database.ts';

const all = <Row>(sql: string) => sqlStatement<[], Row>(sql);

describe('the demonstration ledger', () => {
  it('is loaded into an empty database only', async () => {
    const database = testDatabase();
    const clock = new TestClock(DEMO_NOW);
    expect(await loadDemoLedger(database, clock)).toBe(true);
    expect(await loadDemoLedger(database, clock)).toBe(false);
    await database.close();
  });

  it('adds up: lines to invoices, allocations to both their sides', async () => {
    const database = testDatabase();
    await loadDemoLedger(database, new TestClock(DEMO_NOW));
    const wrong = await database.read(async (tx) => ({
      lines: all(
        'SELECT id FROM invoices i WHERE amount_minor <> (SELECT sum(amount_minor) FROM invoice_lines WHERE invoice_id = i.id)',
      )(tx).all(),
      invoices: all(
        'SELECT id FROM invoices i WHERE allocated_minor <> (SELECT coalesce(sum(amount_minor), 0) FROM allocations WHERE invoice_id = i.id)',
      )(tx).all(),
      payments: all(
        'SELECT id FROM payments p WHERE allocated_minor <> (SELECT coalesce(sum(amount_minor), 0) FROM allocations WHERE payment_id = p.id)',
      )(tx).all(),
      future: all(`SELECT id FROM payments WHERE received_on > '${DEMO_NOW.slice(0, 10)}'`)(tx).all(),
      early: all(
        `SELECT id FROM invoices WHERE issue_date > '${DEMO_NOW.slice(0, 10)}' OR issue_date > due_date`,
      )(tx).all(),
    }));
    expect(wrong).toEqual({ lines: [], invoices: [], payments: [], future: [], early: [] });
    await database.close();
  });

  it('says of C-1001 what README and the tests promise, on whatever day it is loaded', async () => {
    for (const day of [DEMO_NOW, '2027-01-01T00:30:00+07:00', '2028-02-29T23:59:00+07:00']) {
      const database = testDatabase();
      await loadDemoLedger(database, new TestClock(day));
      const [row] = await database.read(async (tx) =>
        all<{ n: number; total: number; overdue: number; oldest: string }>(
          `SELECT count(*) AS n, sum(amount_minor - allocated_minor) AS total,
             sum(CASE WHEN due_date < '${day.slice(0, 10)}' THEN amount_minor - allocated_minor ELSE 0 END) AS overdue
           FROM invoices JOIN debtors d ON d.id = debtor_id
           WHERE d.external_id = 'C-1001' AND allocated_minor < amount_minor`,
        )(tx).all(),
      );
      expect(row).toEqual({ n: 4, total: 725_000_000, overdue: 250_000_000 });
      await database.close();
    }
  });

  it('has every state an invoice can be in, two currencies, and a debtor with 250 invoices', async () => {
    const database = testDatabase();
    await loadDemoLedger(database, new TestClock(DEMO_NOW));
    const counts = await database.read(async (tx) => ({
      currencies: all<{ c: string }>('SELECT DISTINCT currency AS c FROM invoices ORDER BY c')(tx)
        .all()
        .map((row) => row.c),
      many: all<{ n: number }>(
        "SELECT count(*) AS n FROM invoices JOIN debtors d ON d.id = debtor_id WHERE d.external_id = 'C-1250'",
      )(tx).get()?.n,
      disputes: all("SELECT id FROM disputes WHERE state = 'open'")(tx).all().length,
      proofs: all("SELECT id FROM payment_proofs WHERE state = 'received'")(tx).all().length,
      partly: all('SELECT id FROM invoices WHERE allocated_minor > 0 AND allocated_minor < amount_minor')(
        tx,
      ).all().length,
      dueToday: all(`SELECT id FROM invoices WHERE due_date = '${DEMO_NOW.slice(0, 10)}'`)(tx).all().length,
    }));
    expect(counts).toMatchObject({ currencies: ['IDR', 'USD'], many: 250, disputes: 1, proofs: 1 });
    expect(counts.partly).toBeGreaterThan(3);
    expect(counts.dueToday).toBeGreaterThan(0);
    await database.close();
  });
});
