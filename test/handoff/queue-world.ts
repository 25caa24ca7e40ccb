import type { Tx } from '../../src/storage/database.ts';
import { addConversation, addCreditor, addDebtor, all, at, run } from '../support/debtor.ts';

export const NOW = at('2026-03-11');

let made = 0;

export interface Listed {
  creditorId: number;
  debtorId?: number | null;
  collectorId?: number | null;
  state?: 'waiting' | 'answered' | 'closed';
  reason?: string;
  locale?: string;
  createdAt?: number;
  closedAt?: number;
  priority?: number;
  breached?: 0 | 1;
  amountMinor?: number;
  currency?: string | null;
}

/** A handoff exactly so, its conversation without messages; the clocks play no part. */
export function listed(tx: Tx, more: Listed): { handoffId: number; conversationId: number } {
  const conversationId = addConversation(tx, more.creditorId, `listed-${++made}`);
  const handoffId = run(
    tx,
    `INSERT INTO handoffs (creditor_id, conversation_id, debtor_id, collector_id, state, reason, locale, summary, context,
       created_at, closed_at, priority, breached, amount_minor, currency)
     VALUES (@creditorId, @conversationId, @debtorId, @collectorId, @state, @reason, @locale, 'Two sentences.', '{}',
       @createdAt, @closedAt, @priority, @breached, @amountMinor, @currency)`,
    {
      debtorId: null,
      collectorId: null,
      state: 'waiting',
      reason: 'asked',
      locale: 'id',
      createdAt: NOW,
      closedAt: more.state === 'closed' ? NOW : null,
      priority: 1,
      breached: 0,
      amountMinor: 0,
      currency: null,
      ...more,
      conversationId,
    },
  );
  return { handoffId, conversationId };
}

/** Appends a message to a transcript as a turn would. */
export function say(
  tx: Tx,
  conversationId: number,
  author: string,
  body: object,
  more: { withheld?: boolean } = {},
) {
  const [row] = all<{ seq: number }>(
    tx,
    'UPDATE conversations SET last_seq = last_seq + 1 WHERE id = ? RETURNING last_seq seq',
    conversationId,
  );
  run(
    tx,
    `INSERT INTO messages (conversation_id, seq, direction, author, body, at, withheld_at)
     VALUES (@conversationId, @seq, @direction, @author, @body, @at, @withheldAt)`,
    {
      conversationId,
      seq: row!.seq,
      direction: author === 'debtor' ? 'in' : 'out',
      author,
      body: JSON.stringify({ locale: 'id', ...body }),
      at: NOW + row!.seq,
      withheldAt: more.withheld ? NOW : null,
    },
  );
}

/** Two creditors, a debtor of the first. */
export function twoCreditors(tx: Tx) {
  const mine = addCreditor(tx, 'mine');
  const other = addCreditor(tx, 'other');
  return { mine, other, debtorId: addDebtor(tx, mine) };
}
