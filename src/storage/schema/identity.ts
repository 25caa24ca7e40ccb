import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Mirrors migrations/sqlite/0003_identity.sql and 0005_identity_limits.sql. */
export const challenges = sqliteTable('challenges', {
  id: integer().primaryKey(),
  conversationId: integer('conversation_id').notNull(),
  debtorId: integer('debtor_id'),
  contactId: integer('contact_id'),
  subjectHash: text('subject_hash').notNull(),
  askerHash: text('asker_hash').notNull(),
  nonce: text().notNull(),
  codeHash: text('code_hash').notNull(),
  tries: integer().notNull().default(0),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  closedAt: integer('closed_at'),
  outcome: text({ enum: ['verified', 'replaced', 'exhausted', 'expired'] }),
  originHash: text('origin_hash'),
});

export const verifications = sqliteTable('verifications', {
  id: integer().primaryKey(),
  conversationId: integer('conversation_id').notNull(),
  debtorId: integer('debtor_id').notNull(),
  contactId: integer('contact_id').notNull(),
  challengeId: integer('challenge_id').notNull(),
  verifiedAt: integer('verified_at').notNull(),
  lastUsedAt: integer('last_used_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  endedAt: integer('ended_at'),
});

export const knownSenders = sqliteTable('known_senders', {
  channel: text().notNull(),
  account: text().notNull(),
  senderId: text('sender_id').notNull(),
  debtorId: integer('debtor_id').notNull(),
  contactId: integer('contact_id').notNull(),
  firstVerifiedAt: integer('first_verified_at').notNull(),
});

export const disclosures = sqliteTable('disclosures', {
  id: integer().primaryKey(),
  at: integer().notNull(),
  debtorId: integer('debtor_id').notNull(),
  conversationId: integer('conversation_id').notNull(),
  verificationId: integer('verification_id').notNull(),
  what: text().notNull(),
  detail: text(),
});
