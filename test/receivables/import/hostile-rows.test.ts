import { beforeAll, describe, expect, it } from 'vitest';
import { benchWithDebtors, type ImportBench, invoiceFile } from './support.ts';

const GOOD = 'INV-1,C-1,2026-03-01,2026-03-25,1250.50,IDR,Jasa';
const NOTHING = (errors: number, rows: number) =>
  `data.csv: nothing was imported. ${errors === 1 ? '1 error' : `${errors} errors`} in ${rows === 1 ? '1 row' : `${rows} rows`}; --keep-going imports the rows without errors and writes the others to a reject file.`;

describe('a row that is wrong is refused by row, column, value and expectation', () => {
  let bench: ImportBench;
  beforeAll(async () => {
    bench = await benchWithDebtors();
  });

  it.each([
    [
      'no number',
      'INV-2,C-1,2026-03-01,2026-03-25,12x,IDR,a',
      'Row 3, column "amount": "12x" is not an amount. Expected a figure such as 1,250,000.50.',
    ],
    [
      'negative amount',
      'INV-2,C-1,2026-03-01,2026-03-25,-5.00,IDR,a',
      'Row 3, column "amount": "-5.00" is negative. Expected zero or more.',
    ],
    [
      'negative in brackets',
      'INV-2,C-1,2026-03-01,2026-03-25,(5.00),IDR,a',
      'Row 3, column "amount": "(5.00)" is negative. Expected zero or more.',
    ],
    [
      'beyond 2^53',
      'INV-2,C-1,2026-03-01,2026-03-25,90071992547409.92,IDR,a',
      'Row 3, column "amount": "90071992547409.92" is too large. Expected at most 2^53 − 1 minor units of IDR.',
    ],
    [
      'too many decimals',
      'INV-2,C-1,2026-03-01,2026-03-25,5.505,IDR,a',
      'Row 3, column "amount": "5.505" is too precise. Expected at most 2 decimals for IDR.',
    ],
    [
      'no amount',
      'INV-2,C-1,2026-03-01,2026-03-25,,IDR,a',
      'Row 3, column "amount": "" is empty. Expected an amount in every row.',
    ],
    [
      'unknown currency',
      'INV-2,C-1,2026-03-01,2026-03-25,5,ZZZ,a',
      'Row 3, column "currency": "ZZZ" is no known currency. Expected an ISO 4217 code such as IDR or USD.',
    ],
    [
      'another currency beside the figure',
      'INV-2,C-1,2026-03-01,2026-03-25,$5,IDR,a',
      'Row 3, column "amount": "$5" is not in IDR. Expected a figure in IDR, or the row\'s own currency.',
    ],
    [
      'no day',
      'INV-2,C-1,2026-02-30,2026-03-25,5,IDR,a',
      'Row 3, column "issue_date": "2026-02-30" is not a date. Expected a day from 1970 to 2100 such as 25/03/2026 or 2026-03-25.',
    ],
    [
      'due before issue',
      'INV-2,C-1,2026-03-01,2026-02-25,5,IDR,a',
      'Row 3, column "due_date": "2026-02-25" is before the issue date 2026-03-01. Expected the same day or later.',
    ],
    [
      'formula =',
      'INV-2,C-1,2026-03-01,2026-03-25,5,IDR,"=HYPERLINK(""http://x.example"")"',
      'Row 3, column "description": "=HYPERLINK("http://x.example")" looks like a formula. Expected text that does not begin with = + - or @.',
    ],
    [
      'formula @ in a number',
      '@SUM(A1),C-1,2026-03-01,2026-03-25,5,IDR,a',
      'Row 3, column "invoice_number": "@SUM(A1)" looks like a formula. Expected text that does not begin with = + - or @.',
    ],
    [
      'formula + in the debtor',
      'INV-2,+C1,2026-03-01,2026-03-25,5,IDR,a',
      'Row 3, column "debtor_number": "+C1" looks like a formula. Expected text that does not begin with = + - or @.',
    ],
    [
      'empty id',
      ' ,C-1,2026-03-01,2026-03-25,5,IDR,a',
      'Row 3, column "invoice_number": "" is empty. Expected a value in every row.',
    ],
    [
      'id without letters or digits',
      '---,C-1,2026-03-01,2026-03-25,5,IDR,a',
      'Row 3, column "invoice_number": "---" looks like a formula. Expected text that does not begin with = + - or @.',
    ],
    [
      'control characters',
      'INV-2,C-1,2026-03-01,2026-03-25,5,IDR,a\u0007b',
      'Row 3, column "description": "a·b" has control characters. Expected plain text.',
    ],
    [
      'direction turned around',
      'INV-2,C-1,2026-03-01,2026-03-25,5,IDR,a\u202eb',
      'Row 3, column "description": "a·b" has control characters. Expected plain text.',
    ],
    [
      'huge cell',
      `INV-2,C-1,2026-03-01,2026-03-25,5,IDR,${'x'.repeat(40_000)}`,
      `Row 3, column "description": "${'x'.repeat(57)}…" is 40000 characters long. Expected at most 500.`,
    ],
    [
      'unknown debtor',
      'INV-2,C-9,2026-03-01,2026-03-25,5,IDR,a',
      'Row 3, column "debtor_number": "C-9" is no debtor of this creditor. Expected a debtor imported before ("sapa import debtors"), or `create_debtors: true` in a mapping of invoices.',
    ],
    [
      'duplicate',
      'INV-1,C-1,2026-03-01,2026-03-25,1250.50,IDR,Jasa',
      'Row 3, column "invoice_number": "INV-1" is a duplicate of row 2. Expected each invoice once; several rows only when each has a line_description and line_amount.',
    ],
    [
      'too few cells',
      'INV-2,C-1,2026-03-01',
      'Row 3, the whole row: "INV-2,C-1,2026-03-01" has 3 cells. Expected 7 as in the header; a cell with the delimiter in it needs quotes.',
    ],
    [
      'too many cells',
      'INV-2,C-1,2026-03-01,2026-03-25,1,250,IDR,a',
      'Row 3, the whole row: "INV-2,C-1,2026-03-01,2026-03-25,1,250,IDR,a" has 8 cells. Expected 7 as in the header; a cell with the delimiter in it needs quotes.',
    ],
  ])('%s', async (_what, row, line) => {
    const outcome = await bench.run('invoices', invoiceFile(GOOD, row));
    expect(outcome.code).toBe('import_refused');
    expect(outcome.lines).toEqual([line, NOTHING(1, 2)]);
    expect(await bench.rows('SELECT * FROM invoices')).toEqual([]);
  });

  it('names the column as the file does', async () => {
    const outcome = await bench.run(
      'invoices',
      'Nomor Faktur;Kode Pelanggan;Tanggal;Jatuh Tempo;Jumlah\nF-1;C-9;2026-03-01;2026-03-25;5\nF-2;C-1;2026-03-01;x;5\n',
    );
    expect(outcome.lines[0]).toMatch(/^Row 2, column "Kode Pelanggan": "C-9" is no debtor/);
    expect(outcome.lines[1]).toMatch(/^Row 3, column "Jatuh Tempo": "x" is not a date/);
  });

  it('shows the first twenty of many errors and counts the rest', async () => {
    const rows = Array.from({ length: 50 }, (_, at) => `INV-${at},C-1,2026-03-01,2026-03-25,x${at},IDR,a`);
    const { lines } = await bench.run('invoices', invoiceFile(...rows));
    expect(lines).toHaveLength(22);
    expect(lines[20]).toBe('… and 30 more.');
    expect(lines[21]).toBe(NOTHING(50, 50));
  });

  it('refuses amounts that fit one by one but not together', async () => {
    const huge = '90071992547409.91';
    const { lines } = await bench.run(
      'invoices',
      invoiceFile(
        `INV-1,C-1,2026-03-01,2026-03-25,${huge},IDR,a`,
        `INV-2,C-1,2026-03-01,2026-03-25,${huge},IDR,a`,
        `INV-3,C-2,2026-03-01,2026-03-25,${huge},IDR,a`,
      ),
    );
    expect(lines[0]).toBe(
      'Row 2, column "amount": "C-1" has amounts beyond 2^53 in all. Expected a sum per debtor of at most 2^53 − 1 minor units.',
    );
    expect(lines).toHaveLength(2);
  });
});
