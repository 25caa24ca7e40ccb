import type { Creditor, FileRef, Money, Page, Person } from './common.ts';
import type { ConsoleNote } from './conversation.ts';

/** GET /proofs?state=open|decided&creditor=&cursor= (oldest first; decided newest first) */
export type ProofsPage = Page<ProofItem>;

export interface ProofItem {
  id: number;
  receiptNumber: string;
  creditor: Pick<Creditor, 'id' | 'name'>;
  debtor: { id: number; number: string; name: string };
  conversationId: number;
  /** What the debtor said they paid; null when they did not say. */
  amount: Money | null;
  paidOn: string | null;
  reference: string | null;
  currency: string;
  state: 'received' | 'plausible' | 'matched' | 'posted' | 'rejected';
  createdAt: number;
  file: FileRef | null;
}

/** GET /proofs/:id */
export interface ProofView extends ProofItem {
  /** Sent together with `file`, in the same message. */
  furtherFiles: FileRef[];
  /** What was noticed: the same content from another debtor. */
  warning: string | null;
  /** Named by the debtor first, then the other open ones in the same currency, oldest due first. */
  candidates: {
    invoiceId: number;
    number: string;
    dueDate: string;
    amount: Money;
    outstanding: Money;
    named: boolean;
    status: string;
  }[];
  decision: {
    by: Person | null;
    at: number;
    rejectReason: string | null;
    note: string | null;
    payment: {
      amount: Money;
      receivedOn: string;
      allocations: { number: string; amount: Money }[];
      credit: Money;
    } | null;
  } | null;
  /** The most this collector may accept; null without limit. Above it a supervisor decides. */
  limit: Money | null;
}

/**
 * POST /proofs/:id/accept. The money is confirmed: it is booked and allocated as said, what is left over
 * stays as credit. Allocations may not exceed the amount or what an invoice still owes.
 * 409 `already_decided` or `already_booked` (the bank reference), 403 `over_limit`, 422 with `fields`.
 * Answer: ProofView.
 */
export interface AcceptProof {
  amountMinor: number;
  receivedOn: string;
  /** The bank's reference: booked once per creditor. */
  bankReference: string;
  allocations: { invoiceId: number; amountMinor: number }[];
}

export type RejectReason =
  | 'unreadable'
  | 'not_received'
  | 'wrong_amount'
  | 'wrong_recipient'
  | 'duplicate'
  | 'other';

/**
 * POST /proofs/:id/reject. The reason is told to the debtor, with `note` as the collector's own words (at
 * most 400 characters; `other` needs one: 422 `fields.note`). Answer: ProofView.
 */
export interface RejectProof {
  reason: RejectReason;
  note?: string;
}

/** GET /disputes?state=open|decided&creditor=&cursor= (breached and soonest due first) */
export type DisputesPage = Page<DisputeItem>;

export interface DisputeItem {
  id: number;
  caseNumber: string;
  creditor: Pick<Creditor, 'id' | 'name'>;
  debtor: { id: number; number: string; name: string };
  conversationId: number | null;
  invoiceNumber: string;
  /** The category. */
  reason: string;
  disputed: Money;
  state: 'open' | 'upheld' | 'partly' | 'rejected' | 'withdrawn';
  createdAt: number;
  resolveDueAt: number | null;
  breached: boolean;
}

/** GET /disputes/:id */
export interface DisputeView extends DisputeItem {
  invoice: {
    id: number;
    amount: Money;
    outstanding: Money;
    dueDate: string;
    status: string;
    description: string | null;
  };
  lines: { position: number; description: string; quantity: string; amount: Money; disputed: boolean }[];
  /** The debtor's own words. */
  note: string | null;
  file: FileRef | null;
  notes: ConsoleNote[];
  decision: { by: Person | null; at: number; credit: Money | null; note: string | null } | null;
  limit: Money | null;
}

/** POST /disputes/:id/notes {text} → DisputeView */
/**
 * POST /disputes/:id/resolve → DisputeView. `upheld`: the disputed amount is credited unless less is still
 * outstanding; `partly`: `creditMinor`, above zero and below the disputed amount; `rejected`: nothing.
 * The debtor is told. 409 `already_decided`, 403 `over_limit`, 422 with `fields`.
 */
export interface ResolveDispute {
  outcome: 'upheld' | 'partly' | 'rejected';
  creditMinor?: number;
  /** Told to the debtor, at most 400 characters; `rejected` needs one. */
  note?: string;
}
