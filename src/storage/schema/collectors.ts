import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Mirrors migrations/sqlite/0007_collectors.sql. */
export const teams = sqliteTable('teams', {
  id: integer().primaryKey(),
  name: text().notNull(),
  createdAt: integer('created_at').notNull(),
});

export const teamCreditors = sqliteTable('team_creditors', {
  teamId: integer('team_id').notNull(),
  creditorId: integer('creditor_id').notNull(),
});

export const collectors = sqliteTable('collectors', {
  id: integer().primaryKey(),
  email: text().notNull(),
  name: text().notNull(),
  firstName: text('first_name').notNull(),
  role: text({ enum: ['collector', 'supervisor', 'admin', 'auditor'] }).notNull(),
  teamId: integer('team_id'),
  locale: text({ enum: ['id', 'en'] })
    .notNull()
    .default('id'),
  passwordHash: text('password_hash').notNull(),
  mustChangePassword: integer('must_change_password').notNull().default(1),
  totpSealed: blob('totp_sealed', { mode: 'buffer' }),
  totpConfirmedAt: integer('totp_confirmed_at'),
  totpLastStep: integer('totp_last_step'),
  failures: integer().notNull().default(0),
  lockedUntil: integer('locked_until'),
  preferences: text().notNull().default('{}'),
  disabledAt: integer('disabled_at'),
  createdAt: integer('created_at').notNull(),
});

export const collectorCreditors = sqliteTable('collector_creditors', {
  collectorId: integer('collector_id').notNull(),
  creditorId: integer('creditor_id').notNull(),
});

export const collectorRecoveryCodes = sqliteTable('collector_recovery_codes', {
  collectorId: integer('collector_id').notNull(),
  codeHash: text('code_hash').notNull(),
  usedAt: integer('used_at'),
});

export const collectorSessions = sqliteTable('collector_sessions', {
  id: integer().primaryKey(),
  tokenHash: text('token_hash').notNull(),
  collectorId: integer('collector_id').notNull(),
  stage: text({ enum: ['password', 'full'] }).notNull(),
  createdAt: integer('created_at').notNull(),
  lastUsedAt: integer('last_used_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  endedAt: integer('ended_at'),
  device: text(),
});

export const signInFailures = sqliteTable('sign_in_failures', {
  subjectHash: text('subject_hash').primaryKey(),
  failures: integer().notNull(),
  lastAt: integer('last_at').notNull(),
  lockedUntil: integer('locked_until'),
});

export const collectorAudit = sqliteTable('collector_audit', {
  id: integer().primaryKey(),
  at: integer().notNull(),
  collectorId: integer('collector_id'),
  what: text().notNull(),
  creditorId: integer('creditor_id'),
  debtorId: integer('debtor_id'),
  conversationId: integer('conversation_id'),
  detail: text(),
});

export const cannedReplies = sqliteTable('canned_replies', {
  id: integer().primaryKey(),
  creditorId: integer('creditor_id'),
  locale: text().notNull(),
  shortcut: text().notNull(),
  title: text().notNull(),
  body: text().notNull(),
  updatedBy: integer('updated_by'),
  updatedAt: integer('updated_at').notNull(),
});

export const collectorPresence = sqliteTable('collector_presence', {
  collectorId: integer('collector_id').primaryKey(),
  onlineUntil: integer('online_until').notNull(),
  away: integer().notNull().default(0),
});
