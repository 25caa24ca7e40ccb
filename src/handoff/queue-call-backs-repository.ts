import type { ReadTx, Tx } from '../storage/database.ts';
import { sqlStatement } from '../storage/database.ts';

export interface CallBackRow {
  id: number;
  handoffId: number;
  conversationId: number;
  creditorId: number;
  creditorName: string;
  timeZone: string;
  debtorId: number | null;
  debtorNumber: string | null;
  debtorName: string | null;
  how: 'call' | 'email';
  fromAt: number | null;
  toAt: number | null;
  contactId: number | null;
  address: string | null;
  state: 'open' | 'done' | 'cancelled';
  createdAt: number;
  /** What the list is ordered by. */
  at: number;
}

interface Where {
  scope: string | null;
  at: number;
  id: number;
  limit: number;
}

const list = (at: string, from: string, order: string) =>
  sqlStatement<Where, CallBackRow>(`
    SELECT b.id, b.handoff_id handoffId, b.conversation_id conversationId, b.creditor_id creditorId,
      cr.name creditorName, cr.time_zone timeZone, b.debtor_id debtorId, d.external_id debtorNumber, d.name debtorName,
      b.how, b.from_at fromAt, b.to_at toAt, b.contact_id contactId, coalesce(k.address, b.typed_address) address,
      b.state, b.created_at createdAt, ${at} at
    FROM ${from}
    JOIN creditors cr ON cr.id = b.creditor_id
    LEFT JOIN debtors d ON d.id = b.debtor_id
    LEFT JOIN contacts k ON k.id = b.contact_id
    ${order}`);

const SCOPE = 'AND (@scope IS NULL OR b.creditor_id IN (SELECT value FROM json_each(@scope)))';
const OPEN_AT = 'coalesce(b.from_at, b.created_at)';
const MADE_AT = 'coalesce(b.done_at, b.created_at)';

const open = list(
  OPEN_AT,
  'call_backs b INDEXED BY call_backs_open',
  `WHERE b.state = 'open' AND ${OPEN_AT} >= @at AND (${OPEN_AT} > @at OR b.id > @id) ${SCOPE}
   ORDER BY ${OPEN_AT}, b.id LIMIT @limit`,
);
const made = list(
  MADE_AT,
  'call_backs b INDEXED BY call_backs_made',
  `WHERE b.state <> 'open' AND ${MADE_AT} <= @at AND (${MADE_AT} < @at OR b.id < @id) ${SCOPE}
   ORDER BY ${MADE_AT} DESC, b.id DESC LIMIT @limit`,
);
const one = list(
  OPEN_AT,
  'call_backs b',
  'WHERE b.id = @id AND @at = @at AND @limit = @limit AND (@scope IS NULL)',
);

export function selectOpenCallBacks(tx: ReadTx, where: Where): CallBackRow[] {
  return open(tx).all(where);
}

export function selectMadeCallBacks(tx: ReadTx, where: Where): CallBackRow[] {
  return made(tx).all(where);
}

export function selectCallBack(tx: ReadTx, id: number): CallBackRow | undefined {
  return one(tx).get({ scope: null, at: 0, id, limit: 1 });
}

const settle = sqlStatement<{ id: number; state: 'done' | 'cancelled'; collectorId: number; now: number }>(`
  UPDATE call_backs SET state = @state, collector_id = @collectorId, done_at = @now WHERE id = @id AND state = 'open'`);

/** False when it was not open any more. */
export function settleCallBack(
  tx: Tx,
  change: { id: number; state: 'done' | 'cancelled'; collectorId: number; now: number },
): boolean {
  return settle(tx).run(change).changes > 0;
}
