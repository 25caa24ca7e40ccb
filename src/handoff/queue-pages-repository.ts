import type { ReadTx } from '../storage/database.ts';
import { sqlStatement } from '../storage/database.ts';
import type { FilterParameters, QueueView } from './queue-filter.ts';

/** Everything here is answered from one index of migration 0008, whatever the filter; what costs most comes last. */
const FILTER = `
  AND (@creditorId IS NULL OR creditor_id = @creditorId)
  AND (@reason IS NULL OR reason = @reason)
  AND (@locale IS NULL OR locale = @locale)
  AND (@createdBefore IS NULL OR created_at <= @createdBefore)
  AND (@currency IS NULL OR (currency = @currency AND amount_minor >= @minAmount))
  AND (@scope IS NULL OR creditor_id IN (SELECT value FROM json_each(@scope)))`;

type Open = FilterParameters & {
  collectorId: number;
  breached: number;
  priority: number;
  id: number;
  limit: number;
};

/** A page begins inside the index: a list that is left at its hundredth page costs what the first one cost. */
const open = (index: string, view: string) =>
  sqlStatement<Open, { id: number; priority: number }>(`
    SELECT id, priority FROM handoffs INDEXED BY ${index}
    WHERE state <> 'closed' AND ${view} AND breached = @breached AND priority <= @priority
      AND (priority < @priority OR id > @id) ${FILTER}
    ORDER BY priority DESC, id LIMIT @limit`);

const pages = {
  mine: open('handoffs_mine', 'collector_id = @collectorId'),
  unassigned: open('handoffs_unassigned', 'collector_id IS NULL'),
  all: open('handoffs_queue', 'TRUE'),
};

/** Ids of open handoffs after (breached, priority, id), first the late ones, then by priority. */
export function selectOpenPage(
  tx: ReadTx,
  view: Exclude<QueueView, 'closed'>,
  parameters: FilterParameters & { collectorId: number },
  [breached, priority, id]: readonly [number, number, number],
  limit: number,
): { id: number; breached: number; priority: number }[] {
  const found = pages[view](tx)
    .all({ ...parameters, breached, priority, id, limit })
    .map((row) => ({ ...row, breached }));
  if (breached === 0 || found.length === limit) return found;
  const rest = pages[view](tx).all({
    ...parameters,
    breached: 0,
    priority: Number.MAX_VALUE,
    id: 0,
    limit: limit - found.length,
  });
  return [...found, ...rest.map((row) => ({ ...row, breached: 0 }))];
}

const closed = sqlStatement<
  FilterParameters & { closedAt: number; id: number; limit: number },
  { id: number; closedAt: number }
>(`
  SELECT id, closed_at closedAt FROM handoffs INDEXED BY handoffs_closed
  WHERE state = 'closed' AND closed_at <= @closedAt AND (closed_at < @closedAt OR id < @id) ${FILTER}
  ORDER BY closed_at DESC, id DESC LIMIT @limit`);

/** Ids of closed handoffs that were closed before (time, id), newest first. */
export function selectClosedPage(
  tx: ReadTx,
  parameters: FilterParameters,
  [closedAt, id]: readonly [number, number],
  limit: number,
): { id: number; closedAt: number }[] {
  return closed(tx).all({ ...parameters, closedAt, id, limit });
}

/** Nobody reads a number beyond it; counting stops there. */
export const MOST_COUNTED = 1000;

const count = (from: string) =>
  sqlStatement<{ scope: string | null; collectorId: number }, { count: number }>(`
    SELECT count(*) count FROM (SELECT 1 FROM ${from}
      AND (@scope IS NULL OR creditor_id IN (SELECT value FROM json_each(@scope)))
      AND @collectorId IS NOT NULL LIMIT ${MOST_COUNTED})`);

const counts = {
  mine: count(`handoffs INDEXED BY handoffs_mine WHERE state <> 'closed' AND collector_id = @collectorId`),
  unassigned: count(
    `handoffs INDEXED BY handoffs_unassigned WHERE state <> 'closed' AND collector_id IS NULL`,
  ),
  all: count(`handoffs INDEXED BY handoffs_queue WHERE state <> 'closed'`),
  breached: count(`handoffs INDEXED BY handoffs_queue WHERE state <> 'closed' AND breached = 1`),
  proofs: count(`payment_proofs WHERE state IN ('received', 'plausible', 'matched')`),
  disputes: count(`disputes WHERE state = 'open'`),
  callBacks: count(`call_backs WHERE state = 'open'`),
};

export type Counts = Record<keyof typeof counts, number>;

/** Up to MOST_COUNTED of each. */
export function selectCounts(tx: ReadTx, scope: string | null, collectorId: number): Counts {
  const entries = Object.entries(counts).map(([name, of]) => [
    name,
    of(tx).get({ scope, collectorId })!.count,
  ]);
  return Object.fromEntries(entries) as Counts;
}
