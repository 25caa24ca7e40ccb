import { describe, expect, it } from 'vitest';
import { benchWithDebtors, type ImportBench, invoiceFile } from './support.ts';

const HEADER = 'payment_id,debtor_number,received_on,amount,currency,invoice_number,method,reference';
const file = (...rows: string[]) => [HEADER, ...rows, ''].join('\n');

async function benchWithInvoices(): Promise<ImportBench> {
  const bench = await benchWithDebtors();
  await bench.run(
    'invoices',
    invoiceFile(
      'F-1,C-1,2026-03-01,2026-03-25,100.00,IDR,a',
      'F-2,C-1,2026-02-01,2026-02-25,50.00,IDR,a',
      'F-3,C-1,2026-01-01,2026-01-25,70.00,USD,a',
      'F-4,C-2,2026-03-01,2026-03-25,30.00,IDR,a',
    ),
  );
  return bench;
}

const ALLOCATIONS = `SELECT p.external_id AS payment, i.external_id AS invoice, a.amount_minor AS minor
  FROM allocations a JOIN payments p ON p.id = a.payment_id JOIN invoices i ON i.id = a.invoice_id ORDER BY a.id`;

describe('importing payments', () => {
  it('spreads over the named invoice, else oldest due first in its currency; the rest stays as credit', async () => {
    const bench = await benchWithInvoices();
    const payments = file(
      'P-1,C-1,2026-04-02,80.00,IDR,,transfer,REF 1',
      'P-2,C-1,2026-04-03,40.00,IDR,F-1,,',
      'P-3,C-2,2026-04-01,45.00,IDR,,,',
      'P-4,C-1,2026-04-05,10.00,USD,,,',
    );
    const { lines } = await bench.run('payments', payments);
    expect(lines).toEqual([
      'Payments of contoh: 4 new, 0 changed, 0 unchanged (4 rows; IDR 165.00, USD 10.00 in all).',
    ]);
    expect(await bench.rows(ALLOCATIONS)).toEqual([
      { payment: 'P-2', invoice: 'F-1', minor: 4000 },
      { payment: 'P-3', invoice: 'F-4', minor: 3000 },
      { payment: 'P-1', invoice: 'F-2', minor: 5000 },
      { payment: 'P-1', invoice: 'F-1', minor: 3000 },
      { payment: 'P-4', invoice: 'F-3', minor: 1000 },
    ]);
    expect(
      await bench.rows(
        "SELECT amount_minor - allocated_minor AS credit FROM payments WHERE external_id = 'P-3'",
      ),
    ).toEqual([{ credit: 1500 }]);
    const again = await bench.run('payments', payments);
    expect(again.report).toMatchObject({ unchanged: 4, applied: false });
    expect(await bench.rows(ALLOCATIONS)).toHaveLength(5);
  });

  it('does not book once more what a collector booked from a proof, typed in small letters', async () => {
    const bench = await benchWithInvoices();
    await bench.run('payments', file('trx-9,C-1,2026-04-02,80.00,IDR,F-1,,'));
    const again = file('TRX-9,C-1,2026-04-02,80.00,IDR,,,');
    await bench.database.write(async (tx) => {
      tx.connection.sqlite.exec(`
        INSERT INTO conversations (channel, account, external_id, creditor_id, sender_id, locale, created_at, updated_at)
          VALUES ('webchat', 'a', 'c', 1, 's', 'id', 0, 0);
        INSERT INTO payment_proofs (receipt_number, creditor_id, debtor_id, conversation_id, content_hash, currency, state, payment_id, created_at)
          SELECT 'P-0001', 1, debtor_id, 1, 'h', 'IDR', 'posted', id, 0 FROM payments`);
    });
    const { lines } = await bench.run('payments', again);
    expect(lines.join(' ')).toContain('booked already as trx-9');
    expect(await bench.rows('SELECT external_id FROM payments')).toEqual([{ external_id: 'trx-9' }]);
  });

  it('takes several invoices in the order named, and nothing beyond what they lack', async () => {
    const bench = await benchWithInvoices();
    await bench.run('payments', file('P-1,C-1,2026-04-02,200.00,IDR,F-1;F-2,,'));
    expect(await bench.rows(ALLOCATIONS)).toEqual([
      { payment: 'P-1', invoice: 'F-1', minor: 10_000 },
      { payment: 'P-1', invoice: 'F-2', minor: 5000 },
    ]);
  });

  it('spreads a corrected amount anew and leaves a corrected reference alone', async () => {
    const bench = await benchWithInvoices();
    await bench.run('payments', file('P-1,C-1,2026-04-02,80.00,IDR,,,'));
    expect((await bench.run('payments', file('P-1,C-1,2026-04-02,80.00,IDR,,,REF 2'))).report).toMatchObject({
      changed: 1,
    });
    expect(await bench.rows(ALLOCATIONS)).toHaveLength(2);
    expect((await bench.run('payments', file('P-1,C-1,2026-04-02,30.00,IDR,,,'))).report).toMatchObject({
      changed: 1,
    });
    expect(await bench.rows(ALLOCATIONS)).toEqual([{ payment: 'P-1', invoice: 'F-2', minor: 3000 }]);
    expect(await bench.rows('SELECT sum(allocated_minor) AS paid FROM invoices')).toEqual([{ paid: 3000 }]);
    expect(await bench.rows('SELECT reference FROM payments')).toEqual([{ reference: 'REF 2' }]);
  });

  it.each([
    ['P-1,C-1,2026-04-02,0,IDR,,,', 'Row 2, column "amount": "0" is zero. Expected an amount above zero.'],
    [
      'P-1,C-1,2026-04-02,-5,IDR,,,',
      'Row 2, column "amount": "-5" is negative. Expected an amount above zero.',
    ],
    [
      'P-1,C-1,2026-11-22,5,IDR,,,',
      'Row 2, column "received_on": "2026-11-22" lies in the future. Expected a day up to today (2026-11-21).',
    ],
    [
      'settled:F-1,C-1,2026-04-02,5,IDR,,,',
      'Row 2, column "payment_id": "settled:F-1" is kept for settlements of imported invoices. Expected another number.',
    ],
    [
      'P-1,C-1,2026-04-02,5,IDR,F-9,,',
      'Row 2, column "invoice_number": "F-9" is no invoice of this creditor. Expected an invoice imported before, or an empty cell (oldest due first).',
    ],
    [
      'P-1,C-1,2026-04-02,5,IDR,F-4,,',
      'Row 2, column "invoice_number": "F-4" belongs to debtor C-2. Expected an invoice of C-1.',
    ],
    [
      'P-1,C-1,2026-04-02,5,IDR,F-3,,',
      'Row 2, column "currency": "IDR" is not USD, the currency of invoice F-3. Expected the currency of the invoice.',
    ],
    [
      'P-1,C-7,2026-04-02,5,IDR,,,',
      'Row 2, column "debtor_number": "C-7" is no debtor of this creditor. Expected a debtor imported before ("sapa import debtors"), or `create_debtors: true` in a mapping of invoices.',
    ],
    [
      'P-0,C-1,2026-04-02,5,IDR,,,',
      'Row 2, column "debtor_number": "C-1" is not C-2, whose payment the ledger says it is. Expected the same debtor as before.',
    ],
  ])('refuses %s', async (row, line) => {
    const bench = await benchWithInvoices();
    await bench.run('payments', file('P-0,C-2,2026-04-02,5,IDR,,,'));
    expect((await bench.run('payments', file(row))).lines[0]).toBe(line);
    expect(await bench.rows('SELECT count(*) AS n FROM payments')).toEqual([{ n: 1 }]);
  });

  it('refuses a number twice', async () => {
    const bench = await benchWithInvoices();
    const { lines } = await bench.run(
      'payments',
      file('P-1,C-1,2026-04-02,5,IDR,,,', 'P-1,C-1,2026-04-02,6,IDR,,,'),
    );
    expect(lines[0]).toBe(
      'Row 3, column "payment_id": "P-1" is a duplicate of row 2. Expected each payment once.',
    );
  });
});
