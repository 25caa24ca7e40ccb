import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Mirrors migrations/sqlite/0011_whatsapp.sql. */
export const whatsappAccounts = sqliteTable('whatsapp_accounts', {
  id: integer().primaryKey(),
  creditorId: integer('creditor_id').notNull(),
  phone: text().notNull(),
  transport: text({ enum: ['baileys', 'cloud'] }).notNull(),
  reminders: integer({ mode: 'boolean' }).notNull().default(false),
  ownerEmail: text('owner_email'),
  phoneNumberId: text('phone_number_id'),
  businessAccountId: text('business_account_id'),
  sealedSecrets: blob('sealed_secrets', { mode: 'buffer' }),
  createdAt: integer('created_at').notNull(),
  removedAt: integer('removed_at'),
});

export const whatsappTemplates = sqliteTable('whatsapp_templates', {
  accountId: integer('account_id').notNull(),
  purpose: text({ enum: ['reopen', 'code', 'reminder'] }).notNull(),
  locale: text().notNull(),
  name: text().notNull(),
  language: text().notNull(),
});

export const whatsappSenders = sqliteTable('whatsapp_senders', {
  id: integer().primaryKey(),
  accountId: integer('account_id').notNull(),
  phone: text(),
  lid: text(),
  businessScopedId: text('business_scoped_id'),
  lastInboundAt: integer('last_inbound_at'),
  createdAt: integer('created_at').notNull(),
});

export const whatsappLids = sqliteTable('whatsapp_lids', {
  accountId: integer('account_id').notNull(),
  phone: text().notNull(),
  lid: text(),
  resolvedAt: integer('resolved_at').notNull(),
});
