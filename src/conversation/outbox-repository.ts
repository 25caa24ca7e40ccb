import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';
import { OUTBOX } from './outbox-policy.ts';

export interface OutboxRow {
  id: number;
  channel: string;
  payload: string;
  attempts: number;
  expires_at: number | null;
  created_at: number;
  /** Of the try before. */
  last_error: string | null;
}

/*
 * A row is due when its time has come, whether it waits or its sender has not reported back within the
 * lease (its time is then the lease's end). A row for a conversation (or a finished reply to an address)
 * waits for the earlier ones, so that nobody reads the second sentence before the first.
 */
const thread = (row: string) => `COALESCE(json_extract(${row}.payload, '$.to.conversationId'),
  CASE WHEN json_extract(${row}.payload, '$.body') IS NOT NULL
    THEN ${row}.channel || ' ' || json_extract(${row}.payload, '$.to.address') END)`;
const due = sqlStatement<{ now: number; limit: number; full: string }, OutboxRow>(
  `SELECT o.id, o.channel, o.payload, o.attempts, o.expires_at, o.created_at, o.last_error FROM outbox o
   WHERE o.state IN ('pending', 'sending') AND o.next_attempt_at <= @now
     AND o.channel NOT IN (SELECT value FROM json_each(@full))
     AND NOT EXISTS (
       SELECT 1 FROM outbox e
       WHERE e.state IN ('pending', 'sending') AND e.id < o.id
         AND ${thread('e')} = ${thread('o')})
   ORDER BY o.next_attempt_at, o.id LIMIT @limit`,
);
const lease = sqlStatement<{ id: number; until: number }>(
  `UPDATE outbox SET state = 'sending', attempts = attempts + 1, leased_until = @until, next_attempt_at = @until
   WHERE id = @id`,
);

export interface ClaimedRow extends OutboxRow {
  /** Names this claim: a sender that comes back after its lease changes nothing any more. */
  leasedUntil: number;
}

/**
 * Takes some due rows for the caller, under a lease: none of the channels that are `full`, of others as many
 * as there is `room` for. `attempts` already counts this try.
 */
export function claimDue(
  tx: Tx,
  now: number,
  { full, room }: { full: readonly string[]; room(channel: string): number },
): ClaimedRow[] {
  const taken = new Map<string, number>();
  const claimed: ClaimedRow[] = [];
  for (const row of due(tx).all({ now, limit: OUTBOX.concurrency, full: JSON.stringify(full) })) {
    const count = (taken.get(row.channel) ?? 0) + 1;
    if (count > room(row.channel)) continue;
    taken.set(row.channel, count);
    const until = now + OUTBOX.leaseMs;
    lease(tx).run({ id: row.id, until });
    claimed.push({ ...row, attempts: row.attempts + 1, leasedUntil: until });
  }
  return claimed;
}

/** Why a bot's row is dead whose conversation a collector has taken: nothing is wrong with it. */
export const TAKEN_OVER = 'taken_over';

const settle = sqlStatement<{
  id: number;
  leasedUntil: number;
  state: string;
  next: number;
  sentAt: number | null;
  error: string | null;
  untried: 0 | 1;
}>(
  `UPDATE outbox SET state = @state, leased_until = NULL, next_attempt_at = @next, sent_at = @sentAt,
     last_error = @error, attempts = attempts - @untried
   WHERE id = @id AND state = 'sending' AND leased_until = @leasedUntil`,
);

export type Settled =
  | { state: 'sent'; at: number }
  /** `untried`: the attempt that was counted when the row was taken was none. */
  | { state: 'pending'; next: number; error: string; untried?: true }
  | { state: 'dead'; at: number; error: string };

/** Stores how a try ended; false when the lease had passed to somebody else. */
export function settleRow(tx: Tx, row: { id: number; leasedUntil: number }, how: Settled): boolean {
  return (
    settle(tx).run({
      id: row.id,
      leasedUntil: row.leasedUntil,
      state: how.state,
      next: how.state === 'pending' ? how.next : how.at,
      sentAt: how.state === 'sent' ? how.at : null,
      error: how.state === 'sent' ? null : how.error,
      untried: how.state === 'pending' && how.untried ? 1 : 0,
    }).changes === 1
  );
}

const forget = sqlStatement<{ before: number; limit: number }>(
  `DELETE FROM outbox WHERE id IN (
     SELECT id FROM outbox WHERE state = 'sent' AND sent_at < @before LIMIT @limit)`,
);
const forgetExpired = sqlStatement<{ before: number; limit: number }>(
  `DELETE FROM outbox WHERE id IN (
     SELECT id FROM outbox WHERE state = 'dead'
       AND (expires_at < @before OR (last_error = '${TAKEN_OVER}' AND next_attempt_at < @before)) LIMIT @limit)`,
);
/** Deletes rows sent, or given up with their time over, before `before`; `limit` of each. Returns how many. */
export function forgetRows(tx: Tx, before: number, limit: number): number {
  return forget(tx).run({ before, limit }).changes + forgetExpired(tx).run({ before, limit }).changes;
}

const nextDue = sqlStatement<[string], { at: number | null }>(
  `SELECT MIN(next_attempt_at) AS at FROM outbox
   WHERE state IN ('pending', 'sending') AND channel NOT IN (SELECT value FROM json_each(?))`,
);
/** When the next row of any but these channels is due, epoch ms; undefined when nothing waits. */
export const nextDueAt = (tx: ReadTx, full: readonly string[]): number | undefined =>
  nextDue(tx).get(JSON.stringify(full))?.at ?? undefined;

const waiting = sqlStatement<[], { pending: number; sending: number; oldest: number | null }>(
  `SELECT COALESCE(SUM(state = 'pending'), 0) AS pending, COALESCE(SUM(state = 'sending'), 0) AS sending,
     MIN(created_at) AS oldest
   FROM outbox WHERE state IN ('pending', 'sending')`,
);
const dead = sqlStatement<[], { dead: number }>(
  `SELECT COUNT(*) AS dead FROM outbox WHERE state = 'dead' AND last_error IS NOT '${TAKEN_OVER}'`,
);

export interface OutboxCounts {
  pending: number;
  sending: number;
  dead: number;
  /** Epoch ms at which the longest waiting row was written. */
  oldestAt: number | undefined;
}

/** For metrics: reads the small partial indexes, never the rows already sent. */
export function countOutbox(tx: ReadTx): OutboxCounts {
  const row = waiting(tx).get();
  return {
    pending: row?.pending ?? 0,
    sending: row?.sending ?? 0,
    dead: dead(tx).get()?.dead ?? 0,
    oldestAt: row?.oldest ?? undefined,
  };
}
