import type { QueueItem } from '../../../../http/contract/console.ts';

export interface Row {
  item: QueueItem;
  /** No longer in the list as the server has it; stays until nobody is looking at it closely. */
  gone: boolean;
}

export interface Steady {
  rows: Row[];
  /** Conversations that have come and are not shown yet. */
  fresh: number;
}

/**
 * What the list shows while it changes underneath. Not `held`: exactly what the server says. Held (the
 * pointer or the focus is on the list, or it is scrolled): rows stay in their places with what is newest
 * in them, those that left stay as gone, those that came wait above, and those of a further page are put
 * at the end.
 */
export function steady(before: readonly Row[], pages: readonly QueueItem[], held: boolean): Steady {
  const items = [...new Map(pages.map((item) => [item.handoffId, item])).values()];
  if (!held || before.length === 0) return { rows: items.map((item) => ({ item, gone: false })), fresh: 0 };
  const newest = new Map(items.map((item) => [item.handoffId, item]));
  const rows = before.map(({ item }) => {
    const now = newest.get(item.handoffId);
    return now ? { item: now, gone: false } : { item, gone: true };
  });
  const known = new Set(before.map(({ item }) => item.handoffId));
  const lastKnown = items.findLastIndex(({ handoffId }) => known.has(handoffId));
  // With no known one left, nothing says where the others belong: they wait above.
  const after = lastKnown === -1 ? items.length : lastKnown + 1;
  const fresh = items.slice(0, after).filter(({ handoffId }) => !known.has(handoffId)).length;
  return { rows: [...rows, ...items.slice(after).map((item) => ({ item, gone: false }))], fresh };
}
