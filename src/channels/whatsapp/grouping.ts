import type { InboxEntry } from './store.ts';

/** A message in the inbox; `seenAt` in ms of a clock that only runs forward. */
export interface Item {
  entry: InboxEntry;
  seenAt: number;
}

/** What is done in one go: one turn, or one thing that happened to an earlier message. */
export type Unit =
  | { kind: 'message'; items: Item[]; edits: Item[]; flood: boolean }
  | { kind: 'owner' | 'edit' | 'delete'; item: Item }
  /** Taken back before its turn came. */
  | { kind: 'drop'; items: Item[] };

export type Next = { unit: Unit } | { waitMs: number } | undefined;

export interface GroupingRules {
  albumMs: number;
  graceMs: number;
  together: number;
  /** They write faster than they can be answered: everything that waits is one message. */
  flood: boolean;
}

/** An album whose pieces are still uploaded by a slow phone is waited for this many silences. */
const PATIENCE = 10;

/** What of a sender's waiting messages comes next, or how long to wait for what belongs to it. */
export function nextUnit(items: readonly Item[], now: number, rules: GroupingRules): Next {
  // Someone of the firm has answered: nothing that waits may be answered over it.
  const owner = items.find(({ entry }) => entry.arrived.author === 'owner');
  if (owner) return { unit: { kind: 'owner', item: owner } };
  const { left, edits, gone } = settle(items);
  if (gone.length > 0) return { unit: { kind: 'drop', items: gone } };
  const [head] = left;
  if (!head) return undefined;
  const { kind } = head.entry.arrived;
  if (kind === 'edit' || kind === 'delete') return { unit: { kind, item: head } };
  const waitMs = head.seenAt + rules.graceMs - now;
  if (kind === 'undecryptable' && waitMs > 0) return { waitMs };
  const group = rules.flood ? everything(left, rules) : isFile(head) ? files(left, now, rules) : [head];
  if ('waitMs' in group) return group;
  const ids = new Set(group.map(({ entry }) => entry.arrived.id));
  return {
    unit: {
      kind: 'message',
      items: group,
      edits: edits.filter(({ entry }) => ids.has(entry.arrived.target ?? '')),
      flood: rules.flood && group.length > 1,
    },
  };
}

/** Edits and deletions of messages that still wait belong to those messages. */
function settle(items: readonly Item[]): { left: Item[]; edits: Item[]; gone: Item[] } {
  const waiting = new Map<string, Item>();
  const left: Item[] = [];
  const edits: Item[] = [];
  const gone = new Set<Item>();
  for (const item of items) {
    const { kind, target, id } = item.entry.arrived;
    const meant = target === undefined ? undefined : waiting.get(target);
    if (kind === 'edit' && meant) edits.push(item);
    else if (kind === 'delete' && meant) {
      for (const one of [meant, item]) gone.add(one);
      for (const edit of edits) if (edit.entry.arrived.target === target) gone.add(edit);
    } else {
      left.push(item);
      if (kind !== 'edit' && kind !== 'delete') waiting.set(id, item);
    }
  }
  return {
    left: left.filter((item) => !gone.has(item)),
    edits: edits.filter((item) => !gone.has(item)),
    gone: [...gone],
  };
}

function everything(left: readonly Item[], { together }: GroupingRules): Item[] {
  const end = left.findIndex(({ entry }) => ['edit', 'delete'].includes(entry.arrived.kind));
  return left.slice(0, Math.min(end < 0 ? left.length : end, together));
}

function files(left: readonly Item[], now: number, rules: GroupingRules): Item[] | { waitMs: number } {
  const [head, ...rest] = left as [Item, ...Item[]];
  const group = [head];
  let interrupted = false;
  for (const item of rest) {
    if (group.length >= rules.together) break;
    const last = group.at(-1)!;
    if (sameAlbum(item, group) || (!interrupted && isFile(item) && soonAfter(item, last, rules.albumMs)))
      group.push(item);
    else interrupted = true;
  }
  const announced = Math.max(0, ...group.map(({ entry }) => entry.arrived.album?.pieces ?? 0));
  const have = group.filter((item) => !isHeader(item)).length;
  if (announced > 0 ? have >= announced : interrupted || group.length >= rules.together) return group;
  const patience = announced > 0 ? rules.albumMs * PATIENCE : rules.albumMs;
  const waitMs = group.at(-1)!.seenAt + patience - now;
  return waitMs > 0 ? { waitMs } : group;
}

/** Says how many pieces an album has, and nothing else. */
export function isHeader({ entry: { arrived } }: Item): boolean {
  return arrived.media === undefined && arrived.album !== undefined && arrived.album.id === arrived.id;
}

function isFile(item: Item): boolean {
  const { media, album } = item.entry.arrived;
  return album !== undefined || media?.kind === 'image' || media?.kind === 'document';
}

function sameAlbum(item: Item, group: readonly Item[]): boolean {
  const { album } = item.entry.arrived;
  return album !== undefined && group.some((one) => one.entry.arrived.album?.id === album.id);
}

function soonAfter(item: Item, before: Item, ms: number): boolean {
  const apart = Math.abs(item.entry.arrived.at - before.entry.arrived.at);
  return apart <= ms || item.seenAt - before.seenAt <= ms;
}
