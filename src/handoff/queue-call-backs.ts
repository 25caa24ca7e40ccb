import { assertSignedIn, mayCreditor, recordAudit, type SignedInCollector } from '../collectors/index.ts';
import type { ReadTx, Tx } from '../storage/database.ts';
import {
  type CallBackRow,
  selectCallBack,
  selectMadeCallBacks,
  selectOpenCallBacks,
  settleCallBack,
} from './queue-call-backs-repository.ts';
import { scopeOf } from './queue-filter.ts';

/** What was promised to a debtor; the contract's CallBackItem. */
export interface CallBackEntry {
  id: number;
  handoffId: number;
  conversationId: number;
  creditor: { id: number; name: string; timeZone: string };
  debtor: { id: number; number: string; name: string } | null;
  how: 'call' | 'email';
  fromAt: number | null;
  toAt: number | null;
  address: string | null;
  /** False for an address that an unproven visitor typed. */
  proven: boolean;
  state: 'open' | 'done' | 'cancelled';
  createdAt: number;
}

export interface CallBackPage {
  entries: CallBackEntry[];
  /** Where the next page begins; undefined on the last one. */
  next?: readonly [number, number];
}

const PAGE_SIZE = 50;

/** Call-backs and e-mails promised: `open` those to come, in order of their time; `done` those settled, newest first. */
export async function callBackPage(
  tx: ReadTx,
  collector: SignedInCollector,
  state: 'open' | 'done',
  after?: readonly [number, number],
): Promise<CallBackPage> {
  assertSignedIn(collector);
  const scope = scopeOf(collector);
  const limit = PAGE_SIZE + 1;
  const [at, id] = after ?? (state === 'open' ? [0, 0] : [Number.MAX_SAFE_INTEGER, 0]);
  const rows =
    state === 'open'
      ? selectOpenCallBacks(tx, { scope, at, id, limit })
      : selectMadeCallBacks(tx, { scope, at, id, limit });
  const shown = rows.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  return { entries: shown.map(entryOf), ...(rows.length === limit && last && { next: [last.at, last.id] }) };
}

export type CallBackSettled =
  | { ok: true; entry: CallBackEntry }
  | { ok: false; reason: 'not_found' }
  /** Somebody has settled it already. */
  | { ok: false; reason: 'closed' };

/** The debtor was called or written to (`done`), or that is not to happen (`cancelled`). */
export async function endCallBack(
  tx: Tx,
  collector: SignedInCollector,
  id: number,
  state: 'done' | 'cancelled',
  now: number,
): Promise<CallBackSettled> {
  const row = selectCallBack(tx, id);
  if (!row || !mayCreditor(collector, row.creditorId)) return { ok: false, reason: 'not_found' };
  if (!settleCallBack(tx, { id, state, collectorId: collector.collectorId, now })) {
    return { ok: false, reason: 'closed' };
  }
  const { creditorId, debtorId, conversationId } = row;
  const what = state === 'done' ? 'call_back_done' : 'call_back_cancelled';
  await recordAudit(tx, { at: now, collector, what, creditorId, debtorId, conversationId, detail: `#${id}` });
  tx.announce({ kind: 'call_back', id, creditorId });
  return { ok: true, entry: entryOf({ ...row, state }) };
}

function entryOf(row: CallBackRow): CallBackEntry {
  const { id, handoffId, conversationId, how, fromAt, toAt, address, state, createdAt, debtorId } = row;
  return {
    id,
    handoffId,
    conversationId,
    creditor: { id: row.creditorId, name: row.creditorName, timeZone: row.timeZone },
    debtor: debtorId === null ? null : { id: debtorId, number: row.debtorNumber!, name: row.debtorName! },
    how,
    fromAt,
    toAt,
    address,
    proven: row.contactId !== null,
    state,
    createdAt,
  };
}
