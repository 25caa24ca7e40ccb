import type { ReadTx, Tx } from '../storage/database.ts';
import { sqlStatement } from '../storage/database.ts';

/*
 * Looked at every few seconds: each search names its index, because a planner without statistics might scan
 * everything that is open instead.
 */

/** Rows of one transaction: few enough that no turn waits noticeably behind it. */
export const CHUNK = 100;

type Ids = (tx: ReadTx, now: number) => number[];

function ids(sql: string): Ids {
  const select = sqlStatement<[number], { id: number }>(`${sql} LIMIT ${CHUNK}`);
  return (tx, now) =>
    select(tx)
      .all(now)
      .map((row) => row.id);
}

/** Handoffs one of whose running clocks has passed unrecorded. */
export const selectLate = ids(
  'SELECT id FROM handoffs INDEXED BY handoffs_due WHERE breach_at IS NOT NULL AND breach_at < ? ORDER BY breach_at',
);

/** Handoffs that wait unclaimed for longer than they should. */
export const selectTooLong = ids(
  `SELECT id FROM handoffs INDEXED BY handoffs_too_long
     WHERE state = 'waiting' AND collector_id IS NULL AND too_long_at IS NOT NULL AND too_long_at < ? ORDER BY too_long_at`,
);

/** Open handoffs without clocks: made by a version that had none. */
const unclocked = sqlStatement<[], { id: number }>(
  `SELECT id FROM handoffs INDEXED BY handoffs_rank WHERE state <> 'closed' AND priority_next_at IS NULL LIMIT ${CHUNK}`,
);

export function selectUnclocked(tx: ReadTx): number[] {
  return unclocked(tx)
    .all()
    .map((row) => row.id);
}

export interface RankRow {
  id: number;
  reason: string;
  createdAt: number;
  currency: string | null;
  amountMinor: number;
}

const ranks = sqlStatement<[number], RankRow>(`
  SELECT id, reason, created_at createdAt, currency, amount_minor amountMinor FROM handoffs INDEXED BY handoffs_rank
  WHERE state <> 'closed' AND priority_next_at <= ? ORDER BY priority_next_at LIMIT ${CHUNK}`);

/** Open handoffs whose priority is another one by now. */
export function selectOutdated(tx: ReadTx, now: number): RankRow[] {
  return ranks(tx).all(now);
}

export interface LateDispute {
  id: number;
  creditorId: number;
  dueAt: number;
}

const lateDisputes = sqlStatement<[number], LateDispute>(`
  SELECT id, creditor_id creditorId, resolve_due_at dueAt FROM disputes INDEXED BY disputes_due
  WHERE state = 'open' AND breached = 0 AND resolve_due_at < ? ORDER BY resolve_due_at LIMIT ${CHUNK}`);

export function selectLateDisputes(tx: ReadTx, now: number): LateDispute[] {
  return lateDisputes(tx).all(now);
}

const disputeLate = sqlStatement<[number]>('UPDATE disputes SET breached = 1 WHERE id = ?');

export async function markDisputeLate(tx: Tx, id: number): Promise<void> {
  disputeLate(tx).run(id);
}

export interface Waiting {
  channel: string;
  locale: string;
  /** Wants no messages, or has been promised a call-back or an e-mail already. */
  leave: 0 | 1;
}

const waiting = sqlStatement<[number], Waiting>(`
  SELECT c.channel, c.locale, c.opted_out_at IS NOT NULL OR c.owner <> 'queue'
    OR EXISTS (SELECT 1 FROM call_backs b WHERE b.handoff_id = h.id AND b.state = 'open') leave
  FROM handoffs h JOIN conversations c ON c.id = h.conversation_id WHERE h.id = ?`);

export async function selectWaiting(tx: ReadTx, handoffId: number): Promise<Waiting> {
  return waiting(tx).get(handoffId)!;
}

const told = sqlStatement<[number, number]>(
  'UPDATE handoffs SET wait_told_at = ?, too_long_at = NULL WHERE id = ? AND wait_told_at IS NULL',
);

export async function markWaitTold(tx: Tx, handoffId: number, now: number): Promise<boolean> {
  return told(tx).run(now, handoffId).changes > 0;
}
