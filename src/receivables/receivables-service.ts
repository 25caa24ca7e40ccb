import { assertVerified, recordDisclosure, type VerifiedDebtor } from '../identity/index.ts';
import { type Money, money, sumByCurrency } from '../shared/money.ts';
import { referenceKey } from '../shared/reference-key.ts';
import type { ReadTx, Tx } from '../storage/database.ts';
import { type Ageing, ageing } from './ageing.ts';
import { selectOpenSums } from './balance-repository.ts';
import { todayOf } from './balance-service.ts';
import {
  type AllocatedPayment,
  type InvoiceLine,
  isContractOf,
  selectAccounts,
  selectAllocated,
  selectLines,
} from './detail-repository.ts';
import { type Invoice, type InvoiceFacts, invoiceOn } from './invoice.ts';
import { type Cursor, selectByEnds, selectByIds, selectByKey, selectPage } from './receivables-repository.ts';

/** Shorter endings ("12") must be the whole last group of digits: they would name invoices by chance. */
const SHORTEST_ENDING = 3;
const MOST_CANDIDATES = 8;
const MOST_READ = 500;

export type InvoiceFilter = 'open' | 'all';

export interface InvoicePage {
  invoices: Invoice[];
  /** Pass on to get the next page; absent on the last one. */
  next?: Cursor;
  /** With the first page of the open ones: what all of them come to, by age. */
  ageing: Ageing[];
}

/**
 * The debtor's open invoices, oldest due first, at most `limit`. For reading answers and the file of a
 * handoff: leaves no disclosure. What is shown goes through `offerInvoices` or `listInvoices`.
 */
export async function openInvoices(
  tx: ReadTx,
  debtor: VerifiedDebtor,
  now: number,
  limit: number,
): Promise<Invoice[]> {
  assertVerified(debtor, now);
  const today = todayOf(debtor, now);
  const rows = await selectPage(tx, debtor.debtorId, 'open', undefined, limit);
  return rows.map((row) => invoiceOn(row, today));
}

/**
 * Invoices to choose from: the open ones, oldest due first; with `orPaid`, the newest of all when none
 * is open. Leaves a disclosure `invoice_choices`.
 */
export async function offerInvoices(
  tx: Tx,
  debtor: VerifiedDebtor,
  now: number,
  query: { limit: number; orPaid?: boolean },
): Promise<Invoice[]> {
  let invoices = await openInvoices(tx, debtor, now, query.limit);
  if (invoices.length === 0 && query.orPaid) {
    const today = todayOf(debtor, now);
    const rows = await selectPage(tx, debtor.debtorId, 'all', undefined, query.limit);
    invoices = rows.map((row) => invoiceOn(row, today));
  }
  if (invoices.length > 0) await recordDisclosure(tx, debtor, now, 'invoice_choices', numbers(invoices));
  return invoices;
}

/** Those of `ids` that are the debtor's own and not voided, oldest due first. Leaves no disclosure. */
export async function invoicesById(
  tx: ReadTx,
  debtor: VerifiedDebtor,
  now: number,
  ids: readonly number[],
): Promise<Invoice[]> {
  assertVerified(debtor, now);
  const today = todayOf(debtor, now);
  return (await selectByIds(tx, debtor.debtorId, ids)).map((row) => invoiceOn(row, today));
}

/**
 * One page of invoices (open: oldest due first, the first page with the ageing of all; all: newest due
 * first). Leaves a disclosure `invoice_list`.
 */
export async function listInvoices(
  tx: Tx,
  debtor: VerifiedDebtor,
  now: number,
  query: { filter: InvoiceFilter; after?: Cursor; limit: number },
): Promise<InvoicePage> {
  const today = todayOf(debtor, now);
  const { filter, after, limit } = query;
  const rows = await selectPage(tx, debtor.debtorId, filter, after, limit + 1);
  const invoices = rows.slice(0, limit).map((row) => invoiceOn(row, today));
  await recordDisclosure(tx, debtor, now, 'invoice_list', numbers(invoices));
  const first = filter === 'open' && !after;
  const totals = first ? ageing(await selectOpenSums(tx, debtor.debtorId), today) : [];
  const last = rows.length > limit ? invoices.at(-1) : undefined;
  return { invoices, ageing: totals, ...(last && { next: { dueDate: last.dueDate, id: last.id } }) };
}

/**
 * What is outstanding on those of `ids` that are the debtor's own, per currency: the sum a slip is
 * expected to show. Leaves a disclosure `invoice_sum`.
 */
export async function sumOfInvoices(
  tx: Tx,
  debtor: VerifiedDebtor,
  now: number,
  ids: readonly number[],
): Promise<Money[]> {
  const invoices = await invoicesById(tx, debtor, now, ids);
  if (invoices.length > 0) await recordDisclosure(tx, debtor, now, 'invoice_sum', numbers(invoices));
  return sumByCurrency(invoices.map((one) => money(one.outstandingMinor, one.currency)));
}

export type Found =
  | { ok: true; invoice: Invoice }
  | { ok: false; reason: 'not_found' }
  /** The debtor's own number, or that of a contract of theirs: right, but no invoice. */
  | { ok: false; reason: 'own_number' }
  /** Several fit: at most eight, open ones first. */
  | { ok: false; reason: 'ambiguous'; candidates: Invoice[] };

/**
 * The debtor's invoice a reference means: its number in any punctuation, else a number that ends with
 * it ("0012") or has its letters in front and its digits at the end ("INV 0012"), else one whose last
 * group of digits is that number without its zeros ("12"). Invoices of other debtors are never found.
 * For reading answers: leaves no disclosure.
 */
export async function findInvoice(
  tx: ReadTx,
  debtor: VerifiedDebtor,
  now: number,
  reference: string,
): Promise<Found> {
  assertVerified(debtor, now);
  const today = todayOf(debtor, now);
  const key = referenceKey(reference);
  const exact = key ? await selectByKey(tx, debtor, key) : [];
  const rows = exact.length > 0 ? exact : await endingWith(tx, debtor, key);
  const candidates = rows.map((row) => invoiceOn(row, today));
  const [invoice] = candidates;
  if (!invoice) {
    const own = key === referenceKey(debtor.externalId) || (await isContractOf(tx, debtor.debtorId, key));
    return { ok: false, reason: own ? 'own_number' : 'not_found' };
  }
  return candidates.length === 1 ? { ok: true, invoice } : { ok: false, reason: 'ambiguous', candidates };
}

async function endingWith(tx: ReadTx, debtor: VerifiedDebtor, key: string): Promise<InvoiceFacts[]> {
  const digits = /\p{N}+$/u.exec(key)?.[0] ?? '';
  if (digits === '') return [];
  const prefix = key.slice(0, -digits.length);
  if (digits.length >= SHORTEST_ENDING) {
    const whole = await selectByEnds(tx, debtor.debtorId, { prefix: '', suffix: key }, MOST_CANDIDATES);
    if (whole.length > 0) return whole;
    const ends = await selectByEnds(tx, debtor.debtorId, { prefix, suffix: digits }, MOST_CANDIDATES);
    if (ends.length > 0) return ends;
  }
  const number = digits.replace(/^0+(?=.)/, '');
  const near = await selectByEnds(tx, debtor.debtorId, { prefix, suffix: number }, MOST_READ);
  return near.filter((row) => lastGroup(row.number) === number).slice(0, MOST_CANDIDATES);
}

/** The last group of digits of a printed number, without leading zeros: "12" of `INV/2026-0012`. */
function lastGroup(number: string): string | undefined {
  return /\p{N}+(?=\P{N}*$)/u.exec(number)?.[0].replace(/^0+(?=.)/, '');
}

/** The lines of one of the debtor's invoices; [] for anybody else's. Leaves no disclosure. */
export async function linesOf(
  tx: ReadTx,
  debtor: VerifiedDebtor,
  now: number,
  invoiceId: number,
): Promise<InvoiceLine[]> {
  assertVerified(debtor, now);
  return selectLines(tx, debtor.debtorId, invoiceId);
}

export interface InvoiceDetail {
  invoice: Invoice;
  lines: InvoiceLine[];
  payments: AllocatedPayment[];
}

/**
 * One of the debtor's invoices with its lines and what was paid on it; undefined when it is not theirs.
 * Leaves a disclosure `what` (`invoice_status`, `invoice_lines`) with the number.
 */
export async function invoiceDetail(
  tx: Tx,
  debtor: VerifiedDebtor,
  now: number,
  invoiceId: number,
  what: 'invoice_status' | 'invoice_lines',
): Promise<InvoiceDetail | undefined> {
  const [invoice] = await invoicesById(tx, debtor, now, [invoiceId]);
  if (!invoice) return undefined;
  await recordDisclosure(tx, debtor, now, what, invoice.number);
  return {
    invoice,
    lines: await selectLines(tx, debtor.debtorId, invoice.id),
    payments: await selectAllocated(tx, invoice.id),
  };
}

/** Where to pay: the creditor's accounts and the debtor's virtual ones. Leaves a disclosure `how_to_pay`. */
export async function howToPay(tx: Tx, debtor: VerifiedDebtor, now: number) {
  await recordDisclosure(tx, debtor, now, 'how_to_pay');
  return selectAccounts(tx, debtor);
}

function numbers(invoices: readonly Invoice[]): string {
  return invoices.map((invoice) => invoice.number).join(' ');
}
