import { basename } from 'node:path';
import { ExpectedError } from '../../shared/errors.ts';
import type { ErpConnector, RecordKind, SourceContext, SourceRow } from '../erp-connector.ts';
import { type Columns, knownHeaders, resolveColumns } from './columns.ts';
import { openCsv } from './csv-table.ts';
import { debtorOf } from './debtor-row.ts';
import { formatOf } from './encoding.ts';
import { invoiceOf } from './invoice-row.ts';
import { type Mapping, readMapping } from './mapping.ts';
import { paymentOf } from './payment-row.ts';
import { type Reading, RowReader } from './row-reader.ts';
import { survey } from './survey.ts';
import { type Table, type TableRow, textOf } from './table.ts';
import { openXlsx } from './xlsx-table.ts';

export interface FileSettings {
  file: string;
  kind: RecordKind;
  /** Path of a YAML mapping (docs: examples/mappings). */
  mapFile?: string;
  /** Overrides the mapping's `settled_until`. */
  settledUntil?: string;
}

/**
 * Opens a CSV or XLSX file as a connector for one kind of record: content tells the format, the encoding and
 * the delimiter; the mapping, if any, overrides. Reads the header at once. Throws ExpectedError with what
 * is wrong and what was expected (`file_*`, `csv_broken`, `columns`, `mapping`); rows come when asked for.
 */
export async function connectFile(settings: FileSettings): Promise<ErpConnector> {
  const { file, kind } = settings;
  const name = basename(file);
  const mapping: Mapping = settings.mapFile ? { ...(await readMapping(settings.mapFile, kind)) } : {};
  if (settings.settledUntil) mapping.settled_until = settings.settledUntil;
  const table = await openTable(file, name, kind, mapping);
  const columns = resolveColumns(kind, mapping, table);
  const notes = [...table.notes];
  if (columns.unused.length > 0) notes.push(`Columns not used: ${columns.unused.join(', ')}.`);
  let late = 0;

  const read = <T extends object>(
    wanted: RecordKind,
    context: SourceContext,
    idField: string,
    recordOf: (reader: RowReader) => T | undefined,
    keep: (record: T) => boolean = () => true,
  ): AsyncIterable<SourceRow<T>> => {
    if (wanted !== kind)
      throw new ExpectedError('file_kind', `${name} was opened for ${kind}, not ${wanted}.`);
    return rowsOf({ kind, mapping, table, columns, context, idField, recordOf, keep });
  };

  return {
    name,
    creditorSlug: mapping.creditor,
    createsDebtors: mapping.create_debtors ?? false,
    layout: () => ({ header: table.header, delimiter: table.delimiter, columnOf: columns.headerOf }),
    notes: () =>
      late > 0 ? [...notes, `${late} rows issued after ${mapping.issued_until} were left out.`] : notes,
    debtors: (context) => read('debtors', context, 'debtor_number', (reader) => debtorOf(reader, context)),
    invoices: (context) => {
      late = 0;
      return read(
        'invoices',
        context,
        'invoice_number',
        (reader) => invoiceOf(reader, context, mapping),
        ({ issueDate }) => {
          const kept = !mapping.issued_until || issueDate <= mapping.issued_until;
          if (!kept) late += 1;
          return kept;
        },
      );
    },
    payments: (context) =>
      read('payments', context, 'payment_id', (reader) => paymentOf(reader, context, mapping)),
  };
}

async function openTable(file: string, name: string, kind: RecordKind, mapping: Mapping): Promise<Table> {
  const { format, size } = await formatOf(file, name);
  if (format === 'xlsx') return openXlsx({ file, name, size, sheet: mapping.sheet });
  const delimiter = mapping.delimiter === 'tab' ? '\t' : mapping.delimiter;
  const score = (header: readonly string[]) => knownHeaders(kind, mapping, header);
  return openCsv({ file, name, size, encoding: mapping.encoding, delimiter, score });
}

interface RowsJob<T> {
  kind: RecordKind;
  mapping: Mapping;
  table: Table;
  columns: Columns;
  context: SourceContext;
  idField: string;
  recordOf(reader: RowReader): T | undefined;
  keep(record: T): boolean;
}

async function* rowsOf<T extends object>(job: RowsJob<T>): AsyncGenerator<SourceRow<T>> {
  const { kind, mapping, table, columns, context, idField } = job;
  const onProgress = context.onProgress?.bind(context);
  // Two readings: the first finds out how dates and decimals are written, the second reads them.
  const first = onProgress && ((fraction: number) => onProgress(fraction / 2));
  const second = onProgress && ((fraction: number) => onProgress(0.5 + fraction / 2));
  const reading: Reading = {
    kind,
    mapping,
    columns,
    conventions: await survey(kind, mapping, columns, table, first),
  };
  let any = false;
  for await (const row of table.rows(second)) {
    any = true;
    const reader = new RowReader(reading, row);
    const raw = row.cells.map(textOf);
    const record = ragged(table, row, reader) ? undefined : job.recordOf(reader);
    if (record && reader.faults.length === 0) {
      if (job.keep(record)) yield { row: row.row, ok: true, record, raw };
    } else {
      const externalId = raw[columns.indexOf(idField) ?? -1]?.trim();
      yield { row: row.row, ok: false, faults: reader.faults, externalId, raw };
    }
  }
  if (!any) {
    throw new ExpectedError(
      'file_empty',
      `${table.name} has a header but no rows. Expected at least one row below it.`,
    );
  }
}

/** A row of text with more or fewer cells than the header: a stray or missing delimiter has shifted it. */
function ragged(table: Table, row: TableRow, reader: RowReader): boolean {
  const width = table.header.length;
  const extra = row.cells.slice(width).some((cell) => textOf(cell).trim() !== '');
  if (!extra && (row.cells.length >= width || !table.strict)) return false;
  reader.faults.push({
    row: row.row,
    column: 'whole row',
    value: row.cells.map(textOf).join(table.delimiter).slice(0, 60),
    problem: `has ${row.cells.length} cells`,
    expected: `${width} as in the header; a cell with the delimiter in it needs quotes`,
  });
  return true;
}
