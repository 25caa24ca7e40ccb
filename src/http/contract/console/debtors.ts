import type { Creditor, Money, Page, Person } from './common.ts';
import type { HandoffState } from './queue.ts';

/** GET /debtors?q=&creditor=&cursor= : by name, number, invoice number or phone. */
export type DebtorsPage = Page<DebtorItem>;

export interface DebtorItem {
  id: number;
  number: string;
  name: string;
  creditor: Pick<Creditor, 'id' | 'name'>;
  /** What of it fitted: the name, number, an invoice, a phone number ending. */
  match: { by: 'name' | 'number' | 'invoice' | 'phone'; text: string };
  outstanding: Money[];
}

/** GET /debtors/:id: everything for the side panel and the debtor's page. Leaves an audit row. */
export interface DebtorFile {
  id: number;
  number: string;
  name: string;
  salutation: 'bapak' | 'ibu' | null;
  creditor: Creditor;
  locale: string | null;
  timeZone: string;
  /** Masked; `flagged` when somebody said it is not theirs. */
  contacts: { id: number; channel: string; address: string; role: string; flagged: boolean }[];
  balance: {
    outstanding: Money;
    overdue: Money;
    credit: Money;
    disputed: Money;
    count: number;
    oldestDaysPastDue: number;
    /** Minor units by bucket: current, d1_30, d31_60, d61_90, over_90. */
    ageing: { bucket: 'current' | 'd1_30' | 'd31_60' | 'd61_90' | 'over_90'; amount: Money }[];
  }[];
  /** Open first, oldest due first, at most 50. */
  invoices: {
    id: number;
    number: string;
    issueDate: string;
    dueDate: string;
    amount: Money;
    outstanding: Money;
    status: string;
    daysPastDue: number;
  }[];
  moreInvoices: number;
  payments: { receivedOn: string; amount: Money; kind: 'money' | 'credit_note'; invoices: string[] }[];
  proofs: { id: number; receiptNumber: string; amount: Money | null; state: string; createdAt: number }[];
  disputes: {
    id: number;
    caseNumber: string;
    invoiceNumber: string;
    reason: string;
    state: string;
    disputed: Money;
    createdAt: number;
  }[];
  /** Promises to pay; Sapa keeps them from the issue on that brings them, until then empty. */
  promises: { amount: Money; dueDate: string; state: string }[];
  handoffs: {
    id: number;
    conversationId: number;
    reason: string;
    state: HandoffState;
    summary: string;
    createdAt: number;
    collector: Person | null;
  }[];
  conversations: { id: number; channel: string; owner: 'bot' | 'queue' | 'collector'; lastAt: number }[];
  contactClock: ContactClock;
}

/** How often this debtor was spoken to first, and whether they may be now; answering is always allowed. */
export interface ContactClock {
  /** The debtor's own time now, HH:MM. */
  localTime: string;
  /** Contacts begun by us, by bot and people together. */
  today: number;
  last7Days: number;
  last30Days: number;
  caps: { day: number; week: number; month: number };
  /** Inside the hours and days of the profile, under its caps. */
  allowedNow: boolean;
  /** Why not: outside_hours, day_off, holiday, cap_reached, opted_out. */
  reason: string | null;
  nextAllowedAt: number | null;
  optedOut: boolean;
  /** Name and version of the rules. */
  rules: string;
}
