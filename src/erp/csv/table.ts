/** A cell as the file has it: text, or what a spreadsheet says it is. Numbers and dates come as exact text. */
export type Cell = string | TypedCell;

export interface TypedCell {
  readonly kind: 'number' | 'date' | 'boolean' | 'formula' | 'error';
  /** number: decimal point, no exponent; date: YYYY-MM-DD; boolean: true/false; formula: the formula. */
  readonly text: string;
}

export interface TableRow {
  /** As a spreadsheet counts, empty rows included. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** A file opened as a table: may be read any number of times, each time from the start and in constant memory. */
export interface Table {
  readonly name: string;
  readonly header: readonly string[];
  readonly delimiter: string;
  readonly notes: readonly string[];
  /** True when every row must be as long as the header (text); a spreadsheet leaves empty ends away. */
  readonly strict: boolean;
  /** The rows below the header that have anything in them. */
  rows(onProgress?: (fraction: number) => void): AsyncIterable<TableRow>;
}

export function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

/** Without the blanks, no-break spaces and zero-width marks that copying leaves at the ends. */
export function trimCell(text: string): string {
  return text.replace(/^[\s\u00a0\u200b\ufeff]+|[\s\u00a0\u200b\ufeff]+$/g, '');
}

export function isBlank(cells: readonly Cell[]): boolean {
  return cells.every((cell) => trimCell(textOf(cell)) === '');
}
