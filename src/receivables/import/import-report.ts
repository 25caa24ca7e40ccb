import type { RecordKind, SourceLayout } from '../../erp/erp-connector.ts';
import type { ImportCounts } from './import-plan.ts';
import { decimalText, type StoredFault } from './stage-repository.ts';

/** What an import did, or would have done. */
export interface ImportReport extends ImportCounts {
  kind: RecordKind;
  source: string;
  creditor: string;
  /** Rows read, and rows refused (only with `keepGoing` above zero). */
  rows: number;
  rejected: number;
  /** Where the refused rows were written. */
  rejectFile?: string;
  /** False for a dry run, and when there was nothing to change. */
  applied: boolean;
  dryRun: boolean;
  notes: readonly string[];
}

const SINGULAR: Readonly<Record<string, string>> = {
  debtors: 'debtor',
  invoices: 'invoice',
  payments: 'payment',
  rows: 'row',
  contacts: 'contact',
  settlements: 'settlement',
  disputes: 'dispute',
};

/** `2,466 invoices`, `1 invoice`. */
export function counted(count: number, plural: string): string {
  const [noun = plural, ...rest] = plural.split(' ');
  return [count.toLocaleString('en'), count === 1 ? (SINGULAR[noun] ?? noun) : noun, ...rest].join(' ');
}

/** The report in words, a line each. */
export function reportLines(report: ImportReport): string[] {
  const { kind, created, changed, unchanged, also, totals } = report;
  const lines = [...report.notes];
  const figures = [created, changed, unchanged].map((count) => count.toLocaleString('en'));
  const sums = totals.map(({ currency, minor }) => `${currency} ${grouped(minor, currency)}`);
  const inAll = sums.length > 0 ? `; ${sums.join(', ')} in all` : '';
  lines.push(
    `${capital(kind)} of ${report.creditor}: ${figures[0]} new, ${figures[1]} changed, ${figures[2]} unchanged (${counted(report.rows, 'rows')}${inAll}).`,
  );
  const more = Object.entries(also).filter(([, count]) => count > 0);
  if (more.length > 0)
    lines.push(`${capital(more.map(([what, count]) => counted(count, what)).join(', '))}.`);
  if (report.rejected > 0) {
    lines.push(
      `${counted(report.rejected, 'rows')} refused${report.rejectFile ? ` and written to ${report.rejectFile}, each with its reason` : ''}.`,
    );
  }
  if (report.dryRun) lines.push('Dry run: nothing was written.');
  else if (!report.applied) lines.push('Nothing to change: the ledger has all of it already.');
  return lines;
}

/** True when applying would write anything. */
export function changesAnything({ created, changed, also }: ImportCounts): boolean {
  return created + changed + Object.values(also).reduce((sum, count) => sum + count, 0) > 0;
}

/** One fault as a sentence: row, column, value, what is wrong, what was expected. */
export function faultLine(fault: StoredFault, layout: SourceLayout): string {
  const column = fault.ours ? layout.columnOf(fault.column) : fault.column;
  const where = column === 'whole row' ? 'the whole row' : `column "${column}"`;
  return `Row ${fault.row}, ${where}: "${fault.value}" ${fault.problem}. Expected ${fault.expected}.`;
}

function grouped(minor: bigint, currency: string): string {
  const [whole = '', fraction] = decimalText(minor, currency).split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? thousands : `${thousands}.${fraction}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
