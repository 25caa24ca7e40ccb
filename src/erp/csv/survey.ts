import { ExpectedError } from '../../shared/errors.ts';
import type { RecordKind } from '../erp-connector.ts';
import { type DecimalMark, decimalEvidence } from './amount.ts';
import type { Columns } from './columns.ts';
import { type DateOrder, orderEvidence } from './dates.ts';
import { FIELDS } from './fields.ts';
import type { Mapping } from './mapping.ts';
import type { Table } from './table.ts';

/** How the figures of each column are to be read. */
export interface Conventions {
  markOf(field: string): DecimalMark;
  orderOf(field: string): DateOrder | undefined;
}

interface Seen {
  row: number;
  text: string;
}

/** First sight of each reading in one column. */
type Evidence<T extends string> = Partial<Record<T | 'ambiguous', Seen>>;

/**
 * Looks through the whole file once: `1.250` or `5/6/2026` can be read two ways, and only the rest of the
 * column tells which. Throws ExpectedError `ambiguous` when a column does not tell, or tells both.
 */
export async function survey(
  kind: RecordKind,
  mapping: Mapping,
  columns: Columns,
  table: Table,
  onProgress?: (fraction: number) => void,
): Promise<Conventions> {
  const open = (type: string) =>
    [...columns.fields].filter(
      (name) => FIELDS[kind][name]?.type === type && columns.indexOf(name) !== undefined,
    );
  const amounts = mapping.decimal ? [] : open('amount');
  const dates = mapping.date_order ? [] : open('date');
  const marks = new Map<string, Evidence<DecimalMark>>(amounts.map((name) => [name, {}]));
  const orders = new Map<string, Evidence<DateOrder>>(dates.map((name) => [name, {}]));
  if (amounts.length + dates.length > 0) {
    for await (const { row, cells } of table.rows(onProgress)) {
      for (const [name, seen] of marks) {
        const cell = cells[columns.indexOf(name) ?? -1];
        if (typeof cell === 'string') note(seen, decimalEvidence(cell), row, cell);
      }
      for (const [name, seen] of orders) {
        const cell = cells[columns.indexOf(name) ?? -1];
        if (typeof cell === 'string') note(seen, orderEvidence(cell), row, cell);
      }
    }
  }
  const problems = [
    ...[...marks].map(([name, seen]) => markProblem(columns.headerOf(name), seen)),
    ...[...orders].map(([name, seen]) => orderProblem(columns.headerOf(name), seen)),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) {
    throw new ExpectedError(
      'ambiguous',
      problems.map((problem) => `${table.name}: ${problem}`),
    );
  }
  return {
    markOf: (name) => mapping.decimal ?? (marks.get(name)?.comma ? 'comma' : 'point'),
    orderOf: (name) =>
      mapping.date_order ?? (['dmy', 'mdy'] as const).find((order) => orders.get(name)?.[order]),
  };
}

function note<T extends string>(
  seen: Evidence<T>,
  evidence: T | 'ambiguous' | 'none',
  row: number,
  text: string,
) {
  if (evidence !== 'none' && !seen[evidence]) seen[evidence] = { row, text: text.trim().slice(0, 40) };
}

function markProblem(header: string, seen: Evidence<DecimalMark>): string | undefined {
  const setting =
    'Expected one way of writing: set `decimal: comma` (1.250,50) or `decimal: point` (1,250.50) in a mapping.';
  if (seen.comma && seen.point) {
    return `column "${header}" has a decimal comma in row ${seen.comma.row} ("${seen.comma.text}") and a decimal point in row ${seen.point.row} ("${seen.point.text}"). ${setting}`;
  }
  if (seen.ambiguous && !seen.comma && !seen.point) {
    return `column "${header}" can be read two ways: row ${seen.ambiguous.row} has "${seen.ambiguous.text}", and no other row tells. ${setting}`;
  }
  return undefined;
}

function orderProblem(header: string, seen: Evidence<DateOrder>): string | undefined {
  const setting =
    'Expected one order: set `date_order: dmy` (day first) or `date_order: mdy` (month first) in a mapping.';
  if (seen.dmy && seen.mdy) {
    return `column "${header}" has the day first in row ${seen.dmy.row} ("${seen.dmy.text}") and the month first in row ${seen.mdy.row} ("${seen.mdy.text}"). ${setting}`;
  }
  if (seen.ambiguous && !seen.dmy && !seen.mdy) {
    return `column "${header}" can be read two ways: row ${seen.ambiguous.row} has "${seen.ambiguous.text}", and no other row tells. ${setting}`;
  }
  return undefined;
}
