import type { CalendarDate } from '../shared/calendar.ts';
import type { ContactChannel } from '../shared/contact-address.ts';

/**
 * The port of every source of receivables: an export file today, an ERP's own interface later. A
 * connector reads, checks and types; it never touches the ledger. `receivables/import` applies what it gives.
 */
export interface ErpConnector {
  /** For messages: the file's name, the system's address. */
  readonly name: string;
  /** Slug of the creditor the source itself belongs to, where it says so. */
  readonly creditorSlug?: string;
  /** True when a debtor the ledger does not know is to be made from the row that names it. */
  readonly createsDebtors: boolean;
  /** The source's own words for its columns and delimiter, for messages and reject files. */
  layout(): SourceLayout;
  /** What was noticed while reading and a person should know (a guessed encoding, unused columns). */
  notes(): readonly string[];
  /**
   * Reads the source once, row by row in constant memory. Throws ExpectedError when it cannot be read at
   * all; a row that is wrong comes as a row with faults. A connector without that kind throws too.
   */
  debtors(context: SourceContext): AsyncIterable<SourceRow<DebtorRecord>>;
  invoices(context: SourceContext): AsyncIterable<SourceRow<InvoiceRecord>>;
  payments(context: SourceContext): AsyncIterable<SourceRow<PaymentRecord>>;
}

export type RecordKind = 'debtors' | 'invoices' | 'payments';

/** What a source is read with: the creditor's own defaults. */
export interface SourceContext {
  /** ISO 4217, for rows that name none. */
  readonly currency: string;
  /** ISO 3166 alpha-2: how national phone numbers are to be read. */
  readonly country: string;
  /** Today at the creditor's: what lies later has not happened yet. */
  readonly today: CalendarDate;
  /** Told how much of the source has been read, 0 to 1, never falling. */
  onProgress?(fraction: number): void;
}

/** The names of the source's columns as its owner wrote them. */
export interface SourceLayout {
  readonly header: readonly string[];
  readonly delimiter: string;
  /** Our field's column there; the field's own name where the source has no such column. */
  columnOf(field: string): string;
}

/** One wrong cell: where it is, what stood there, what is wrong with it and what was expected. */
export interface RowFault {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly problem: string;
  readonly expected: string;
}

export type SourceRow<T> =
  | { readonly row: number; readonly ok: true; readonly record: T; readonly raw: readonly string[] }
  | {
      readonly row: number;
      readonly ok: false;
      readonly faults: readonly RowFault[];
      /** Whose row it is, as far as it could be read, so that its sisters are not applied without it. */
      readonly externalId?: string;
      readonly raw: readonly string[];
    };

export const CONTACT_ROLES = ['owner', 'billing', 'finance', 'other'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

export interface ContactRecord {
  readonly channel: ContactChannel;
  /** Normalised: lower-case e-mail, E.164 phone number. */
  readonly address: string;
  readonly name?: string;
  readonly role?: ContactRole;
}

/** Several records with one number are one debtor with several contacts. What is undefined, the source does not say. */
export interface DebtorRecord {
  readonly externalId: string;
  readonly name?: string;
  readonly salutation?: 'bapak' | 'ibu';
  readonly locale?: string;
  readonly timeZone?: string;
  readonly contacts: readonly ContactRecord[];
  readonly virtualAccounts: readonly VirtualAccountRecord[];
}

export interface VirtualAccountRecord {
  readonly bank: string;
  readonly accountNumber: string;
  readonly currency: string;
}

/** Several records with one number are one invoice, a line each. */
export interface InvoiceRecord {
  readonly externalId: string;
  readonly debtorExternalId: string;
  readonly debtorName?: string;
  readonly contractExternalId?: string;
  readonly issueDate: CalendarDate;
  readonly dueDate: CalendarDate;
  readonly currency: string;
  /** Minor units; undefined when the lines' sum is the amount. */
  readonly amountMinor?: number;
  readonly description?: string;
  readonly lines: readonly InvoiceLineRecord[];
  /** The day it was paid in full, where the source knows only that. */
  readonly settledOn?: CalendarDate;
  readonly disputed?: boolean;
}

export interface InvoiceLineRecord {
  readonly description: string;
  readonly quantity: string;
  /** Minor units; below zero for a discount. */
  readonly amountMinor: number;
}

export interface PaymentRecord {
  readonly externalId: string;
  readonly debtorExternalId: string;
  readonly receivedOn: CalendarDate;
  readonly currency: string;
  /** Minor units, above zero. */
  readonly amountMinor: number;
  /** The invoices it is for, in that order; none: oldest due first. */
  readonly invoiceExternalIds: readonly string[];
  readonly method?: string;
  readonly reference?: string;
}
