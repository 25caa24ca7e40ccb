import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Mirrors migrations/sqlite/0002_conversations.sql with the columns of 0008 and 0011. */
export const webchatSites = sqliteTable('webchat_sites', {
  siteKey: text('site_key').primaryKey(),
  creditorId: integer('creditor_id').notNull(),
  origins: text().notNull().default('["self"]'),
});

export const conversations = sqliteTable('conversations', {
  id: integer().primaryKey(),
  channel: text().notNull(),
  account: text().notNull(),
  externalId: text('external_id').notNull(),
  creditorId: integer('creditor_id').notNull(),
  senderId: text('sender_id').notNull(),
  locale: text().notNull(),
  owner: text({ enum: ['bot', 'queue', 'collector'] })
    .notNull()
    .default('bot'),
  version: integer().notNull().default(0),
  lastSeq: integer('last_seq').notNull().default(0),
  state: text(),
  optedOutAt: integer('opted_out_at'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  collectorId: integer('collector_id'),
  ownerVersion: integer('owner_version').notNull().default(0),
});

export const messages = sqliteTable('messages', {
  id: integer().primaryKey(),
  conversationId: integer('conversation_id').notNull(),
  seq: integer().notNull(),
  direction: text({ enum: ['in', 'out'] }).notNull(),
  author: text({ enum: ['debtor', 'bot', 'collector', 'system'] }).notNull(),
  externalId: text('external_id'),
  inReplyTo: integer('in_reply_to'),
  body: text().notNull(),
  at: integer().notNull(),
  withheldAt: integer('withheld_at'),
  deliveredAt: integer('delivered_at'),
  readAt: integer('read_at'),
  failedReason: text('failed_reason'),
  givenUpAt: integer('given_up_at'),
  withdrawnAt: integer('withdrawn_at'),
});

export const attachments = sqliteTable('attachments', {
  id: integer().primaryKey(),
  token: text().notNull(),
  conversationId: integer('conversation_id').notNull(),
  contentHash: text('content_hash').notNull(),
  mediaType: text('media_type').notNull(),
  fileName: text('file_name').notNull(),
  size: integer().notNull(),
  sealed: blob({ mode: 'buffer' }).notNull(),
  createdAt: integer('created_at').notNull(),
});

export const outbox = sqliteTable('outbox', {
  id: integer().primaryKey(),
  channel: text().notNull(),
  payload: text().notNull(),
  dedupeKey: text('dedupe_key'),
  state: text({ enum: ['pending', 'sending', 'sent', 'dead'] })
    .notNull()
    .default('pending'),
  attempts: integer().notNull().default(0),
  nextAttemptAt: integer('next_attempt_at').notNull(),
  leasedUntil: integer('leased_until'),
  expiresAt: integer('expires_at'),
  lastError: text('last_error'),
  createdAt: integer('created_at').notNull(),
  sentAt: integer('sent_at'),
});
