import type { ErpConnector, RecordKind } from '../../erp/erp-connector.ts';
import { isCalendarDate } from '../../shared/calendar.ts';
import type { Clock } from '../../shared/clock.ts';
import { ExpectedError } from '../../shared/errors.ts';
import type { Database } from '../../storage/database.ts';
import { type Creditor, listCreditors } from './creditor-repository.ts';
import { type ImportReport, reportLines } from './import-report.ts';
import { importRecords } from './import-service.ts';
import { openProgress } from './progress.ts';

export interface ImportOptions {
  database: Database;
  clock: Clock;
  kind: RecordKind;
  /** Path of the CSV or XLSX file. */
  file: string;
  mapFile?: string;
  dryRun?: boolean;
  /** Without it: the mapping's creditor, else the only one there is. */
  creditorSlug?: string;
  keepGoing?: boolean;
  /** `--as-of`: settlements after this day have not happened yet (YYYY-MM-DD). */
  asOf?: string;
  /** Opens the file: `connectFile` of erp/csv (the domain knows connectors only by their port). */
  connect(settings: {
    file: string;
    kind: RecordKind;
    mapFile?: string;
    settledUntil?: string;
  }): Promise<ErpConnector>;
}

export interface CommandIo {
  print(line: string): void;
  isTerminal: boolean;
  /** Where the progress bar is drawn; standard error unless given. */
  stream?: NodeJS.WritableStream;
}

/**
 * `sapa import invoices|debtors|payments FILE`: prints what was done and returns it. Everything that is
 * wrong with the file, the mapping or the options is thrown as ExpectedError, whose lines are to be printed
 * and end the command with status 1. Refused rows of `keepGoing` go to FILE.rejected.csv.
 */
export async function importCommand(options: ImportOptions, io: CommandIo): Promise<ImportReport> {
  const { database, clock, kind, file, mapFile, dryRun, keepGoing, asOf } = options;
  if (asOf !== undefined && !isCalendarDate(asOf)) {
    throw new ExpectedError('bad_date', `--as-of "${asOf}" is not a date. Expected one such as 2026-03-25.`);
  }
  const connector = await options.connect({ file, kind, mapFile, settledUntil: asOf });
  const creditor = await chooseCreditor(database, options.creditorSlug ?? connector.creditorSlug);
  const progress = await openProgress(io.isTerminal, connector.name, io.stream);
  let report: ImportReport;
  try {
    report = await importRecords(database, {
      connector,
      kind,
      creditor,
      dryRun,
      rejectFile: keepGoing ? `${file}.rejected.csv` : undefined,
      clock,
      onProgress: progress.update,
    });
  } finally {
    progress.stop();
  }
  for (const line of reportLines(report)) io.print(line);
  return report;
}

async function chooseCreditor(database: Database, slug: string | undefined): Promise<Creditor> {
  const all = await database.read(listCreditors);
  const slugs = all.map((creditor) => creditor.slug).join(', ');
  if (all.length === 0) {
    throw new ExpectedError(
      'no_creditor',
      'There is no creditor yet. Make one first: sapa creditors add --slug SLUG --name "PT ...".',
    );
  }
  const found =
    slug === undefined ? (all.length === 1 ? all[0] : undefined) : all.find((one) => one.slug === slug);
  if (found) return found;
  throw new ExpectedError(
    'unknown_creditor',
    slug === undefined
      ? `There are several creditors: ${slugs}. Say whose file it is with --creditor.`
      : `There is no creditor "${slug}". Expected one of: ${slugs}; or make it: sapa creditors add --slug ${slug} --name "PT ...".`,
  );
}
