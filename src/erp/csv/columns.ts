import { ExpectedError } from '../../shared/errors.ts';
import type { RecordKind } from '../erp-connector.ts';
import { FIELDS, fieldOfHeader, headerKey } from './fields.ts';
import type { Mapping } from './mapping.ts';
import type { Table } from './table.ts';

/** Where each of our fields stands in the file. */
export interface Columns {
  /** Our fields that the file or a constant supplies. */
  readonly fields: ReadonlySet<string>;
  /** Position of the field in a row; undefined when a constant or nothing supplies it. */
  indexOf(field: string): number | undefined;
  /** The owner's name for the field's column; the field's own where there is none. */
  headerOf(field: string): string;
  /** Headers nothing was read from. */
  readonly unused: readonly string[];
}

/** How many header cells are known: the delimiter that makes most of them known is the right one. */
export function knownHeaders(kind: RecordKind, mapping: Mapping, header: readonly string[]): number {
  const theirs = mapping.columns && new Set(Object.values(mapping.columns).map(headerKey));
  return header.filter((cell) => (theirs ? theirs.has(headerKey(cell)) : fieldOfHeader(kind, cell))).length;
}

/** Finds the columns. Throws ExpectedError `columns` when one is missing or stands twice, listing what there is. */
export function resolveColumns(kind: RecordKind, mapping: Mapping, table: Table): Columns {
  const { header, name } = table;
  const index = new Map<string, number>();
  const problems: string[] = [];
  const has = `The file has: ${header.map((cell) => cell || '(no name)').join(', ')}.`;
  if (mapping.columns) {
    for (const [field, theirs] of Object.entries(mapping.columns)) {
      const found = positions(header, theirs);
      if (found.length === 0) problems.push(`${name}: column "${theirs}" (for ${field}) is missing. ${has}`);
      if (found.length > 1)
        problems.push(`${name}: column "${theirs}" stands ${found.length} times. Expected once.`);
      if (found[0] !== undefined) index.set(field, found[0]);
    }
  } else {
    header.forEach((theirs, position) => {
      const field = fieldOfHeader(kind, theirs);
      if (field === undefined) return;
      const earlier = index.get(field);
      if (earlier === undefined) index.set(field, position);
      else {
        problems.push(
          `${name}: columns "${header[earlier]}" and "${theirs}" both mean ${field}. Expected one: name it under \`columns\` in a mapping.`,
        );
      }
    });
  }
  const constants = Object.keys(mapping.constants ?? {});
  const fields = new Set([...index.keys(), ...constants]);
  const missing = missingFields(kind, fields);
  if (missing.length > 0 && problems.length === 0) {
    const expected = missing.map((field) => [field, ...examples(kind, field)].join(' / ')).join('; ');
    problems.push(
      `${name}: missing ${missing.length === 1 ? 'column' : 'columns'}: ${expected}. ${has} Rename a column or name it under \`columns\` in a mapping.`,
    );
  }
  if (problems.length > 0) throw new ExpectedError('columns', problems);
  const used = new Set(index.values());
  return {
    fields,
    indexOf: (field) => index.get(field),
    headerOf: (field) => header[index.get(field) ?? -1] ?? field,
    unused: header.filter((cell, position) => cell !== '' && !used.has(position)),
  };
}

function positions(header: readonly string[], theirs: string): number[] {
  const where = (same: (cell: string) => boolean) => header.flatMap((cell, at) => (same(cell) ? [at] : []));
  const exact = where((cell) => cell === theirs.trim());
  return exact.length > 0 ? exact : where((cell) => headerKey(cell) === headerKey(theirs));
}

function missingFields(kind: RecordKind, fields: ReadonlySet<string>): string[] {
  const missing = Object.keys(FIELDS[kind]).filter(
    (name) => FIELDS[kind][name]?.required && !fields.has(name),
  );
  if (kind === 'invoices' && !fields.has('amount') && !fields.has('line_amount')) missing.push('amount');
  for (const [one, other] of [
    ['line_amount', 'line_description'],
    ['va_number', 'va_bank'],
  ] as const) {
    if (fields.has(one) && !fields.has(other)) missing.push(other);
  }
  return missing;
}

function examples(kind: RecordKind, field: string): string[] {
  const aliases = FIELDS[kind][field]?.aliases ?? [];
  // The first alias is English, the Indonesian ones stand last.
  return [aliases[0], aliases.at(-1)].filter(
    (alias, at, all) => alias !== undefined && all.indexOf(alias) === at,
  ) as string[];
}
