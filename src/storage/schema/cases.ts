import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Mirrors migrations/sqlite/0004_cases.sql with the columns of 0008, 0009 and 0011. */
export const paymentProofs = sqliteTable('payment_proofs', {
  id: integer().primaryKey(),
  receiptNumber: text('receipt_number').notNull(),
  creditorId: integer('creditor_id').notNull(),
  debtorId: integer('debtor_id').notNull(),
  conversationId: integer('conversation_id').notNull(),
  attachmentId: integer('attachment_id'),
  contentHash: text('content_hash').notNull(),
  reference: text(),
  currency: text().notNull(),
  amountMinor: integer('amount_minor'),
  paidOn: text('paid_on'),
  state: text({ enum: ['received', 'plausible', 'matched', 'posted', 'rejected'] })
    .notNull()
    .default('received'),
  paymentId: integer('payment_id'),
  decidedAt: integer('decided_at'),
  decisionNote: text('decision_note'),
  createdAt: integer('created_at').notNull(),
  decidedBy: integer('decided_by'),
  rejectReason: text('reject_reason'),
});

export const paymentProofInvoices = sqliteTable('payment_proof_invoices', {
  proofId: integer('proof_id').notNull(),
  invoiceId: integer('invoice_id').notNull(),
});

/** Mirrors migrations/sqlite/0012_proof_files.sql. */
export const paymentProofFiles = sqliteTable('payment_proof_files', {
  proofId: integer('proof_id').notNull(),
  position: integer().notNull(),
  attachmentId: integer('attachment_id').notNull(),
  contentHash: text('content_hash').notNull(),
});

export const disputes = sqliteTable('disputes', {
  id: integer().primaryKey(),
  caseNumber: text('case_number').notNull(),
  creditorId: integer('creditor_id').notNull(),
  debtorId: integer('debtor_id').notNull(),
  invoiceId: integer('invoice_id').notNull(),
  conversationId: integer('conversation_id'),
  reason: text().notNull(),
  currency: text().notNull(),
  disputedMinor: integer('disputed_minor').notNull(),
  lines: text(),
  note: text(),
  attachmentId: integer('attachment_id'),
  state: text({ enum: ['open', 'upheld', 'partly', 'rejected', 'withdrawn'] })
    .notNull()
    .default('open'),
  createdAt: integer('created_at').notNull(),
  decidedAt: integer('decided_at'),
  decidedBy: integer('decided_by'),
  creditMinor: integer('credit_minor'),
  decisionNote: text('decision_note'),
  resolveDueAt: integer('resolve_due_at'),
  breached: integer().notNull().default(0),
});

export const handoffs = sqliteTable('handoffs', {
  id: integer().primaryKey(),
  creditorId: integer('creditor_id').notNull(),
  conversationId: integer('conversation_id').notNull(),
  debtorId: integer('debtor_id'),
  reason: text().notNull(),
  summary: text().notNull(),
  context: text().notNull(),
  state: text({ enum: ['waiting', 'answered', 'closed'] })
    .notNull()
    .default('waiting'),
  createdAt: integer('created_at').notNull(),
  answeredAt: integer('answered_at'),
  closedAt: integer('closed_at'),
  collectorId: integer('collector_id'),
  claimedAt: integer('claimed_at'),
  locale: text().notNull().default('id'),
  currency: text(),
  amountMinor: integer('amount_minor').notNull().default(0),
  priority: real().notNull().default(0),
  priorityNextAt: integer('priority_next_at'),
  firstDueAt: integer('first_due_at'),
  nextDueAt: integer('next_due_at'),
  resolveDueAt: integer('resolve_due_at'),
  dueAt: integer('due_at'),
  breached: integer().notNull().default(0),
  breachAt: integer('breach_at'),
  firstAnswerMinutes: real('first_answer_minutes'),
  resolutionMinutes: real('resolution_minutes'),
  nextAnswersMet: integer('next_answers_met').notNull().default(0),
  lastDebtorAt: integer('last_debtor_at'),
  lastCollectorAt: integer('last_collector_at'),
  waitToldAt: integer('wait_told_at'),
  tooLongAt: integer('too_long_at'),
  expectedAt: integer('expected_at'),
  resolution: text(),
  nextStep: text('next_step'),
  phoneAnsweredAt: integer('phone_answered_at'),
});
