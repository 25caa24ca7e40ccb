import type { ReadTx, Tx } from '../storage/database.ts';
import { sqlStatement } from '../storage/database.ts';

export type BreachOf = 'first_answer' | 'next_answer' | 'resolution';

/** What the clocks of a handoff stand on, with its creditor. */
export interface ClockRow {
  id: number;
  conversationId: number;
  creditorId: number;
  collectorId: number | null;
  state: 'waiting' | 'answered' | 'closed';
  reason: string;
  createdAt: number;
  currency: string | null;
  amountMinor: number;
  answeredAt: number | null;
  firstDueAt: number | null;
  nextDueAt: number | null;
  resolveDueAt: number | null;
  breachAt: number | null;
  breached: number;
  expectedAt: number | null;
  tooLongAt: number | null;
  waitToldAt: number | null;
  slug: string;
  timeZone: string;
  country: string;
}

const COLUMNS = `
  h.id, h.conversation_id conversationId, h.creditor_id creditorId, h.collector_id collectorId, h.state, h.reason,
  h.created_at createdAt, h.currency, h.amount_minor amountMinor, h.answered_at answeredAt, h.first_due_at firstDueAt,
  h.next_due_at nextDueAt, h.resolve_due_at resolveDueAt, h.breach_at breachAt, h.breached, h.expected_at expectedAt,
  h.too_long_at tooLongAt, h.wait_told_at waitToldAt, c.slug, c.time_zone timeZone, c.country
  FROM handoffs h JOIN creditors c ON c.id = h.creditor_id`;

const byId = sqlStatement<[number], ClockRow>(`SELECT ${COLUMNS} WHERE h.id = ?`);

export async function selectClocks(tx: ReadTx, handoffId: number): Promise<ClockRow | undefined> {
  return byId(tx).get(handoffId);
}

const creditorById = sqlStatement<[number], { slug: string; timeZone: string; country: string }>(
  'SELECT slug, time_zone timeZone, country FROM creditors WHERE id = ?',
);

/** Throws for a creditor that does not exist: a bug in the caller. */
export async function selectCreditor(tx: ReadTx, creditorId: number) {
  const row = creditorById(tx).get(creditorId);
  if (!row) throw new Error(`service-levels: there is no creditor ${creditorId}`);
  return row;
}

export interface ClockChange {
  id: number;
  answeredAt: number | null;
  firstDueAt: number | null;
  nextDueAt: number | null;
  resolveDueAt: number | null;
  dueAt: number | null;
  breachAt: number | null;
  breached: 0 | 1;
}

const write = sqlStatement<ClockChange>(`
  UPDATE handoffs SET answered_at = @answeredAt, first_due_at = @firstDueAt, next_due_at = @nextDueAt,
    resolve_due_at = @resolveDueAt, due_at = @dueAt, breach_at = @breachAt, breached = @breached WHERE id = @id`);

export async function updateClocks(tx: Tx, change: ClockChange): Promise<void> {
  write(tx).run(change);
}

const stake = sqlStatement<{
  id: number;
  currency: string | null;
  amountMinor: number;
  priority: number;
  nextAt: number | null;
}>(`
  UPDATE handoffs SET currency = @currency, amount_minor = @amountMinor, priority = @priority,
    priority_next_at = @nextAt WHERE id = @id`);

export async function updateStake(
  tx: Tx,
  change: { id: number; currency: string | null; amountMinor: number; priority: number; nextAt: number },
): Promise<void> {
  stake(tx).run(change);
}

const rank = sqlStatement<[number, number, number]>(
  'UPDATE handoffs SET priority = ?, priority_next_at = ? WHERE id = ?',
);

export async function updateRank(tx: Tx, id: number, priority: number, nextAt: number): Promise<void> {
  rank(tx).run(priority, nextAt, id);
}

const promise = sqlStatement<[number | null, number | null, number]>(
  'UPDATE handoffs SET expected_at = ?, too_long_at = ? WHERE id = ?',
);

export async function updatePromise(
  tx: Tx,
  id: number,
  expectedAt: number | null,
  tooLongAt: number | null,
): Promise<void> {
  promise(tx).run(expectedAt, tooLongAt, id);
}

const debtorAt = sqlStatement<[number, number]>('UPDATE handoffs SET last_debtor_at = ? WHERE id = ?');
const collectorAt = sqlStatement<{ id: number; at: number; minutes: number; met: number }>(`
  UPDATE handoffs SET last_collector_at = @at, next_answers_met = next_answers_met + @met,
    first_answer_minutes = coalesce(first_answer_minutes, @minutes), too_long_at = NULL WHERE id = @id`);
const closedAt = sqlStatement<{ id: number; minutes: number }>(`
  UPDATE handoffs SET resolution_minutes = @minutes, priority_next_at = NULL, too_long_at = NULL WHERE id = @id`);

export async function recordDebtorWrote(tx: Tx, id: number, at: number): Promise<void> {
  debtorAt(tx).run(at, id);
}

/** `minutes` to the first answer, kept once; `met`: 1 for a next answer in time. */
export async function recordAnswer(
  tx: Tx,
  answer: { id: number; at: number; minutes: number; met: 0 | 1 },
): Promise<void> {
  collectorAt(tx).run(answer);
}

export async function recordClosed(tx: Tx, id: number, minutes: number): Promise<void> {
  closedAt(tx).run({ id, minutes });
}

const breach = sqlStatement<[number | null, number | null, BreachOf, number, number]>(`
  INSERT INTO service_level_breaches (handoff_id, dispute_id, what, due_at, noticed_at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT DO NOTHING`);

/** True when it is new: the same clock passing the same time is recorded once. */
export async function insertBreach(
  tx: Tx,
  of: { handoffId: number } | { disputeId: number },
  what: BreachOf,
  dueAt: number,
  now: number,
): Promise<boolean> {
  const handoffId = 'handoffId' in of ? of.handoffId : null;
  const disputeId = 'disputeId' in of ? of.disputeId : null;
  return breach(tx).run(handoffId, disputeId, what, dueAt, now).changes > 0;
}

const anyBreach = sqlStatement<[number], { any: 0 | 1 }>(
  'SELECT EXISTS (SELECT 1 FROM service_level_breaches WHERE handoff_id = ?) any',
);

export async function wasBreached(tx: ReadTx, handoffId: number): Promise<0 | 1> {
  return anyBreach(tx).get(handoffId)!.any;
}
