import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, type Info, type Options, type Parser, parse } from 'csv-parse';
import { ExpectedError } from '../../shared/errors.ts';
import { decoding, detectEncoding, type Encoding } from './encoding.ts';
import { isBlank, type Table, type TableRow, trimCell } from './table.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
/** No row of a ledger is this long; an unclosed quote makes one that never ends. */
const MAX_ROW_BYTES = 1 << 20;
/** The header is among the first rows; no more is read to find it. */
const HEAD_ROWS = 100;

export interface CsvOptions {
  file: string;
  name: string;
  size: number;
  encoding?: Encoding;
  delimiter?: string;
  /** How many of these header cells are known: tells the delimiter. */
  score(header: readonly string[]): number;
}

interface Parsed {
  record: string[];
  info: Info;
}

/** Opens a text file as a table: finds its encoding and delimiter unless they are given, and its header. */
export async function openCsv(options: CsvOptions): Promise<Table> {
  const { file, name } = options;
  const notes: string[] = [];
  const found = options.encoding
    ? { encoding: options.encoding, guessed: false }
    : await detectEncoding(file, name);
  if (found.guessed) {
    notes.push(
      `${name} is not UTF-8; it was read as ${found.encoding}. If letters look wrong, name the encoding in a mapping.`,
    );
  }
  let failure: unknown;
  let best: { delimiter: string; header: readonly string[]; score: number } | undefined;
  for (const delimiter of options.delimiter ? [options.delimiter] : DELIMITERS) {
    const header = await readHeader(options, found.encoding, delimiter).catch((error: unknown) => {
      // With a wrong delimiter quotes seem to stand where they must not; the right one will do better.
      failure ??= error;
      return undefined;
    });
    if (!header) continue;
    const score = options.score(header) * 1000 + header.length;
    if (!best || score > best.score) best = { delimiter, header, score };
  }
  if (!best && failure) throw failure;
  if (!best) {
    throw new ExpectedError(
      'file_empty',
      `${name} has no rows. Expected a header row and at least one row below it.`,
    );
  }
  const { delimiter, header } = best;
  return {
    name,
    header: header.map(trimCell),
    delimiter,
    notes,
    strict: true,
    rows: (onProgress) => bodyRows(options, found.encoding, delimiter, onProgress),
  };
}

function openParser(
  options: CsvOptions,
  encoding: Encoding,
  delimiter: string,
  more: Options = {},
  onBytes?: (bytes: number) => void,
) {
  const source = createReadStream(options.file, { highWaterMark: 1 << 16 });
  let bytes = 0;
  if (onBytes) {
    source.on('data', (chunk) => {
      bytes += chunk.length;
      onBytes(bytes);
    });
  }
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_BYTES,
    info: true,
    ...more,
  });
  // The error reaches the reader of the parser; here it only needs a listener.
  pipeline(source, decoding(encoding, options.name), parser, () => {});
  return parser;
}

async function* records(parser: Parser, name: string): AsyncGenerator<Parsed> {
  try {
    for await (const item of parser as AsyncIterable<Parsed>) yield item;
  } catch (error) {
    if (error instanceof CsvError) throw broken(error, name);
    throw error;
  } finally {
    parser.destroy();
  }
}

/** Excel's own first line `sep=;` names the delimiter and is no row. */
function isSeparatorLine({ record }: Parsed, first: boolean): boolean {
  return first && /^sep=/i.test(record[0] ?? '');
}

async function readHeader(
  options: CsvOptions,
  encoding: Encoding,
  delimiter: string,
): Promise<string[] | undefined> {
  let first = true;
  const parser = openParser(options, encoding, delimiter, { relax_quotes: true, to: HEAD_ROWS });
  for await (const item of records(parser, options.name)) {
    const separator = isSeparatorLine(item, first);
    first = false;
    if (!separator && !isBlank(item.record)) return item.record;
  }
  return undefined;
}

async function* bodyRows(
  options: CsvOptions,
  encoding: Encoding,
  delimiter: string,
  onProgress?: (fraction: number) => void,
): AsyncGenerator<TableRow> {
  const parser = openParser(
    options,
    encoding,
    delimiter,
    {},
    onProgress && ((bytes) => onProgress(bytes / options.size)),
  );
  let first = true;
  let headerSeen = false;
  for await (const item of records(parser, options.name)) {
    const separator = isSeparatorLine(item, first);
    first = false;
    if (separator || isBlank(item.record)) continue;
    if (!headerSeen) {
      headerSeen = true;
      continue;
    }
    yield { row: item.info.records + item.info.empty_lines, cells: item.record };
  }
}

function broken(error: CsvError, name: string): ExpectedError {
  // The parser's own line is where it gave up; the row it was in is the one to look at.
  const row = `row ${Number(error.records ?? 0) + Number(error.empty_lines ?? 0) + 1}`;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new ExpectedError(
        'csv_broken',
        `${name}: the quote opened in ${row} is never closed. Expected a second " at the end of that cell; a quote inside a cell is written twice ("").`,
      );
    case 'CSV_MAX_RECORD_SIZE':
      return new ExpectedError(
        'csv_broken',
        `${name}: ${row} is longer than 1 MB. Expected rows of a few hundred characters: most likely a quote is never closed.`,
      );
    default:
      return new ExpectedError(
        'csv_broken',
        `${name}, ${row}: a quote stands where none may be. Expected quotes only around a whole cell; a quote inside a cell is written twice ("").`,
      );
  }
}
