import type { ErpConnector, RecordKind, SourceContext, SourceRow } from '../../erp/erp-connector.ts';
import { dateInZone } from '../../shared/calendar.ts';
import type { Clock } from '../../shared/clock.ts';
import { ExpectedError } from '../../shared/errors.ts';
import type { Bulk, Database } from '../../storage/database.ts';
import type { Creditor } from './creditor-repository.ts';
import { debtorPlan } from './debtor-plan.ts';
import type { ImportPlan } from './import-plan.ts';
import { changesAnything, counted, faultLine, type ImportReport } from './import-report.ts';
import { invoicePlan } from './invoice-plan.ts';
import { paymentPlan } from './payment-plan.ts';
import { writeRejects } from './reject-file.ts';
import { Stage } from './stage-repository.ts';

export interface ImportRequest {
  connector: ErpConnector;
  kind: RecordKind;
  creditor: Creditor;
  dryRun?: boolean;
  /** Path for refused rows: the good ones are then applied. Without it one bad row refuses the whole source. */
  rejectFile?: string;
  clock: Clock;
  onProgress?(fraction: number): void;
}

const FAULTS_SHOWN = 20;

/**
 * Brings a source's records into the ledger of one creditor, in one transaction or not at all. Known numbers
 * are corrected, unknown ones made; nothing is deleted; the same source a second time changes nothing.
 * Throws ExpectedError `import_refused` with a line per fault (the first 20) when a row is wrong, and what
 * the connector throws when the source cannot be read.
 */
export async function importRecords(database: Database, request: ImportRequest): Promise<ImportReport> {
  switch (request.kind) {
    case 'debtors':
      return run(database, request, debtorPlan, (context) => request.connector.debtors(context));
    case 'invoices':
      return run(database, request, invoicePlan, (context) => request.connector.invoices(context));
    case 'payments':
      return run(database, request, paymentPlan, (context) => request.connector.payments(context));
  }
}

async function run<T>(
  database: Database,
  request: ImportRequest,
  plan: ImportPlan<T>,
  open: (context: SourceContext) => AsyncIterable<SourceRow<T>>,
): Promise<ImportReport> {
  const { connector, creditor, kind, clock, dryRun = false } = request;
  const now = clock.now();
  return database.bulk(async (bulk) => {
    const stage = new Stage(bulk.connection.sqlite, plan, {
      creditorId: creditor.id,
      now,
      createsDebtors: connector.createsDebtors,
      keepRaw: request.rejectFile !== undefined,
    });
    try {
      const rows = await stage.fill(
        open({
          currency: creditor.currency,
          country: creditor.country,
          today: dateInZone(now, creditor.timeZone),
          onProgress: request.onProgress?.bind(request),
        }),
      );
      const seen = bulk.foreignChanges();
      let rejected = 0;
      if (stage.check() > 0) {
        if (request.rejectFile === undefined) throw refusal(stage, connector, rows);
        rejected = stage.reject();
      }
      const counts = plan.counts(bulk.connection.sqlite);
      const wanted = changesAnything(counts);
      // The reject file first: rows must not be applied while the others are lost.
      if (rejected > 0 && request.rejectFile && !dryRun) {
        await writeRejects(request.rejectFile, connector.layout(), stage.rejects());
      }
      if (wanted && !dryRun) await apply(bulk, stage, plan, seen);
      return {
        ...counts,
        kind,
        source: connector.name,
        creditor: creditor.slug,
        rows,
        rejected,
        rejectFile: rejected > 0 && !dryRun ? request.rejectFile : undefined,
        applied: wanted && !dryRun,
        dryRun,
        notes: connector.notes(),
      };
    } finally {
      stage.drop();
    }
  });
}

/** Applies what was checked; looks again, under the lock, when somebody has changed the ledger since. */
async function apply<T>(bulk: Bulk, stage: Stage<T>, plan: ImportPlan<T>, seen: number): Promise<void> {
  const { sqlite } = bulk.connection;
  await bulk.transaction(() => {
    if (bulk.foreignChanges() !== seen) {
      const before = stage.faultCount();
      if (stage.check() > before) {
        throw new ExpectedError(
          'ledger_changed',
          'The ledger was changed by somebody else in a way that clashes with this file. Nothing was written: run the import again.',
        );
      }
    }
    plan.apply(sqlite);
  });
}

function refusal<T>(stage: Stage<T>, connector: ErpConnector, rows: number): ExpectedError {
  const count = stage.faultCount();
  const layout = connector.layout();
  const lines = [...stage.faults(FAULTS_SHOWN)].map((fault) => faultLine(fault, layout));
  if (count > FAULTS_SHOWN) lines.push(`… and ${counted(count - FAULTS_SHOWN, 'more')}.`);
  lines.push(
    `${connector.name}: nothing was imported. ${count === 1 ? '1 error' : `${count.toLocaleString('en')} errors`} in ${counted(rows, 'rows')}; --keep-going imports the rows without errors and writes the others to a reject file.`,
  );
  return new ExpectedError('import_refused', lines);
}
