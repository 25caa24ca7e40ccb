import { recordDisclosure, type VerifiedDebtor } from '../identity/index.ts';
import { type Invoice, invoicesById } from '../receivables/index.ts';
import type { CalendarDate } from '../shared/calendar.ts';
import { type Money, money } from '../shared/money.ts';
import type { Tx } from '../storage/database.ts';
import { selectAllocations, selectNewestFor, selectPayments } from './payments-repository.ts';
import { type ProofRow, type ProofState, selectInvoiceIds, selectNewest } from './proof-repository.ts';

/** How far a payment has come, in the order of the truth. */
export type PaymentState = { state: 'none' } | ProofTold | BookedTold;

interface ProofTold {
  state: Exclude<ProofState, 'posted'>;
  receiptNumber: string;
  receivedAt: number;
  invoiceNumbers: string[];
  /** Why, where a person rejected it: told in these words and no others. */
  rejected?: { reason: string; note: string | null };
}

interface BookedTold {
  state: 'posted';
  /** Absent for an invoice that never needed a payment. */
  receivedOn?: CalendarDate;
  /** Money alone. */
  amount: Money;
  /** What credit notes settled of the invoice asked about, where any did. */
  credited?: Money;
  invoiceNumbers: string[];
  /** What is left of the invoice asked about; absent when none was named. */
  outstanding?: Money;
}

/**
 * Whether a payment has arrived: for one invoice, or the newest thing known of the debtor. A proof that
 * is newer than the newest booked payment is told first, since it is what the debtor asks about.
 * Undefined for an invoice that is not theirs. Leaves a disclosure `payment_received`.
 */
export async function paymentReceived(
  tx: Tx,
  debtor: VerifiedDebtor,
  now: number,
  invoiceId?: number,
): Promise<PaymentState | undefined> {
  const [invoice] = invoiceId === undefined ? [] : await invoicesById(tx, debtor, now, [invoiceId]);
  if (invoiceId !== undefined && !invoice) return undefined;
  await recordDisclosure(tx, debtor, now, 'payment_received', invoice?.number);
  const newest = await selectNewest(tx, debtor.debtorId, invoiceId);
  const proof = newest && newest.state !== 'posted' ? newest : undefined;
  const booked = invoice
    ? await bookedFor(tx, debtor, invoice, proof)
    : await newestBooked(tx, debtor, proof);
  if (booked) return booked;
  if (!proof || proof.state === 'posted') return { state: 'none' };
  const named = await invoicesById(tx, debtor, now, await selectInvoiceIds(tx, proof.id));
  return {
    state: proof.state,
    receiptNumber: proof.receiptNumber,
    receivedAt: proof.createdAt,
    invoiceNumbers: named.map((one) => one.number),
    ...(proof.rejectReason !== null && {
      rejected: { reason: proof.rejectReason, note: proof.decisionNote },
    }),
  };
}

/** What is booked on one invoice, unless a proof still waits for the rest of it. */
async function bookedFor(
  tx: Tx,
  debtor: VerifiedDebtor,
  invoice: Invoice,
  proof: ProofRow | undefined,
): Promise<BookedTold | undefined> {
  const paid = await selectNewestFor(tx, debtor.debtorId, invoice.id);
  if (invoice.outstandingMinor > 0 && (!paid || proof)) return undefined;
  return {
    state: 'posted',
    ...(paid && { receivedOn: paid.receivedOn }),
    amount: money(invoice.allocatedMinor - invoice.creditedMinor, invoice.currency),
    ...(invoice.creditedMinor > 0 && { credited: money(invoice.creditedMinor, invoice.currency) }),
    invoiceNumbers: [invoice.number],
    outstanding: money(invoice.outstandingMinor, invoice.currency),
  };
}

async function newestBooked(
  tx: Tx,
  debtor: VerifiedDebtor,
  proof: ProofRow | undefined,
): Promise<BookedTold | undefined> {
  const [payment] = await selectPayments(tx, debtor.debtorId, undefined, 1, 'money');
  if (!payment || (proof && proof.createdAt >= payment.createdAt)) return undefined;
  const parts = await selectAllocations(tx, [payment.id]);
  return {
    state: 'posted',
    receivedOn: payment.receivedOn,
    amount: money(payment.amountMinor, payment.currency),
    invoiceNumbers: parts.map((part) => part.number),
  };
}
