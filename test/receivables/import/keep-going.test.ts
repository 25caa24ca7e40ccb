import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { benchWithDebtors, importBench, invoiceFile } from './support.ts';

describe('--keep-going', () => {
  it('applies the good rows and writes the bad ones with their reasons', async () => {
    const bench = await benchWithDebtors();
    const { lines, report } = await bench.run(
      'invoices',
      invoiceFile(
        'F-1,C-1,2026-03-01,2026-03-25,10.50,IDR,a',
        'F-2,C-9,2026-03-01,2026-03-25,10.50,IDR,"a, b"',
        'F-3,C-1,2026-03-01,2026-03-25,x,ZZZ,"=cmd()"',
        'F-4,C-1',
      ),
      { keepGoing: true },
    );
    const rejects = join(bench.dir, 'data.csv.rejected.csv');
    expect(lines).toEqual([
      'Invoices of contoh: 1 new, 0 changed, 0 unchanged (4 rows; IDR 10.50 in all).',
      `3 rows refused and written to ${rejects}, each with its reason.`,
    ]);
    expect(report).toMatchObject({ created: 1, rejected: 3, rejectFile: rejects, applied: true });
    expect(await bench.rows('SELECT external_id FROM invoices')).toEqual([{ external_id: 'F-1' }]);
    expect(statSync(rejects).mode & 0o777).toBe(0o600);
    const expected = [
      '\ufeffinvoice_number,debtor_number,issue_date,due_date,amount,currency,description,sapa_row,sapa_reasons',
      'F-2,C-9,2026-03-01,2026-03-25,10.50,IDR,"a, b",3,"Row 3, column ""debtor_number"": ""C-9"" is no debtor of this creditor. Expected a debtor imported before (""sapa import debtors""), or `create_debtors: true` in a mapping of invoices."',
      // The formula cannot run when the file is opened in a spreadsheet.
      'F-3,C-1,2026-03-01,2026-03-25,x,ZZZ,\'=cmd(),4,"Row 4, column ""currency"": ""ZZZ"" is no known currency. Expected an ISO 4217 code such as IDR or USD. Row 4, column ""description"": ""=cmd()"" looks like a formula. Expected text that does not begin with = + - or @."',
      'F-4,C-1,,,,,,5,"Row 5, the whole row: ""F-4,C-1"" has 2 cells. Expected 7 as in the header; a cell with the delimiter in it needs quotes."',
      '',
    ];
    expect(readFileSync(rejects, 'utf8')).toBe(expected.join('\r\n'));
  });

  it('takes a reject file back once its rows are mended', async () => {
    const bench = await benchWithDebtors();
    await bench.run(
      'invoices',
      invoiceFile('F-1,C-1,2026-03-01,2026-03-25,10.50,IDR,a', 'F-2,C-9,2026-03-01,2026-03-25,5.50,IDR,a'),
      {
        keepGoing: true,
      },
    );
    const rejected = readFileSync(join(bench.dir, 'data.csv.rejected.csv'), 'utf8');
    const { lines } = await bench.run('invoices', rejected.replace('F-2,C-9', 'F-2,C-2'), {
      name: 'mended.csv',
    });
    expect(lines).toEqual([
      'Columns not used: sapa_row, sapa_reasons.',
      'Invoices of contoh: 1 new, 0 changed, 0 unchanged (1 row; IDR 5.50 in all).',
    ]);
  });

  it('never applies part of an invoice: one bad line refuses all its rows', async () => {
    const bench = await benchWithDebtors();
    const { report } = await bench.run(
      'invoices',
      `invoice_number,debtor_number,issue_date,due_date,line_description,line_amount
F-1,C-1,2026-03-01,2026-03-25,Jasa,10.50
F-1,C-1,2026-03-01,2026-03-25,Barang,x
F-2,C-1,2026-03-01,2026-03-25,Jasa,7.50
`,
      { keepGoing: true },
    );
    expect(report).toMatchObject({ created: 1, rejected: 2 });
    expect(await bench.rows('SELECT external_id, amount_minor FROM invoices')).toEqual([
      { external_id: 'F-2', amount_minor: 750 },
    ]);
    expect(readFileSync(join(bench.dir, 'data.csv.rejected.csv'), 'utf8')).toContain(
      'belongs to a record refused for row 3.',
    );
  });

  it('keeps the first of two duplicates out as well: which one is right is not ours to say', async () => {
    const bench = await benchWithDebtors();
    const { report } = await bench.run(
      'invoices',
      invoiceFile('F-1,C-1,2026-03-01,2026-03-25,10.50,IDR,a', 'F-1,C-1,2026-03-01,2026-03-25,11.50,IDR,a'),
      { keepGoing: true },
    );
    expect(report).toMatchObject({ created: 0, rejected: 2, applied: false });
  });

  it('writes no file on a dry run, nor when nothing was refused', async () => {
    const bench = await importBench();
    const file = join(bench.dir, 'data.csv.rejected.csv');
    const bad = invoiceFile('F-1,C-1,2026-03-01,2026-03-25,10.50,IDR,a');
    const dry = await bench.run('invoices', bad, { keepGoing: true, dryRun: true });
    expect(dry.lines.slice(1)).toEqual(['1 row refused.', 'Dry run: nothing was written.']);
    await bench.run('debtors', 'debtor_number,name\nC-1,A\n', { keepGoing: true });
    expect(existsSync(file)).toBe(false);
  });

  it('still refuses a file that cannot be read as a table', async () => {
    const bench = await importBench();
    const { code } = await bench.run('debtors', 'debtor_number,name\nC-1,"A\n', { keepGoing: true });
    expect(code).toBe('csv_broken');
    expect(await bench.rows('SELECT * FROM debtors')).toEqual([]);
  });
});
