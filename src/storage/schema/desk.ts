import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Mirrors the new tables of migrations/sqlite/0008_handoff_desk.sql. */
export const ownershipChanges = sqliteTable('ownership_changes', {
  id: integer().primaryKey(),
  conversationId: integer('conversation_id').notNull(),
  version: integer().notNull(),
  owner: text({ enum: ['bot', 'queue', 'collector'] }).notNull(),
  collectorId: integer('collector_id'),
  actor: text({ enum: ['bot', 'debtor', 'collector', 'operator', 'system'] }).notNull(),
  actorId: integer('actor_id'),
  reason: text().notNull(),
  handoffId: integer('handoff_id'),
  at: integer().notNull(),
});

export const serviceLevelBreaches = sqliteTable('service_level_breaches', {
  id: integer().primaryKey(),
  handoffId: integer('handoff_id'),
  disputeId: integer('dispute_id'),
  what: text({ enum: ['first_answer', 'next_answer', 'resolution'] }).notNull(),
  dueAt: integer('due_at').notNull(),
  noticedAt: integer('noticed_at').notNull(),
});

export const handoffRatings = sqliteTable('handoff_ratings', {
  handoffId: integer('handoff_id').primaryKey(),
  score: integer().notNull(),
  at: integer().notNull(),
});

export const callBacks = sqliteTable('call_backs', {
  id: integer().primaryKey(),
  handoffId: integer('handoff_id').notNull(),
  creditorId: integer('creditor_id').notNull(),
  conversationId: integer('conversation_id').notNull(),
  debtorId: integer('debtor_id'),
  how: text({ enum: ['call', 'email'] }).notNull(),
  fromAt: integer('from_at'),
  toAt: integer('to_at'),
  contactId: integer('contact_id'),
  typedAddress: text('typed_address'),
  state: text({ enum: ['open', 'done', 'cancelled'] })
    .notNull()
    .default('open'),
  collectorId: integer('collector_id'),
  doneAt: integer('done_at'),
  createdAt: integer('created_at').notNull(),
});

export const notes = sqliteTable('notes', {
  id: integer().primaryKey(),
  conversationId: integer('conversation_id'),
  debtorId: integer('debtor_id'),
  disputeId: integer('dispute_id'),
  collectorId: integer('collector_id').notNull(),
  body: text().notNull(),
  at: integer().notNull(),
});

export const handoffListeners = sqliteTable('handoff_listeners', {
  id: integer().primaryKey(),
  creditorId: integer('creditor_id').notNull(),
  url: text().notNull(),
  secretSealed: blob('secret_sealed', { mode: 'buffer' }).notNull(),
  createdAt: integer('created_at').notNull(),
});
