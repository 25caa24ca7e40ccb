import { recordDisclosure, type VerifiedDebtor } from '../identity/index.ts';
import type { CalendarDate } from '../shared/calendar.ts';
import { type Money, money } from '../shared/money.ts';
import type { Tx } from '../storage/database.ts';
import { type Allocated, allocateOldestFirst } from './allocate.ts';
import { misfits, sumOf } from './check-allocations.ts';
import {
  insertAllocations,
  insertPayment,
  type PaymentCursor,
  type PaymentKind,
  selectAllocatable,
  selectAllocations,
  selectByExternalId,
  selectPayments,
} from './payments-repository.ts';

export interface NewPayment {
  creditorId: number;
  debtorId: number;
  /** The bank's or ERP's name for it: posting the same one twice books it once. */
  externalId: string;
  receivedOn: CalendarDate;
  currency: string;
  /** Minor units, above zero. */
  amountMinor: number;
  method?: string;
  reference?: string;
  /** Paid first, in this order; what is left goes to the oldest due. */
  invoiceIds?: readonly number[];
  /** Exactly these and no others, as a collector chose and `checkAllocations` approved; the rest is credit. */
  allocations?: readonly Allocated[];
  /** A credit note settles an invoice like money, and is none. Money when left out. */
  kind?: PaymentKind;
}

export interface Posted {
  paymentId: number;
  duplicate: boolean;
  /** Not needed by any invoice: stays as the debtor's credit. */
  creditMinor: number;
}

/**
 * Books confirmed money (or a credit note) and allocates it: exactly as said, else to the invoices named,
 * then oldest due first. Throws when exact allocations do not fit: a bug in the caller.
 */
export async function postPayment(tx: Tx, now: number, payment: NewPayment): Promise<Posted> {
  const known = await selectByExternalId(tx, payment.creditorId, payment.externalId);
  if (known) {
    return { paymentId: known.id, duplicate: true, creditMinor: known.amountMinor - known.allocatedMinor };
  }
  const { invoiceIds = [], allocations: exact, ...row } = payment;
  const open = await selectAllocatable(tx, payment.debtorId, payment.currency);
  if (exact && Object.keys(misfits(payment.amountMinor, exact, open)).length > 0) {
    throw new RangeError('payments: the allocations do not fit the payment or the invoices');
  }
  const named = invoiceIds.flatMap((id) => open.find((invoice) => invoice.invoiceId === id) ?? []);
  const rest = open.filter((invoice) => !invoiceIds.includes(invoice.invoiceId));
  const parts = exact ?? allocateOldestFirst(payment.amountMinor, [...named, ...rest]).allocations;
  const paymentId = await insertPayment(tx, { ...row, createdAt: now });
  await insertAllocations(tx, paymentId, parts);
  return { paymentId, duplicate: false, creditMinor: payment.amountMinor - sumOf(parts) };
}

export interface PaymentEntry {
  kind: PaymentKind;
  receivedOn: CalendarDate;
  amount: Money;
  method: string | null;
  /** What it paid, oldest due first. */
  invoices: { number: string; amount: Money }[];
  /** What no invoice has taken yet. */
  credit: Money;
}

export interface PaymentPage {
  payments: PaymentEntry[];
  next?: PaymentCursor;
}

/** The debtor's payments and credit notes, newest first. Leaves a disclosure `payment_history`. */
export async function paymentHistory(
  tx: Tx,
  debtor: VerifiedDebtor,
  now: number,
  query: { after?: PaymentCursor; limit: number },
): Promise<PaymentPage> {
  await recordDisclosure(tx, debtor, now, 'payment_history');
  const rows = await selectPayments(tx, debtor.debtorId, query.after, query.limit + 1);
  const page = rows.slice(0, query.limit);
  const parts = await selectAllocations(
    tx,
    page.map((row) => row.id),
  );
  const payments = page.map((row) => ({
    kind: row.kind,
    receivedOn: row.receivedOn,
    amount: money(row.amountMinor, row.currency),
    method: row.method,
    invoices: parts
      .filter((part) => part.paymentId === row.id)
      .map((part) => ({ number: part.number, amount: money(part.amountMinor, row.currency) })),
    credit: money(row.amountMinor - row.allocatedMinor, row.currency),
  }));
  const last = page.at(-1);
  return rows.length > query.limit && last
    ? { payments, next: { receivedOn: last.receivedOn, id: last.id } }
    : { payments };
}
