import { recordDisclosure, type VerifiedDebtor } from '../identity/index.ts';
import { minorDigits } from '../shared/money.ts';
import type { Tx } from '../storage/database.ts';
import { todayOf } from './balance-service.ts';
import { type Invoice, type InvoiceStatus, invoiceOn } from './invoice.ts';
import { selectAll } from './receivables-repository.ts';

export const STATEMENT_COLUMNS = [
  'invoice',
  'contract',
  'issued',
  'due',
  'currency',
  'amount',
  'paid',
  'credited',
  'outstanding',
  'days_past_due',
  'status',
] as const;
export type StatementColumn = (typeof STATEMENT_COLUMNS)[number];

/** The words of the debtor's language a statement needs. */
export interface StatementWords {
  column(name: StatementColumn): string;
  status(status: InvoiceStatus): string;
}

export interface Statement {
  fileName: string;
  bytes: Buffer;
  /** Invoices in it. */
  count: number;
}

/**
 * All invoices of the debtor as CSV (RFC 4180, CRLF, UTF-8 with a byte-order mark, by which Excel knows
 * the encoding). Amounts are plain decimals, dates ISO 8601. Leaves a disclosure `statement`.
 */
export async function statementCsv(
  tx: Tx,
  debtor: VerifiedDebtor,
  now: number,
  words: StatementWords,
): Promise<Statement> {
  await recordDisclosure(tx, debtor, now, 'statement');
  const today = todayOf(debtor, now);
  const invoices = (await selectAll(tx, debtor.debtorId)).map((row) => invoiceOn(row, today));
  const rows = [STATEMENT_COLUMNS.map((name) => words.column(name))];
  for (const invoice of invoices) rows.push(STATEMENT_COLUMNS.map((name) => cell(invoice, name, words)));
  const text = rows.map((row) => row.map(csvCell).join(',')).join('\r\n');
  return {
    fileName: `${fileSafe(debtor.externalId)}-${today}.csv`,
    bytes: Buffer.from(`\uFEFF${text}\r\n`, 'utf8'),
    count: invoices.length,
  };
}

function cell(invoice: Invoice, column: StatementColumn, words: StatementWords): string {
  switch (column) {
    case 'invoice':
      return invoice.number;
    case 'contract':
      return invoice.contractNumber ?? '';
    case 'issued':
      return invoice.issueDate;
    case 'due':
      return invoice.dueDate;
    case 'currency':
      return invoice.currency;
    case 'amount':
      return decimal(invoice.amountMinor, invoice.currency);
    case 'paid':
      return decimal(invoice.allocatedMinor - invoice.creditedMinor, invoice.currency);
    case 'credited':
      return decimal(invoice.creditedMinor, invoice.currency);
    case 'outstanding':
      return decimal(invoice.outstandingMinor, invoice.currency);
    case 'days_past_due':
      return String(invoice.daysPastDue);
    case 'status':
      return words.status(invoice.status);
  }
}

/** `2500000.00`: exact, with the currency's own decimals and a point in every language. */
export function decimal(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  if (digits === 0) return String(minor);
  const padded = String(Math.abs(minor)).padStart(digits + 1, '0');
  return `${minor < 0 ? '-' : ''}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/**
 * Quotes a cell, and puts an apostrophe before what a spreadsheet would run as a formula (OWASP, "CSV
 * Injection": = + - @, tab, carriage return), also behind spaces and in full-width form.
 */
export function csvCell(text: string): string {
  const safe = /^[\s\u200b\ufeff]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function fileSafe(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'statement';
}
