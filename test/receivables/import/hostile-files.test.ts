import { beforeAll, describe, expect, it } from 'vitest';
import { type ImportBench, importBench, invoiceFile } from './support.ts';

const MAP = 'create_debtors: true\n';
const HEADER = 'invoice_number;debtor_number;debtor_name;issue_date;due_date;amount';
const NAME = 'Café Señor “Andai” — €';
const TEXT = `${HEADER}\nF-1;C-1;${NAME};2026-03-01;2026-03-25;1.250.000,50\n`;

function utf16(text: string, bigEndian: boolean, mark = true): Buffer {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

function windows1252(text: string): Buffer {
  const high: Record<string, number> = { '“': 0x93, '”': 0x94, '—': 0x97, '€': 0x80 };
  return Buffer.from([...text].map((char) => high[char] ?? char.charCodeAt(0)));
}

describe('encodings', () => {
  const guessed = (encoding: string) =>
    `data.csv is not UTF-8; it was read as ${encoding}. If letters look wrong, name the encoding in a mapping.`;
  it.each([
    ['UTF-8', Buffer.from(TEXT), undefined],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`), undefined],
    ['UTF-16 LE', utf16(TEXT, false), undefined],
    ['UTF-16 BE', utf16(TEXT, true), undefined],
    ['UTF-16 LE without a mark', utf16(TEXT, false, false), guessed('utf-16le')],
    ['UTF-16 BE without a mark', utf16(TEXT, true, false), guessed('utf-16be')],
    ['Windows-1252', windows1252(TEXT), guessed('windows-1252')],
  ])('%s', async (_what, bytes, note) => {
    const bench = await importBench();
    const { lines } = await bench.run('invoices', bytes, { map: MAP });
    expect(lines.filter((line) => line.includes('read as'))).toEqual(note ? [note] : []);
    expect(await bench.rows('SELECT name FROM debtors')).toEqual([{ name: NAME }]);
    expect(await bench.rows('SELECT amount_minor FROM invoices')).toEqual([{ amount_minor: 125_000_050 }]);
  });
});

describe('files that are refused as a whole', () => {
  let bench: ImportBench;
  beforeAll(async () => {
    bench = await importBench();
  });
  const broken = Buffer.concat([Buffer.from(`${HEADER}\nF-1;C-1;`), Buffer.from([0xe9, 0x81])]);
  const manyRows = Array.from({ length: 40_000 }, (_, at) => `F-${at},C-1,2026-03-01,2026-03-25,5,IDR,a`);

  it.each([
    ['empty', '', 'data.csv is empty. Expected a header row and at least one row below it.'],
    [
      'blank lines only',
      '\n  \n\n',
      'data.csv has no rows. Expected a header row and at least one row below it.',
    ],
    [
      'a header alone',
      `${HEADER}\n`,
      'data.csv has a header but no rows. Expected at least one row below it.',
    ],
    [
      'missing columns',
      'Faktur,Nama,amount\nF-1,x,5\n',
      'data.csv: missing columns: invoice_number / invoice_no / no_tagihan; debtor_number / debtor_no / kode_debitur; issue_date / invoice_date / tanggal_terbit; due_date / jatuh_tempo / tgl_jatuh_tempo. The file has: Faktur, Nama, amount. Rename a column or name it under `columns` in a mapping.',
    ],
    [
      'two columns of one meaning',
      'invoice_number,debtor_number,issue_date,due_date,amount,Jumlah\nF-1,C-1,2026-03-01,2026-03-25,5,5\n',
      'data.csv: columns "amount" and "Jumlah" both mean amount. Expected one: name it under `columns` in a mapping.',
    ],
    [
      'ambiguous dates',
      invoiceFile('F-1,C-1,01/02/2026,03/04/2026,5,IDR,a', 'F-2,C-1,05/05/2026,25/06/2026,5,IDR,a'),
      'data.csv: column "issue_date" can be read two ways: row 2 has "01/02/2026", and no other row tells. Expected one order: set `date_order: dmy` (day first) or `date_order: mdy` (month first) in a mapping.',
    ],
    [
      'contradicting dates',
      invoiceFile('F-1,C-1,25/02/2026,2026-04-03,5,IDR,a', 'F-2,C-1,02/25/2026,2026-04-03,5,IDR,a'),
      'data.csv: column "issue_date" has the day first in row 2 ("25/02/2026") and the month first in row 3 ("02/25/2026"). Expected one order: set `date_order: dmy` (day first) or `date_order: mdy` (month first) in a mapping.',
    ],
    [
      'ambiguous amounts',
      invoiceFile('F-1,C-1,2026-03-01,2026-03-25,500,IDR,a', 'F-2,C-1,2026-03-01,2026-03-25,1.250,IDR,a'),
      'data.csv: column "amount" can be read two ways: row 3 has "1.250", and no other row tells. Expected one way of writing: set `decimal: comma` (1.250,50) or `decimal: point` (1,250.50) in a mapping.',
    ],
    [
      'contradicting amounts',
      `${HEADER}\nF-1;C-1;a;2026-03-01;2026-03-25;5,50\nF-2;C-1;a;2026-03-01;2026-03-25;5.50\n`,
      'data.csv: column "amount" has a decimal comma in row 2 ("5,50") and a decimal point in row 3 ("5.50"). Expected one way of writing: set `decimal: comma` (1.250,50) or `decimal: point` (1,250.50) in a mapping.',
    ],
    [
      'a quote never closed',
      `${HEADER}\nF-1;C-1;a;2026-03-01;2026-03-25;5\nF-2;C-1;"a;2026-03-01;2026-03-25;5\n`,
      'data.csv: the quote opened in row 3 is never closed. Expected a second " at the end of that cell; a quote inside a cell is written twice ("").',
    ],
    [
      'a quote never closed in a long file',
      invoiceFile('F-0,C-1,2026-03-01,2026-03-25,5,IDR,"a', ...manyRows),
      'data.csv: row 2 is longer than 1 MB. Expected rows of a few hundred characters: most likely a quote is never closed.',
    ],
    [
      'a quote inside a cell',
      `${HEADER}\nF-1;C-1;Toko "Andai";2026-03-01;2026-03-25;5\n`,
      'data.csv, row 2: a quote stands where none may be. Expected quotes only around a whole cell; a quote inside a cell is written twice ("").',
    ],
    [
      'text behind a closing quote',
      `${HEADER}\nF-1;C-1;"Toko" Andai;2026-03-01;2026-03-25;5\n`,
      'data.csv, row 2: a quote stands where none may be. Expected quotes only around a whole cell; a quote inside a cell is written twice ("").',
    ],
    [
      'bytes of no encoding',
      broken,
      `data.csv is neither UTF-8 nor Windows-1252 (byte ${broken.length} fits neither). Expected UTF-8: save it again as "CSV UTF-8".`,
    ],
    [
      'binary',
      Buffer.from([1, 2, 3, 0, 4, 5]),
      'data.csv has zero bytes: it is no text file. Expected CSV or XLSX.',
    ],
    ['a PDF', '%PDF-1.7 …', 'data.csv is no table by its content. Expected CSV or XLSX.'],
    [
      'an old Excel file',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      'data.csv is an old or password-protected Excel file. Expected XLSX without a password, or CSV: save it again as one of these.',
    ],
    [
      'a broken workbook',
      Buffer.from('PK\x03\x04 and then nothing of the kind'),
      'data.csv looks like a spreadsheet but cannot be read. Expected a whole XLSX file without a password: save it again, or as CSV.',
    ],
  ])('%s', async (_what, content, line) => {
    const outcome = await bench.run('invoices', content);
    expect(outcome.lines).toEqual([line]);
  });

  it('an encoding that a mapping names wrongly', async () => {
    const { lines } = await bench.run('invoices', windows1252(TEXT), { map: `${MAP}encoding: utf-8\n` });
    expect(lines).toEqual([
      'data.csv is not valid UTF-8. Expected text in that encoding: save it again as "CSV UTF-8", or name the right `encoding` in the mapping.',
    ]);
  });

  it('a file that is not there', async () => {
    const { connectFile } = await import('../../../src/erp/csv/index.ts');
    await expect(connectFile({ file: 'nowhere/none.csv', kind: 'invoices' })).rejects.toThrow(
      'none.csv does not exist. Expected the path of a CSV or XLSX file.',
    );
  });
});

describe('files that are understood', () => {
  const row = (delimiter: string) =>
    ['F-1', 'C-1', '"PT ""Fiktif"""', '03/25/2026', '04/01/2026', '"1,250.50"'].join(delimiter);
  it.each([
    ['commas', `${HEADER.replaceAll(';', ',')}\n${row(',')}\n`],
    ['semicolons', `${HEADER}\n${row(';')}\n`],
    ['tabs', `${HEADER.replaceAll(';', '\t')}\n${row('\t')}\n`],
    ['bars', `${HEADER.replaceAll(';', '|')}\n${row('|')}\n`],
    ["Excel's own separator line", `sep=;\r\n${HEADER}\r\n${row(';')}\r\n`],
    ['old line ends, blank lines, a row of empty cells', `\r${HEADER}\r\r${row(';')}\r;;;;;\r`],
    ['no line end at the end', `${HEADER}\n${row(';')}`],
    [
      'headers in other letters and Indonesian',
      `NO. FAKTUR;Kode-Pelanggan; Nama Pelanggan ;tgl faktur;JATUH TEMPO;Total Tagihan\n${row(';')}\n`,
    ],
  ])('%s', async (_what, content) => {
    const bench = await importBench();
    // The due date alone would be ambiguous.
    const { lines } = await bench.run('invoices', content, { map: `${MAP}date_order: mdy\n` });
    expect(lines).toEqual([
      'Invoices of contoh: 1 new, 0 changed, 0 unchanged (1 row; IDR 1,250.50 in all).',
      '1 debtor created.',
    ]);
    expect(
      await bench.rows(
        'SELECT d.name, i.due_date, i.amount_minor FROM invoices i JOIN debtors d ON d.id = i.debtor_id',
      ),
    ).toEqual([{ name: 'PT "Fiktif"', due_date: '2026-04-01', amount_minor: 125_050 }]);
  });

  it('counts rows as a spreadsheet does, blank rows and line ends in cells included', async () => {
    const bench = await importBench();
    const { lines } = await bench.run(
      'invoices',
      invoiceFile(
        'F-1,C-1,2026-03-01,2026-03-25,5,IDR,"two\nlines"',
        '',
        'F-2,C-1,2026-03-01,2026-03-25,x,IDR,a',
      ),
      { map: MAP },
    );
    expect(lines[0]).toMatch(/^Row 4, /);
  });
});
