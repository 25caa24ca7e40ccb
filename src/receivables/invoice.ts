import { type CalendarDate, daysBetween } from '../shared/calendar.ts';

export type InvoiceStatus = 'paid' | 'disputed' | 'under_review' | 'overdue' | 'partly_paid' | 'open';
export type AgingBucket = 'current' | 'd1_30' | 'd31_60' | 'd61_90' | 'over_90';
export const AGING_BUCKETS: readonly AgingBucket[] = ['current', 'd1_30', 'd31_60', 'd61_90', 'over_90'];

/** What the ledger holds of one invoice; amounts in minor units of `currency`. Voided ones never get here. */
export interface InvoiceFacts {
  id: number;
  /** The creditor's number, as printed. */
  number: string;
  /** The number's tolerant form (shared/reference-key). */
  key: string;
  contractNumber: string | null;
  issueDate: CalendarDate;
  dueDate: CalendarDate;
  currency: string;
  amountMinor: number;
  /** Settled so far, by money and by credit notes. */
  allocatedMinor: number;
  /** Of it by credit notes, which are no money. */
  creditedMinor: number;
  description: string | null;
  /** A dispute of it is open. */
  disputed: boolean;
  /** A payment proof naming it waits to be decided. */
  underReview: boolean;
}

/** An invoice as of one day: what is derived, never stored. */
export interface Invoice extends InvoiceFacts {
  outstandingMinor: number;
  status: InvoiceStatus;
  /** Days after the due date; 0 while not due, and for a paid invoice. */
  daysPastDue: number;
}

/**
 * Status of an invoice on `today` (the debtor's). The first that holds: nothing outstanding → paid; an
 * open dispute → disputed; a proof that waits → under_review; due date before today → overdue; part of
 * it paid with money → partly_paid; else open. On the due date itself an invoice is not overdue yet.
 */
export function invoiceStatus(
  facts: Pick<InvoiceFacts, 'amountMinor' | 'allocatedMinor' | 'dueDate' | 'disputed' | 'underReview'> &
    Partial<Pick<InvoiceFacts, 'creditedMinor'>>,
  today: CalendarDate,
): InvoiceStatus {
  if (facts.allocatedMinor >= facts.amountMinor) return 'paid';
  if (facts.disputed) return 'disputed';
  if (facts.underReview) return 'under_review';
  if (facts.dueDate < today) return 'overdue';
  return facts.allocatedMinor > (facts.creditedMinor ?? 0) ? 'partly_paid' : 'open';
}

/** Whole days after the due date; 0 on it and before. */
export function daysPastDue(dueDate: CalendarDate, today: CalendarDate): number {
  return Math.max(0, daysBetween(dueDate, today));
}

/** The bucket `days` past due falls in; 0 is current. */
export function agingBucket(days: number): AgingBucket {
  if (days <= 0) return 'current';
  if (days <= 30) return 'd1_30';
  if (days <= 60) return 'd31_60';
  if (days <= 90) return 'd61_90';
  return 'over_90';
}

/** Derives an invoice's state on `today` from what the ledger holds. */
export function invoiceOn(facts: InvoiceFacts, today: CalendarDate): Invoice {
  const outstandingMinor = facts.amountMinor - facts.allocatedMinor;
  return {
    ...facts,
    outstandingMinor,
    status: invoiceStatus(facts, today),
    daysPastDue: outstandingMinor > 0 ? daysPastDue(facts.dueDate, today) : 0,
  };
}
