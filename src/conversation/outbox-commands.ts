import { maskContact } from '../shared/mask.ts';
import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';

/** A row of the outbox as an operator sees it: whom (masked) and what about, never the words. */
export interface OutboxLine {
  id: number;
  channel: string;
  state: 'pending' | 'sending' | 'sent' | 'dead';
  /** A masked address, or `conversation 12`. */
  to: string;
  /** Text keys of the message, such as `otp.code`; `(words)` for a collector's own. */
  about: string[];
  attempts: number;
  error: string | undefined;
  /** Epoch ms. */
  createdAt: number;
  nextAttemptAt: number;
  expiresAt: number | undefined;
  sentAt: number | undefined;
}

interface Row {
  id: number;
  channel: string;
  state: OutboxLine['state'];
  payload: string;
  attempts: number;
  last_error: string | null;
  created_at: number;
  next_attempt_at: number;
  expires_at: number | null;
  sent_at: number | null;
}

const COLUMNS =
  'id, channel, state, payload, attempts, last_error, created_at, next_attempt_at, expires_at, sent_at';
const byState = sqlStatement<[string, number], Row>(
  `SELECT ${COLUMNS} FROM outbox WHERE state = ? ORDER BY id DESC LIMIT ?`,
);
const unsent = sqlStatement<[number], Row>(
  `SELECT ${COLUMNS} FROM outbox WHERE state IN ('pending', 'sending', 'dead') ORDER BY id DESC LIMIT ?`,
);
const byId = sqlStatement<[number], Row>(`SELECT ${COLUMNS} FROM outbox WHERE id = ?`);

/** Newest first; without `state` everything not yet sent. */
export function listOutbox(
  tx: ReadTx,
  { state, limit = 50 }: { state?: OutboxLine['state']; limit?: number } = {},
): OutboxLine[] {
  return (state ? byState(tx).all(state, limit) : unsent(tx).all(limit)).map(line);
}

export function showOutbox(tx: ReadTx, id: number): OutboxLine | undefined {
  const row = byId(tx).get(id);
  return row && line(row);
}

const revive = sqlStatement<{ id: number; now: number }>(
  `UPDATE outbox SET state = 'pending', attempts = 0, next_attempt_at = @now, leased_until = NULL
   WHERE id = @id AND state = 'dead'`,
);
const reviveAll = sqlStatement<{ now: number }>(
  `UPDATE outbox SET state = 'pending', attempts = 0, next_attempt_at = @now, leased_until = NULL
   WHERE state = 'dead' AND (expires_at IS NULL OR expires_at > @now)`,
);

export type Requeued =
  | { ok: true }
  /** `expired`: its time is over (a code), sending it would help nobody. */
  | { ok: false; reason: 'not_found' | 'not_dead' | 'expired' };

/** Puts a dead row back with all its tries; `now` in epoch ms. */
export function requeueOutbox(tx: Tx, id: number, now: number): Requeued {
  const row = byId(tx).get(id);
  if (!row) return { ok: false, reason: 'not_found' };
  if (row.state !== 'dead') return { ok: false, reason: 'not_dead' };
  if (row.expires_at !== null && row.expires_at <= now) return { ok: false, reason: 'expired' };
  revive(tx).run({ id, now });
  return { ok: true };
}

/** Puts every dead row back whose time is not over; returns how many. */
export function requeueAllDead(tx: Tx, now: number): number {
  return reviveAll(tx).run({ now }).changes;
}

function line(row: Row): OutboxLine {
  const payload = JSON.parse(row.payload) as {
    to?: { address?: string; conversationId?: number };
    lines?: { key?: string }[];
  };
  const { address, conversationId } = payload.to ?? {};
  return {
    id: row.id,
    channel: row.channel,
    state: row.state,
    to: address === undefined ? `conversation ${conversationId ?? '?'}` : maskContact(address),
    about: (payload.lines ?? []).map((one) => one.key ?? '(words)'),
    attempts: row.attempts,
    error: row.last_error ?? undefined,
    createdAt: row.created_at,
    nextAttemptAt: row.next_attempt_at,
    expiresAt: row.expires_at ?? undefined,
    sentAt: row.sent_at ?? undefined,
  };
}
