import { describe, expect, it } from 'vitest';
import { benchWithDebtors, importBench, invoiceFile } from './support.ts';

const IBM_MAP = `kind: invoices
date_order: mdy
decimal: point
currency: USD
create_debtors: true
columns: { invoice_number: invoiceNumber, debtor_number: customerID, issue_date: InvoiceDate, due_date: DueDate,
  amount: InvoiceAmount, settled_date: SettledDate, disputed: Disputed }
values: { disputed: { "Yes": true, "No": false } }
`;
/** The shape of IBM's sample, with figures of our own. */
const IBM = `countryCode,customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate
391,0001-AAAAA,0000000101,1/2/2013,2/1/2013,55.94,No,1/15/2013
391,0001-AAAAA,0000000102,6/3/2013,7/3/2013,61.5,Yes,7/20/2013
406,0002-BBBBB,0000000103,6/20/2013,7/20/2013,100,No,8/1/2013
406,0002-BBBBB,0000000104,6/21/2013,7/21/2013,0.07,Yes,6/30/2013
`;

const LINES = `invoice_number,debtor_number,issue_date,due_date,amount,line_description,line_quantity,line_amount
F-1,C-1,2026-03-01,2026-03-25,150.00,Jasa,2,160.00
F-2,C-2,2026-03-01,2026-03-25,,Barang,1,20.00
F-1,C-1,2026-03-01,2026-03-25,150.00,Potongan,1,-10.00
`;

describe('importing invoices', () => {
  it('makes them once and changes nothing the second time', async () => {
    const bench = await benchWithDebtors();
    const file = invoiceFile(
      'F-1,C-1,2026-03-01,2026-03-25,1250.50,IDR,Jasa',
      'F-2,C-2,2026-03-01,2026-03-25,10,USD,',
    );
    expect((await bench.run('invoices', file)).lines).toEqual([
      'Invoices of contoh: 2 new, 0 changed, 0 unchanged (2 rows; IDR 1,250.50, USD 10.00 in all).',
    ]);
    const before = await bench.rows('SELECT * FROM invoices');
    const again = await bench.run('invoices', file);
    expect(again.lines).toEqual([
      'Invoices of contoh: 0 new, 0 changed, 2 unchanged (2 rows; IDR 1,250.50, USD 10.00 in all).',
      'Nothing to change: the ledger has all of it already.',
    ]);
    expect(again.report?.applied).toBe(false);
    expect(await bench.rows('SELECT * FROM invoices')).toEqual(before);
    expect(before[0]).toMatchObject({
      external_id: 'F-1',
      external_key: 'F1',
      amount_minor: 125_050,
      due_date: '2026-03-25',
    });
  });

  it('corrects what changed and leaves alone what the file does not say', async () => {
    const bench = await benchWithDebtors();
    await bench.run('invoices', invoiceFile('F-1,C-1,2026-03-01,2026-03-25,10,IDR,Jasa'));
    const { lines } = await bench.run('invoices', invoiceFile('F-1,C-1,2026-03-01,2026-04-25,12,IDR,'));
    expect(lines[0]).toBe('Invoices of contoh: 0 new, 1 changed, 0 unchanged (1 row; IDR 12.00 in all).');
    expect(await bench.rows('SELECT due_date, amount_minor, description FROM invoices')).toEqual([
      { due_date: '2026-04-25', amount_minor: 1200, description: 'Jasa' },
    ]);
  });

  it('writes nothing on a dry run, and says what it would', async () => {
    const bench = await benchWithDebtors();
    const file = invoiceFile('F-1,C-1,2026-03-01,2026-03-25,10,IDR,Jasa');
    const { lines } = await bench.run('invoices', file, { dryRun: true });
    expect(lines).toEqual([
      'Invoices of contoh: 1 new, 0 changed, 0 unchanged (1 row; IDR 10.00 in all).',
      'Dry run: nothing was written.',
    ]);
    expect(await bench.rows('SELECT * FROM invoices')).toEqual([]);
  });

  it('is all or nothing: one bad row among many refuses the file', async () => {
    const bench = await benchWithDebtors();
    const good = Array.from({ length: 2500 }, (_, at) => `F-${at},C-1,2026-03-01,2026-03-25,10,IDR,a`);
    const { code } = await bench.run(
      'invoices',
      invoiceFile(...good, 'F-X,C-9,2026-03-01,2026-03-25,10,IDR,a'),
    );
    expect(code).toBe('import_refused');
    expect(await bench.rows('SELECT count(*) AS n FROM invoices')).toEqual([{ n: 0 }]);
  });

  it('gathers the lines of an invoice from its rows, in their order', async () => {
    const bench = await benchWithDebtors();
    const map = 'columns: {}\n';
    expect((await bench.run('invoices', LINES, { map })).code).toBe('columns');
    await bench.run('invoices', LINES);
    const sql = `SELECT i.external_id, i.amount_minor AS total, l.position, l.description, l.quantity, l.amount_minor
      FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id ORDER BY 1, 3`;
    expect(await bench.rows(sql)).toEqual([
      {
        external_id: 'F-1',
        total: 15_000,
        position: 1,
        description: 'Jasa',
        quantity: '2',
        amount_minor: 16_000,
      },
      {
        external_id: 'F-1',
        total: 15_000,
        position: 2,
        description: 'Potongan',
        quantity: '1',
        amount_minor: -1000,
      },
      {
        external_id: 'F-2',
        total: 2000,
        position: 1,
        description: 'Barang',
        quantity: '1',
        amount_minor: 2000,
      },
    ]);
    expect((await bench.run('invoices', LINES)).lines[0]).toMatch(/0 new, 0 changed, 2 unchanged \(3 rows/);
    const renamed = LINES.replace('Potongan', 'Diskon');
    expect((await bench.run('invoices', renamed)).lines[0]).toMatch(/0 new, 1 changed, 1 unchanged/);
    expect((await bench.rows(sql))[1]).toMatchObject({ description: 'Diskon', position: 2 });
  });

  it('refuses lines that do not add up, or disagree about the invoice', async () => {
    const bench = await benchWithDebtors();
    const wrongSum = await bench.run('invoices', LINES.replace('-10.00', '-11.00'));
    expect(wrongSum.lines[0]).toBe(
      'Row 2, column "amount": "150.00" is not the sum of the lines, 149.00. Expected lines that add up to the amount.',
    );
    const twoDates = await bench.run(
      'invoices',
      LINES.replace('F-1,C-1,2026-03-01,2026-03-25,150.00,Pot', 'F-1,C-1,2026-03-01,2026-03-26,150.00,Pot'),
    );
    expect(twoDates.lines[0]).toBe(
      'Row 4, column "due_date": "2026-03-26" differs from row 2 of the same invoice. Expected the same in all rows of one invoice.',
    );
    const notLines = await bench.run('invoices', LINES.replace('Potongan,1,-10.00', ',,'));
    expect(notLines.lines[0]).toMatch(/^Row 4, column "invoice_number": "F-1" is a duplicate of row 2\./);
  });

  it('makes contracts, and refuses one of another debtor', async () => {
    const bench = await benchWithDebtors();
    const file = (debtor: string, number: string) =>
      `invoice_number,debtor_number,issue_date,due_date,amount,contract_number\n${number},${debtor},2026-03-01,2026-03-25,5,K-7\n`;
    await bench.run('invoices', file('C-1', 'F-1'));
    expect(
      await bench.rows(
        'SELECT c.external_id, d.external_id AS debtor FROM contracts c JOIN debtors d ON d.id = c.debtor_id',
      ),
    ).toEqual([{ external_id: 'K-7', debtor: 'C-1' }]);
    expect((await bench.run('invoices', file('C-2', 'F-2'))).lines[0]).toBe(
      'Row 2, column "contract_number": "K-7" belongs to debtor C-1. Expected a contract of the same debtor.',
    );
  });

  it('never takes an invoice below what was paid on it, nor to another debtor or currency then', async () => {
    const bench = await benchWithDebtors();
    await bench.run('invoices', invoiceFile('F-1,C-1,2026-03-01,2026-03-25,100.00,IDR,a'));
    await bench.run('payments', 'payment_id,debtor_number,received_on,amount\nP-1,C-1,2026-04-01,60.00\n');
    const first = async (row: string) => (await bench.run('invoices', invoiceFile(row))).lines[0];
    expect(await first('F-1,C-1,2026-03-01,2026-03-25,59.99,IDR,a')).toBe(
      'Row 2, column "amount": "59.99" is less than the 60.00 already paid on it. Expected at least what was paid.',
    );
    expect(await first('F-1,C-2,2026-03-01,2026-03-25,100.00,IDR,a')).toBe(
      'Row 2, column "debtor_number": "C-2" is not C-1, whose invoice the ledger says it is. Expected the same debtor, as there are payments, proofs or disputes of it.',
    );
    expect(await first('F-1,C-1,2026-03-01,2026-03-25,100.00,USD,a')).toBe(
      'Row 2, column "currency": "USD" is not IDR, in which it was paid. Expected the same currency.',
    );
    expect(await first('F-1,C-1,2026-03-01,2026-03-25,60.00,IDR,a')).toMatch(/1 changed/);
  });
});

describe('a source that knows only settled and disputed', () => {
  const balance = 'SELECT sum(amount_minor) AS amount, sum(allocated_minor) AS paid FROM invoices';

  it('records settlements as full payments, once', async () => {
    const bench = await importBench();
    const { lines } = await bench.run('invoices', IBM, { map: IBM_MAP });
    expect(lines).toEqual([
      'Columns not used: countryCode.',
      'Invoices of contoh: 4 new, 0 changed, 0 unchanged (4 rows; USD 217.51 in all).',
      '2 debtors created, 4 settlements recorded.',
    ]);
    expect(await bench.rows(balance)).toEqual([{ amount: 21_751, paid: 21_751 }]);
    expect(
      await bench.rows(
        'SELECT external_id, received_on, amount_minor, allocated_minor FROM payments LIMIT 1',
      ),
    ).toEqual([
      {
        external_id: 'settled:0000000101',
        received_on: '2013-01-15',
        amount_minor: 5594,
        allocated_minor: 5594,
      },
    ]);
    expect((await bench.run('invoices', IBM, { map: IBM_MAP })).lines).toContain(
      'Nothing to change: the ledger has all of it already.',
    );
  });

  it('stands as of a day, and moves on with it', async () => {
    const bench = await importBench();
    const early = await bench.run('invoices', IBM, { map: IBM_MAP, asOf: '2013-06-30' });
    expect(early.lines.at(-1)).toBe('2 debtors created, 2 settlements recorded, 1 dispute opened.');
    expect(await bench.rows(balance)).toEqual([{ amount: 21_751, paid: 5601 }]);
    expect(await bench.rows('SELECT case_number, reason, disputed_minor, state FROM disputes')).toEqual([
      { case_number: 'D-0001', reason: 'imported', disputed_minor: 6150, state: 'open' },
    ]);
    expect((await bench.run('invoices', IBM, { map: IBM_MAP, asOf: '2013-06-30' })).report?.applied).toBe(
      false,
    );
    const later = await bench.run('invoices', IBM, { map: IBM_MAP });
    expect(later.lines.at(-1)).toBe('2 settlements recorded, 1 dispute ended.');
    expect(await bench.rows('SELECT state FROM disputes')).toEqual([{ state: 'withdrawn' }]);
    expect((await bench.run('invoices', IBM, { map: IBM_MAP })).report?.applied).toBe(false);
  });

  it('leaves out what was issued later, where the mapping says so', async () => {
    const bench = await importBench();
    const { lines } = await bench.run('invoices', IBM, { map: `${IBM_MAP}issued_until: "2013-06-10"\n` });
    expect(lines).toContain('2 rows issued after 2013-06-10 were left out.');
    expect(await bench.rows('SELECT count(*) AS n FROM invoices')).toEqual([{ n: 2 }]);
  });

  it('corrects the settlement when the invoice is corrected', async () => {
    const bench = await importBench();
    await bench.run('invoices', IBM, { map: IBM_MAP });
    for (const [amount, minor] of [
      ['155.94', 15_594],
      ['5.94', 594],
    ] as const) {
      const { lines } = await bench.run('invoices', IBM.replace('55.94', amount), { map: IBM_MAP });
      expect(lines.at(-1)).toBe('1 settlement corrected.');
      expect(
        await bench.rows(
          "SELECT i.amount_minor, i.allocated_minor, p.amount_minor AS paid FROM invoices i JOIN payments p ON p.external_id = 'settled:0000000101' WHERE i.external_id = '0000000101'",
        ),
      ).toEqual([{ amount_minor: minor, allocated_minor: minor, paid: minor }]);
    }
  });

  it('settles only what other payments have left', async () => {
    const bench = await importBench();
    await bench.run('invoices', IBM, { map: IBM_MAP, asOf: '2013-01-10' });
    await bench.run(
      'payments',
      'payment_id,debtor_number,received_on,amount,currency,invoice_number\nP-1,0001-AAAAA,2013-01-12,50.00,USD,0000000101\n',
    );
    await bench.run('invoices', IBM, { map: IBM_MAP });
    expect(
      await bench.rows("SELECT amount_minor FROM payments WHERE external_id = 'settled:0000000101'"),
    ).toEqual([{ amount_minor: 594 }]);
    expect(await bench.rows(balance)).toEqual([{ amount: 21_751, paid: 21_751 }]);
  });
});
