import { assertVerified, recordDisclosure, type VerifiedDebtor } from '../identity/index.ts';
import { type Invoice, invoicesById, linesOf } from '../receivables/index.ts';
import { disputeDueAt } from '../service-levels/index.ts';
import { type Money, money } from '../shared/money.ts';
import type { ReadTx, Tx } from '../storage/database.ts';
import {
  insertDispute,
  isAttachmentOf,
  selectLastNumber,
  selectOpen,
  selectOpenOf,
} from './disputes-repository.ts';

export const DISPUTE_REASONS = [
  'wrong_amount',
  'already_paid',
  'goods_not_received',
  'goods_damaged',
  'service_problem',
  'not_mine',
  'other',
] as const;
export type DisputeReason = (typeof DISPUTE_REASONS)[number];

export function isDisputeReason(text: string): text is DisputeReason {
  return (DISPUTE_REASONS as readonly string[]).includes(text);
}

/** How much of the invoice is disputed; amounts in minor units of its currency, lines by position. */
export type DisputedPart = { whole: true } | { amountMinor: number } | { lines: readonly number[] };

export interface NewDispute {
  invoiceId: number;
  reason: DisputeReason;
  part: DisputedPart;
  note?: string;
  attachmentId?: number;
}

export type Opened =
  | { ok: true; caseNumber: string; invoiceNumber: string; disputed: Money }
  | { ok: false; reason: 'already_open'; caseNumber: string; invoiceNumber: string; openedAt: number }
  /** Nothing of it is outstanding. */
  | { ok: false; reason: 'already_paid'; invoiceNumber: string }
  | { ok: false; reason: 'not_found' }
  /** More than is outstanding, nothing at all, or lines the invoice does not have. */
  | { ok: false; reason: 'bad_part'; outstanding: Money };

type Refused = Exclude<Opened, { ok: true } | { reason: 'bad_part' }>;

/** Whether a case may be opened about an invoice, before anything is asked about it. */
export async function mayDispute(
  tx: ReadTx,
  debtor: VerifiedDebtor,
  now: number,
  invoiceId: number,
): Promise<{ ok: true; invoice: Invoice } | Refused> {
  assertVerified(debtor, now);
  const [invoice] = await invoicesById(tx, debtor, now, [invoiceId]);
  if (!invoice) return { ok: false, reason: 'not_found' };
  const invoiceNumber = invoice.number;
  const open = await selectOpen(tx, invoice.id);
  if (open) {
    const { caseNumber, createdAt: openedAt } = open;
    return { ok: false, reason: 'already_open', caseNumber, invoiceNumber, openedAt };
  }
  if (invoice.outstandingMinor <= 0) return { ok: false, reason: 'already_paid', invoiceNumber };
  return { ok: true, invoice };
}

/** The longest note kept: a collector reads it, a file holds the rest. */
const LONGEST_NOTE = 2000;

/**
 * Opens a case about one invoice, at most one open at a time; the invoice shows "disputed" from now on.
 * Lines are worth their amounts, up to what is outstanding.
 */
export async function openDispute(
  tx: Tx,
  debtor: VerifiedDebtor,
  now: number,
  dispute: NewDispute,
): Promise<Opened> {
  const may = await mayDispute(tx, debtor, now, dispute.invoiceId);
  if (!may.ok) return may;
  const { invoice } = may;
  const invoiceNumber = invoice.number;
  const disputedMinor = await worth(tx, debtor, now, invoice, dispute.part);
  if (disputedMinor === undefined) {
    return { ok: false, reason: 'bad_part', outstanding: money(invoice.outstandingMinor, invoice.currency) };
  }
  const { attachmentId } = dispute;
  const fileIsTheirs =
    attachmentId !== undefined && (await isAttachmentOf(tx, attachmentId, debtor.conversationId));
  const caseNumber = `D-${String((await selectLastNumber(tx)) + 1).padStart(4, '0')}`;
  const id = await insertDispute(tx, {
    caseNumber,
    creditorId: debtor.creditorId,
    debtorId: debtor.debtorId,
    invoiceId: invoice.id,
    conversationId: debtor.conversationId,
    reason: dispute.reason,
    currency: invoice.currency,
    disputedMinor,
    lines: 'lines' in dispute.part ? JSON.stringify(dispute.part.lines) : null,
    note: dispute.note?.slice(0, LONGEST_NOTE) ?? null,
    attachmentId: fileIsTheirs ? attachmentId : null,
    createdAt: now,
    resolveDueAt: await disputeDueAt(tx, debtor.creditorId, dispute.reason, now),
  });
  tx.announce({ kind: 'dispute', id, creditorId: debtor.creditorId });
  return { ok: true, caseNumber, invoiceNumber, disputed: money(disputedMinor, invoice.currency) };
}

/** What the part comes to in minor units; undefined when the invoice has no such part. */
async function worth(
  tx: ReadTx,
  debtor: VerifiedDebtor,
  now: number,
  invoice: Invoice,
  part: DisputedPart,
): Promise<number | undefined> {
  if ('whole' in part) return invoice.outstandingMinor;
  if ('amountMinor' in part) {
    const { amountMinor } = part;
    const fits = Number.isSafeInteger(amountMinor) && amountMinor > 0;
    return fits && amountMinor <= invoice.outstandingMinor ? amountMinor : undefined;
  }
  const lines = await linesOf(tx, debtor, now, invoice.id);
  const named = lines.filter((line) => part.lines.includes(line.position));
  if (named.length === 0 || named.length !== new Set(part.lines).size) return undefined;
  const sum = named.reduce((total, line) => total + line.amountMinor, 0);
  return sum > 0 ? Math.min(sum, invoice.outstandingMinor) : undefined;
}

export interface OpenDispute {
  caseNumber: string;
  invoiceNumber: string;
  reason: string;
  disputed: Money;
  openedAt: number;
}

/** The debtor's open disputes, newest first. Leaves a disclosure `disputes`. */
export async function disputesOf(tx: Tx, debtor: VerifiedDebtor, now: number): Promise<OpenDispute[]> {
  await recordDisclosure(tx, debtor, now, 'disputes');
  return openDisputes(tx, debtor, now);
}

/** The same for the file of a handoff: shown to nobody yet, so no disclosure is left. */
export async function openDisputes(tx: ReadTx, debtor: VerifiedDebtor, now: number): Promise<OpenDispute[]> {
  assertVerified(debtor, now);
  return (await selectOpenOf(tx, debtor.debtorId)).map((row) => ({
    caseNumber: row.caseNumber,
    invoiceNumber: row.invoiceNumber,
    reason: row.reason,
    disputed: money(row.disputedMinor, row.currency),
    openedAt: row.createdAt,
  }));
}
