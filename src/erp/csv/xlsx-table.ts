import { createReadStream } from 'node:fs';
import type { CellValue, Row } from 'exceljs';
import { ExpectedError } from '../../shared/errors.ts';
import { dateOfSerial } from './dates.ts';
import { type Cell, isBlank, type Table, type TableRow, textOf, trimCell } from './table.ts';

export interface XlsxOptions {
  file: string;
  name: string;
  size: number;
  /** Name of the sheet; without one the first of the workbook. */
  sheet?: string;
}

/** Excel's own limit for the text of a cell; a longer one was made by something else. */
const MAX_COLUMNS = 1024;

/** Opens a workbook's sheet as a table. The library (3 MB) is loaded only when there is such a file. */
export async function openXlsx(options: XlsxOptions): Promise<Table> {
  for await (const row of sheetRows(options)) {
    return {
      name: options.name,
      header: row.cells.map((cell) => trimCell(textOf(cell))),
      delimiter: ',',
      notes: [],
      strict: false,
      rows: async function* (onProgress) {
        let header = true;
        for await (const item of sheetRows(options, onProgress)) {
          if (!header) yield item;
          header = false;
        }
      },
    };
  }
  throw new ExpectedError(
    'file_empty',
    `${options.name} has no rows. Expected a header row and at least one row below it.`,
  );
}

const TRIES = 4;

/**
 * The rows of the sheet that have anything in them, the header first. On a busy machine the library now and
 * then loses sight of a part of the workbook and fails before the first row: it is asked again, and what
 * really cannot be read fails each time.
 */
async function* sheetRows(
  options: XlsxOptions,
  onProgress?: (fraction: number) => void,
): AsyncGenerator<TableRow> {
  for (let tries = 1; ; tries++) {
    let begun = false;
    try {
      for await (const row of readRows(options, onProgress)) {
        begun = true;
        yield row;
      }
      return;
    } catch (error) {
      const unreadable = error instanceof ExpectedError && error.code === 'file_format';
      if (!unreadable || begun || tries >= TRIES) throw error;
    }
  }
}

async function* readRows(
  options: XlsxOptions,
  onProgress?: (fraction: number) => void,
): AsyncGenerator<TableRow> {
  const { default: excel } = await import('exceljs');
  const source = createReadStream(options.file);
  if (onProgress) {
    let bytes = 0;
    source.on('data', (chunk) => {
      bytes += chunk.length;
      onProgress(bytes / options.size);
    });
  }
  const book = new excel.stream.xlsx.WorkbookReader(source, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  const names: string[] = [];
  try {
    for await (const sheet of book) {
      // The reader's typings leave out what it sets: the name, and the order in the workbook.
      const { name } = sheet as unknown as { name: string };
      const first = (book as unknown as { model?: { sheets?: { name: string }[] } }).model?.sheets?.[0]?.name;
      names.push(name);
      if (name !== (options.sheet ?? first ?? name)) {
        await passOver(sheet);
        continue;
      }
      for await (const row of sheet) {
        const cells = cellsOf(row);
        if (!isBlank(cells)) yield { row: row.number, cells };
      }
      return;
    }
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    throw new ExpectedError(
      'file_format',
      `${options.name} looks like a spreadsheet but cannot be read. Expected a whole XLSX file without a password: save it again, or as CSV.`,
    );
  } finally {
    source.destroy();
  }
  throw new ExpectedError(
    'sheet_missing',
    options.sheet
      ? `${options.name} has no sheet "${options.sheet}". It has: ${names.join(', ')}.`
      : `${options.name} has no sheet. Expected an XLSX workbook with a table on its first sheet.`,
  );
}

/**
 * The library deletes a sheet's temporary file when it goes on to the next one, also while it is still
 * opening it: an error nobody could catch. After the first row it is open.
 */
async function passOver(sheet: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of sheet) return;
}

function cellsOf(row: Row): Cell[] {
  const cells: Cell[] = [];
  const length = Math.min(row.cellCount, MAX_COLUMNS);
  for (let column = 1; column <= length; column++) cells.push(cellOf(row.getCell(column).value));
  return cells;
}

function cellOf(value: CellValue): Cell {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return { kind: 'number', text: plainNumber(value) };
  if (typeof value === 'boolean') return { kind: 'boolean', text: String(value) };
  if (value instanceof Date) return { kind: 'date', text: isoDay(value) };
  if ('richText' in value) return value.richText.map((part) => part.text ?? '').join('');
  if ('formula' in value) return { kind: 'formula', text: `=${value.formula ?? ''}` };
  if ('sharedFormula' in value) return { kind: 'formula', text: `=${value.sharedFormula}` };
  if ('error' in value) return { kind: 'error', text: String(value.error) };
  if ('hyperlink' in value) return String(value.text ?? '');
  return { kind: 'error', text: JSON.stringify(value).slice(0, 40) };
}

/** The shortest decimal that is this number: what was typed, as far as a spreadsheet keeps it (15 digits). */
function plainNumber(value: number): string {
  const text = String(value);
  if (!/e/i.test(text)) return text;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, '');
}

function isoDay(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

/** A number in a date column is the day's serial number. */
export function serialDate(text: string): string | undefined {
  return /^\d+(\.\d+)?$/.test(text) ? dateOfSerial(Number(text)) : undefined;
}
