import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Mirrors migrations/sqlite/0001_ledger.sql; test/storage/schema.test.ts holds the two together. */
export const creditors = sqliteTable('creditors', {
  id: integer().primaryKey(),
  slug: text().notNull(),
  name: text().notNull(),
  locale: text().notNull().default('id'),
  timeZone: text('time_zone').notNull().default('Asia/Jakarta'),
  currency: text().notNull().default('IDR'),
  country: text().notNull().default('ID'),
  handoffEmail: text('handoff_email'),
  demo: integer({ mode: 'boolean' }).notNull().default(false),
  createdAt: integer('created_at').notNull(),
});

export const creditorBankAccounts = sqliteTable('creditor_bank_accounts', {
  id: integer().primaryKey(),
  creditorId: integer('creditor_id').notNull(),
  bank: text().notNull(),
  accountNumber: text('account_number').notNull(),
  holder: text().notNull(),
  currency: text().notNull(),
});

export const debtors = sqliteTable('debtors', {
  id: integer().primaryKey(),
  creditorId: integer('creditor_id').notNull(),
  externalId: text('external_id').notNull(),
  externalKey: text('external_key').notNull(),
  name: text().notNull(),
  salutation: text({ enum: ['bapak', 'ibu'] }),
  locale: text(),
  timeZone: text('time_zone'),
  createdAt: integer('created_at').notNull(),
});

export const virtualAccounts = sqliteTable('virtual_accounts', {
  id: integer().primaryKey(),
  debtorId: integer('debtor_id').notNull(),
  bank: text().notNull(),
  accountNumber: text('account_number').notNull(),
  currency: text().notNull(),
});

export const contacts = sqliteTable('contacts', {
  id: integer().primaryKey(),
  creditorId: integer('creditor_id').notNull(),
  channel: text({ enum: ['email', 'whatsapp', 'sms'] }).notNull(),
  address: text().notNull(),
  name: text(),
  verifiedAt: integer('verified_at'),
  flaggedAt: integer('flagged_at'),
  flagReason: text('flag_reason'),
  createdAt: integer('created_at').notNull(),
});

export const debtorContacts = sqliteTable('debtor_contacts', {
  debtorId: integer('debtor_id').notNull(),
  contactId: integer('contact_id').notNull(),
  role: text({ enum: ['owner', 'billing', 'finance', 'other'] })
    .notNull()
    .default('billing'),
});

export const contracts = sqliteTable('contracts', {
  id: integer().primaryKey(),
  creditorId: integer('creditor_id').notNull(),
  debtorId: integer('debtor_id').notNull(),
  externalId: text('external_id').notNull(),
  externalKey: text('external_key').notNull(),
  description: text(),
});

export const invoices = sqliteTable('invoices', {
  id: integer().primaryKey(),
  creditorId: integer('creditor_id').notNull(),
  debtorId: integer('debtor_id').notNull(),
  contractId: integer('contract_id'),
  externalId: text('external_id').notNull(),
  externalKey: text('external_key').notNull(),
  issueDate: text('issue_date').notNull(),
  dueDate: text('due_date').notNull(),
  currency: text().notNull(),
  amountMinor: integer('amount_minor').notNull(),
  allocatedMinor: integer('allocated_minor').notNull().default(0),
  description: text(),
  voidedAt: integer('voided_at'),
  createdAt: integer('created_at').notNull(),
});

export const invoiceLines = sqliteTable('invoice_lines', {
  id: integer().primaryKey(),
  invoiceId: integer('invoice_id').notNull(),
  position: integer().notNull(),
  description: text().notNull(),
  quantity: text().notNull().default('1'),
  amountMinor: integer('amount_minor').notNull(),
});

export const payments = sqliteTable('payments', {
  id: integer().primaryKey(),
  creditorId: integer('creditor_id').notNull(),
  debtorId: integer('debtor_id').notNull(),
  externalId: text('external_id').notNull(),
  receivedOn: text('received_on').notNull(),
  currency: text().notNull(),
  amountMinor: integer('amount_minor').notNull(),
  allocatedMinor: integer('allocated_minor').notNull().default(0),
  method: text(),
  reference: text(),
  createdAt: integer('created_at').notNull(),
  kind: text({ enum: ['money', 'credit_note'] })
    .notNull()
    .default('money'),
});

export const allocations = sqliteTable('allocations', {
  id: integer().primaryKey(),
  paymentId: integer('payment_id').notNull(),
  invoiceId: integer('invoice_id').notNull(),
  amountMinor: integer('amount_minor').notNull(),
});
