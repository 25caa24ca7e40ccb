import { assertSignedIn, mayCreditor, type SignedInCollector } from '../collectors/index.ts';
import { policyOf } from '../service-levels/index.ts';
import { LOCALES } from '../shared/locale.ts';
import { type Money, money } from '../shared/money.ts';
import type { ReadTx } from '../storage/database.ts';
import { selectOpen } from './handoff-repository.ts';
import {
  parametersOf,
  type QueueFilter,
  type QueuePosition,
  type QueueView,
  scopeOf,
} from './queue-filter.ts';
import { type Counts, selectClosedPage, selectCounts, selectOpenPage } from './queue-pages-repository.ts';
import { messagePreview } from './queue-preview.ts';
import {
  type CreditorRow,
  type QueueRow,
  selectCreditors,
  selectOpenReasons,
  selectPeople,
  selectRows,
} from './queue-rows-repository.ts';

/** A line of the queue; the contract's QueueItem, the amount not yet in words. */
export interface QueueEntry {
  handoffId: number;
  conversationId: number;
  state: 'waiting' | 'claimed' | 'answered' | 'closed';
  reason: string;
  summary: string;
  creditor: { id: number; name: string };
  debtor: { id: number; number: string; name: string } | null;
  channel: string;
  locale: string;
  amount: Money | null;
  priority: number;
  createdAt: number;
  last: { author: 'debtor' | 'bot' | 'collector' | 'system'; text: string; at: number } | null;
  collector: { id: number; name: string } | null;
  dueAt: number | null;
  dueFor: 'first_answer' | 'next_answer' | 'resolution' | null;
  breached: boolean;
  callBack: { how: 'call' | 'email'; fromAt: number | null; toAt: number | null } | null;
  closedAt: number | null;
}

export interface QueuePageOf {
  entries: QueueEntry[];
  /** Where the next page begins; undefined on the last one. */
  next?: QueuePosition;
}

export const QUEUE_PAGE_SIZE = 50;

/**
 * One page of handoffs this collector may see: late ones first, then by priority; closed ones newest
 * first. `after` is the `next` of the page before. Rows that change their place meanwhile may be met twice
 * or on the next look; nothing that stays where it is gets lost.
 */
export async function queuePage(
  tx: ReadTx,
  collector: SignedInCollector,
  view: QueueView,
  filter: QueueFilter = {},
  after?: QueuePosition,
): Promise<QueuePageOf> {
  assertSignedIn(collector);
  const parameters = { ...parametersOf(collector, filter), collectorId: collector.collectorId };
  const limit = QUEUE_PAGE_SIZE + 1;
  const found: { id: number; at: QueuePosition }[] =
    view === 'closed'
      ? selectClosedPage(tx, parameters, closedAfter(after), limit).map(({ id, closedAt }) => ({
          id,
          at: [closedAt, id],
        }))
      : selectOpenPage(tx, view, parameters, openAfter(after), limit).map(({ id, breached, priority }) => ({
          id,
          at: [breached, priority, id],
        }));
  const shown = found.slice(0, QUEUE_PAGE_SIZE);
  const entries = selectRows(
    tx,
    shown.map((one) => one.id),
  ).map(entryOf);
  return { entries, ...(found.length === limit && { next: shown.at(-1)!.at }) };
}

/** One handoff as the queue shows it now; undefined when there is none that this collector may see. */
export async function queueEntry(
  tx: ReadTx,
  collector: SignedInCollector,
  handoffId: number,
): Promise<QueueEntry | undefined> {
  const [row] = selectRows(tx, [handoffId]);
  return row && mayCreditor(collector, row.creditorId) ? entryOf(row) : undefined;
}

/** The handoff of this conversation that is not closed yet. */
export async function openHandoffOf(tx: ReadTx, conversationId: number): Promise<number | undefined> {
  return (await selectOpen(tx, conversationId))?.id;
}

/** How much there is for this collector; counting stops at 1,000 of each. */
export async function queueCounts(tx: ReadTx, collector: SignedInCollector): Promise<Counts> {
  assertSignedIn(collector);
  return selectCounts(tx, scopeOf(collector), collector.collectorId);
}

export interface QueueChoices {
  creditors: CreditorRow[];
  reasons: string[];
  locales: string[];
  collectors: { id: number; name: string }[];
}

/** What there is to filter by; reasons are those the policy names and those open now. */
export async function queueChoices(tx: ReadTx, collector: SignedInCollector): Promise<QueueChoices> {
  assertSignedIn(collector);
  const scope = scopeOf(collector);
  return {
    creditors: selectCreditors(tx, scope),
    reasons: [...new Set([...policyOf(tx).reasons, ...selectOpenReasons(tx, scope)])].sort(),
    locales: [...LOCALES].sort(),
    collectors: selectPeople(tx, scope),
  };
}

function openAfter(after: QueuePosition | undefined): readonly [number, number, number] {
  return after?.length === 3 ? after : [1, Number.MAX_VALUE, 0];
}

function closedAfter(after: QueuePosition | undefined): readonly [number, number] {
  return after?.length === 2 ? after : [Number.MAX_SAFE_INTEGER, 0];
}

function entryOf(row: QueueRow): QueueEntry {
  const { debtorId, collectorId, currency } = row;
  return {
    handoffId: row.id,
    conversationId: row.conversationId,
    state: row.state === 'waiting' && collectorId !== null ? 'claimed' : row.state,
    reason: row.reason,
    summary: row.summary,
    creditor: { id: row.creditorId, name: row.creditorName },
    debtor: debtorId === null ? null : { id: debtorId, number: row.debtorNumber!, name: row.debtorName! },
    channel: row.channel,
    locale: row.locale,
    amount: currency === null ? null : money(row.amountMinor, currency),
    priority: row.priority,
    createdAt: row.createdAt,
    last:
      row.lastBody === null
        ? null
        : { author: row.lastAuthor!, text: messagePreview(row.lastBody), at: row.lastAt! },
    collector: collectorId === null ? null : { id: collectorId, name: row.collectorName! },
    dueAt: row.dueAt,
    dueFor: dueFor(row),
    breached: row.breached === 1,
    callBack:
      row.callBackHow === null
        ? null
        : { how: row.callBackHow, fromAt: row.callBackFrom, toAt: row.callBackTo },
    closedAt: row.closedAt,
  };
}

function dueFor({ dueAt, answeredAt, firstDueAt, nextDueAt }: QueueRow): QueueEntry['dueFor'] {
  if (dueAt === null) return null;
  if (answeredAt === null && dueAt === firstDueAt) return 'first_answer';
  return dueAt === nextDueAt ? 'next_answer' : 'resolution';
}
