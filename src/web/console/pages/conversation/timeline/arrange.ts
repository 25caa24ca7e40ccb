import type { TimelineItem } from '../../../../../http/contract/console.ts';

export type Entry =
  | { kind: 'day'; id: string; at: number; day: string }
  | { kind: 'channel'; id: string; channel: string; conversationId: number }
  | { kind: 'item'; id: string; item: TimelineItem; leads: boolean };

/** Words of one person closer together than this stand under one name. */
const TOGETHER_MS = 5 * 60_000;

/** `YYYY-MM-DD` of an instant on the clock of `timeZone`. */
export function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
}

/**
 * The timeline as it is read: a mark where a day begins and where the channel changes, and `leads` on
 * the first of several messages of one author. `items` oldest first.
 */
export function arrange(items: readonly TimelineItem[], timeZone: string): Entry[] {
  const entries: Entry[] = [];
  let day = '';
  let conversationId: number | undefined;
  let previous: TimelineItem | undefined;
  for (const item of items) {
    const today = dayOf(item.at, timeZone);
    if (today !== day) {
      day = today;
      entries.push({ kind: 'day', id: `day:${today}:${item.id}`, at: item.at, day });
      previous = undefined;
    }
    if (item.kind === 'message' && item.conversationId !== conversationId) {
      conversationId = item.conversationId;
      entries.push({ kind: 'channel', id: `channel:${item.id}`, channel: item.channel, conversationId });
      previous = undefined;
    }
    entries.push({ kind: 'item', id: item.id, item, leads: !previous || !together(previous, item) });
    previous = item;
  }
  return entries;
}

function together(before: TimelineItem, item: TimelineItem): boolean {
  if (item.at - before.at > TOGETHER_MS) return false;
  if (before.kind === 'note' || item.kind === 'note') return false;
  return before.author === item.author && before.name === item.name && before.onPhone === item.onPhone;
}
