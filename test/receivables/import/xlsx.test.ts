import excel from 'exceljs';
import { describe, expect, it } from 'vitest';
import { importBench, type Outcome, type RunOptions } from './support.ts';

type Row = excel.CellValue[];
const HEADER = ['invoice_number', 'debtor_number', 'issue_date', 'due_date', 'amount', 'description'];
const day = (iso: string) => new Date(`${iso}T00:00:00Z`);

async function workbook(sheets: Record<string, Row[]>): Promise<Buffer> {
  const book = new excel.Workbook();
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function run(rows: Row[], options: RunOptions = {}): Promise<Outcome & { invoices: unknown[] }> {
  const bench = await importBench();
  const outcome = await bench.run('invoices', await workbook({ Faktur: [HEADER, ...rows] }), {
    name: 'data.xlsx',
    map: 'create_debtors: true\n',
    ...options,
  });
  const invoices = await bench.rows(
    'SELECT external_id, issue_date, due_date, amount_minor, description FROM invoices',
  );
  return { ...outcome, invoices };
}

describe('XLSX files', () => {
  it('reads dates, serial numbers, numbers, rich text and links as what they show', async () => {
    const { lines, invoices } = await run([
      [
        1001,
        'C-1',
        day('2026-03-01'),
        day('2026-03-25'),
        1250.5,
        { richText: [{ text: 'Jasa ' }, { text: 'Maret' }] },
      ],
      [
        'F-2',
        'C-1',
        46_106,
        '25 Maret 2026',
        '1.250.000,50',
        { text: 'Lihat', hyperlink: 'https://x.example' },
      ],
      ['F-3', 'C-2', '2026-03-01', '2026-03-25', 0.07],
    ]);
    expect(lines).toEqual([
      'Invoices of contoh: 3 new, 0 changed, 0 unchanged (3 rows; IDR 1,251,251.07 in all).',
      '2 debtors created.',
    ]);
    expect(invoices).toEqual([
      {
        external_id: '1001',
        issue_date: '2026-03-01',
        due_date: '2026-03-25',
        amount_minor: 125_050,
        description: 'Jasa Maret',
      },
      {
        external_id: 'F-2',
        issue_date: '2026-03-25',
        due_date: '2026-03-25',
        amount_minor: 125_000_050,
        description: 'Lihat',
      },
      {
        external_id: 'F-3',
        issue_date: '2026-03-01',
        due_date: '2026-03-25',
        amount_minor: 7,
        description: null,
      },
    ]);
  });

  it.each<[string, Row, string]>([
    [
      'a formula',
      ['F-1', 'C-1', day('2026-03-01'), day('2026-03-25'), { formula: 'SUM(A1:A2)', result: 5 }],
      'Row 2, column "amount": "=SUM(A1:A2)" is a formula. Expected the value itself: paste the column as values.',
    ],
    [
      'an error value',
      ['F-1', 'C-1', day('2026-03-01'), day('2026-03-25'), { error: '#REF!' } as excel.CellErrorValue],
      'Row 2, column "amount": "#REF!" is an error of the spreadsheet. Expected a value.',
    ],
    [
      'a text that looks like a formula',
      ['F-1', 'C-1', day('2026-03-01'), day('2026-03-25'), 5, '=1+1'],
      'Row 2, column "description": "=1+1" looks like a formula. Expected text that does not begin with = + - or @.',
    ],
    [
      'a serial number that is no day of ours',
      ['F-1', 'C-1', 2026, day('2026-03-25'), 5],
      'Row 2, column "issue_date": "2026" is not a date. Expected a day from 1970 to 2100 such as 25/03/2026 or 2026-03-25.',
    ],
    [
      'a number that has lost digits',
      [1234567890123456, 'C-1', day('2026-03-01'), day('2026-03-25'), 5],
      'Row 2, column "invoice_number": "1234567890123456" has lost its last digits in the spreadsheet. Expected a cell formatted as text.',
    ],
    [
      'an amount out of arithmetic',
      ['F-1', 'C-1', day('2026-03-01'), day('2026-03-25'), 0.1 + 0.2],
      'Row 2, column "amount": "0.30000000000000004" is too precise. Expected at most 2 decimals for IDR.',
    ],
    [
      'a huge number',
      ['F-1', 'C-1', day('2026-03-01'), day('2026-03-25'), 1e21],
      'Row 2, column "amount": "1000000000000000000000" is too large. Expected at most 2^53 − 1 minor units of IDR.',
    ],
    [
      'an empty end',
      ['F-1', 'C-1', day('2026-03-01')],
      'Row 2, column "due_date": "" is empty. Expected a value in every row.',
    ],
    [
      'a true amount',
      ['F-1', 'C-1', day('2026-03-01'), day('2026-03-25'), true],
      'Row 2, column "amount": "true" is not an amount. Expected a figure such as 1,250,000.50.',
    ],
  ])('refuses %s', async (_what, row, line) => {
    const { lines, invoices } = await run([row]);
    expect(lines[0]).toBe(line);
    expect(invoices).toEqual([]);
  });

  it('counts rows as the sheet does and skips empty ones', async () => {
    const { lines } = await run([[], ['F-1', 'C-1', day('2026-03-01'), 'x', 5]]);
    expect(lines[0]).toMatch(/^Row 3, column "due_date": "x"/);
  });

  it('reads the first sheet, or the one the mapping names, or says which there are', async () => {
    const bench = await importBench();
    const book = await workbook({
      Sampul: [['Laporan piutang']],
      Faktur: [HEADER, ['F-1', 'C-1', day('2026-03-01'), day('2026-03-25'), 5]],
    });
    const map = (sheet: string) => `create_debtors: true\nsheet: ${sheet}\n`;
    const named = await bench.run('invoices', book, { name: 'a.xlsx', map: map('Faktur') });
    expect(named.report?.created).toBe(1);
    const missing = await bench.run('invoices', book, { name: 'a.xlsx', map: map('Data') });
    expect(missing.lines).toEqual(['a.xlsx has no sheet "Data". It has: Sampul, Faktur.']);
    const first = await bench.run('invoices', book, { name: 'a.xlsx' });
    expect(first.lines[0]).toMatch(/The file has: Laporan piutang\./);
  });

  it('is known by its content, whatever its name', async () => {
    const { report } = await run([['F-1', 'C-1', day('2026-03-01'), day('2026-03-25'), 5]], {
      name: 'export.csv',
    });
    expect(report?.created).toBe(1);
  });

  it('writes refused rows as text', async () => {
    const { report } = await run([['F-1', 'C-1', day('2026-03-01'), 'x', 5]], { keepGoing: true });
    expect(report).toMatchObject({ created: 0, rejected: 1 });
  });
});
