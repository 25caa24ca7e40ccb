import type { CalendarDate } from '../../shared/calendar.ts';
import { isKnownCurrency } from '../../shared/currencies.ts';
import { minorDigits } from '../../shared/money.ts';
import { referenceKey } from '../../shared/reference-key.ts';
import type { RecordKind, RowFault } from '../erp-connector.ts';
import { parseAmount } from './amount.ts';
import type { Columns } from './columns.ts';
import { parseDate } from './dates.ts';
import { FIELDS } from './fields.ts';
import type { Mapping } from './mapping.ts';
import type { Conventions } from './survey.ts';
import { type Cell, type TableRow, textOf, trimCell } from './table.ts';
import { serialDate } from './xlsx-table.ts';

export interface Reading {
  readonly kind: RecordKind;
  readonly mapping: Mapping;
  readonly columns: Columns;
  readonly conventions: Conventions;
}

/** Control characters and the marks that turn writing direction around: no name or number needs them. */
const CONTROL = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u;
const TRUE = new Set(['true', 'yes', 'y', 'ya', 'x', '1', 'benar']);
const FALSE = new Set(['false', 'no', 'n', 'tidak', '0', 'salah', '']);

/** Reads the cells of one row by our field names and gathers what is wrong with them. */
export class RowReader {
  readonly faults: RowFault[] = [];
  readonly #reading: Reading;
  readonly #row: TableRow;

  constructor(reading: Reading, row: TableRow) {
    this.#reading = reading;
    this.#row = row;
  }

  /** Notes that the field's cell is wrong. */
  fault(field: string, value: string, problem: string, expected: string): undefined {
    const column = this.#reading.columns.headerOf(field);
    this.faults.push({ row: this.#row.row, column, value: shorten(value), problem, expected });
    return undefined;
  }

  /** The cell as it stands, with the mapping's constant and words applied; undefined when it is empty. */
  #cell(field: string): Cell | undefined {
    const { columns, mapping, kind } = this.#reading;
    const at = columns.indexOf(field);
    const cell = at === undefined ? undefined : this.#row.cells[at];
    const text = trimCell(cell === undefined ? '' : textOf(cell));
    const word = mapping.values?.[field]?.[text];
    if (word !== undefined) return word;
    if (text === '' || cell === undefined) return mapping.constants?.[field];
    const max = FIELDS[kind][field]?.max ?? 100;
    if (typeof cell !== 'string') {
      if (cell.kind === 'formula') {
        return this.fault(field, text, 'is a formula', 'the value itself: paste the column as values');
      }
      if (cell.kind === 'error') return this.fault(field, text, 'is an error of the spreadsheet', 'a value');
      return { kind: cell.kind, text };
    }
    if (text.length > max) {
      return this.fault(field, text, `is ${text.length} characters long`, `at most ${max}`);
    }
    return text;
  }

  #required(field: string): undefined {
    return this.fault(field, '', 'is empty', 'a value in every row');
  }

  /** Free text: one line, no formulas, no control characters. */
  text(field: string): string | undefined {
    const cell = this.#cell(field);
    if (cell === undefined) return undefined;
    const text = textOf(cell).normalize('NFC').replace(/\s+/gu, ' ');
    if (CONTROL.test(text)) return this.fault(field, text, 'has control characters', 'plain text');
    if (typeof cell === 'string' && /^[=+@-]./u.test(text) && !/^[+-]?[\d.,\s]+$/.test(text)) {
      return this.fault(field, text, 'looks like a formula', 'text that does not begin with = + - or @');
    }
    return text;
  }

  /** A number or name by which a record is known. */
  id(field: string): string | undefined {
    const before = this.faults.length;
    const text = this.text(field);
    if (text === undefined) return undefined;
    if (referenceKey(text) === '') {
      return this.fault(field, text, 'has neither letters nor digits', 'a number such as INV-2026-0012');
    }
    const cell = this.#cell(field);
    if (typeof cell === 'object' && cell.kind === 'number' && text.replace(/\D/g, '').length > 15) {
      return this.fault(
        field,
        text,
        'has lost its last digits in the spreadsheet',
        'a cell formatted as text',
      );
    }
    return this.faults.length > before ? undefined : text;
  }

  requiredId(field: string): string | undefined {
    const before = this.faults.length;
    return this.id(field) ?? (this.faults.length > before ? undefined : this.#required(field));
  }

  date(field: string): CalendarDate | undefined {
    const cell = this.#cell(field);
    if (cell === undefined) return undefined;
    const text = textOf(cell);
    const order = this.#reading.conventions.orderOf(field);
    const serial = typeof cell === 'object' && cell.kind === 'number' ? serialDate(text) : undefined;
    const date = serial ?? parseDate(text, order);
    if (date) return date;
    const form = order === 'mdy' ? '03/25/2026' : '25/03/2026';
    return this.fault(field, text, 'is not a date', `a day from 1970 to 2100 such as ${form} or 2026-03-25`);
  }

  requiredDate(field: string): CalendarDate | undefined {
    const before = this.faults.length;
    return this.date(field) ?? (this.faults.length > before ? undefined : this.#required(field));
  }

  currency(field: string, otherwise: string): string | undefined {
    const before = this.faults.length;
    const text = this.text(field);
    if (text === undefined) return this.faults.length > before ? undefined : otherwise;
    const code = text.toUpperCase() === 'RP' ? 'IDR' : text.toUpperCase();
    if (isKnownCurrency(code)) return code;
    return this.fault(field, text, 'is no known currency', 'an ISO 4217 code such as IDR or USD');
  }

  /** Minor units of `currency`; `least` is the smallest value accepted. */
  amount(field: string, currency: string, least = Number.MIN_SAFE_INTEGER): number | undefined {
    const cell = this.#cell(field);
    if (cell === undefined) return undefined;
    const text = textOf(cell);
    // A spreadsheet's own number is written with a point whatever the column's texts do.
    const mark = typeof cell === 'object' ? 'point' : this.#reading.conventions.markOf(field);
    const parsed = parseAmount(text, mark, currency);
    const example = mark === 'comma' ? '1.250.000,50' : '1,250,000.50';
    if (!parsed.ok) {
      switch (parsed.reason) {
        case 'not_a_number':
          return this.fault(field, text, 'is not an amount', `a figure such as ${example}`);
        case 'wrong_currency':
          return this.fault(
            field,
            text,
            `is not in ${currency}`,
            `a figure in ${currency}, or the row's own currency`,
          );
        case 'too_precise':
          return this.fault(
            field,
            text,
            'is too precise',
            `at most ${minorDigits(currency)} decimals for ${currency}`,
          );
        case 'too_large':
          return this.fault(field, text, 'is too large', `at most 2^53 − 1 minor units of ${currency}`);
      }
    }
    if (parsed.minor < least) {
      const problem = parsed.minor < 0 ? 'is negative' : 'is zero';
      return this.fault(field, text, problem, least > 0 ? 'an amount above zero' : 'zero or more');
    }
    return parsed.minor;
  }

  requiredAmount(field: string, currency: string, least: number): number | undefined {
    const before = this.faults.length;
    return (
      this.amount(field, currency, least) ?? (this.faults.length > before ? undefined : this.#required(field))
    );
  }

  boolean(field: string): boolean | undefined {
    if (!this.#reading.columns.fields.has(field)) return undefined;
    const text = textOf(this.#cell(field) ?? '').toLowerCase();
    if (TRUE.has(text)) return true;
    if (FALSE.has(text)) return false;
    return this.fault(field, text, 'is neither yes nor no', 'yes or no, true or false, ya or tidak, 1 or 0');
  }

  /** One of our own words, by any of its synonyms. */
  word<T extends string>(field: string, words: Readonly<Record<string, T>>, expected: string): T | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const found = Object.hasOwn(words, text.toLowerCase()) ? words[text.toLowerCase()] : undefined;
    return found ?? this.fault(field, text, 'is not known', expected);
  }

  /** Several values in one cell, split at semicolons, line ends and (but not within phone numbers) commas. */
  list(field: string): string[] {
    const cell = this.#cell(field);
    if (cell === undefined) return [];
    return textOf(cell)
      .split(/[;,\n|]/)
      .map(trimCell)
      .filter((part) => part !== '');
  }
}

function shorten(value: string): string {
  const line = value.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '·');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
