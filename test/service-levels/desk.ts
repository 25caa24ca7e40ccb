import { startClocks } from '../../src/service-levels/index.ts';
import type { Database, Tx } from '../../src/storage/database.ts';
import { addConversation, addCreditor, all, at, run } from '../support/debtor.ts';

/** Wednesday, in the middle of the day, no holiday near. */
export const NOW = at('2026-03-11');

let conversations = 0;

export interface NewHandoff {
  creditorId: number;
  reason?: string;
  now?: number;
  amountMinor?: number | null;
  currency?: string | null;
  /** As told to the debtor before the clocks start. */
  expectedAt?: number;
  locale?: string;
}

/** A handoff as the desk makes one: conversation in the queue, row, clocks. */
export async function addHandoff(tx: Tx, more: NewHandoff) {
  const { creditorId, reason = 'asked', now = NOW, amountMinor = null, currency = null } = more;
  const conversationId = addConversation(tx, creditorId, `clock-${++conversations}`);
  run(tx, `UPDATE conversations SET owner = 'queue' WHERE id = @conversationId`, { conversationId });
  const handoffId = run(
    tx,
    `INSERT INTO handoffs (creditor_id, conversation_id, reason, summary, context, created_at, expected_at, locale)
     VALUES (@creditorId, @conversationId, @reason, 'wants a person', '{}', @now, @expectedAt, @locale)`,
    {
      creditorId,
      conversationId,
      reason,
      now,
      expectedAt: more.expectedAt ?? null,
      locale: more.locale ?? 'id',
    },
  );
  await startClocks(tx, { handoffId, creditorId, reason, now, amountMinor, currency });
  return { handoffId, conversationId };
}

export interface Stored {
  first_due_at: number | null;
  next_due_at: number | null;
  resolve_due_at: number | null;
  due_at: number | null;
  breached: number;
  breach_at: number | null;
  priority: number;
  priority_next_at: number | null;
  expected_at: number | null;
  too_long_at: number | null;
  wait_told_at: number | null;
  answered_at: number | null;
  first_answer_minutes: number | null;
  resolution_minutes: number | null;
  next_answers_met: number;
  last_debtor_at: number | null;
  last_collector_at: number | null;
}

export function stored(tx: Tx, handoffId: number): Stored {
  return all<Stored>(tx, 'SELECT * FROM handoffs WHERE id = ?', handoffId)[0]!;
}

export interface Breach {
  handoff_id: number | null;
  dispute_id: number | null;
  what: string;
  due_at: number;
  noticed_at: number;
}

export const breaches = (tx: Tx) => all<Breach>(tx, 'SELECT * FROM service_level_breaches ORDER BY id');

/** Runs `job` in one transaction on a database with one creditor in Jakarta. */
export async function withCreditor<T>(
  database: Database,
  job: (tx: Tx, creditorId: number) => Promise<T>,
): Promise<T> {
  return database.write(async (tx) => job(tx, addCreditor(tx, `creditor-${++conversations}`)));
}
