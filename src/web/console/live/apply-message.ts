import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import type { ConsoleMessage, ConsoleNote, LiveEvent, MessagesPage } from '../../../http/contract/console.ts';
import { keys } from '../api/keys.ts';

type Cached = InfiniteData<MessagesPage>;

/** Id of a message shown before the server has it; `key` is the NewMessage's. */
export const pendingId = (key: string) => `pending:${key}`;

/**
 * Puts a message at the end of every timeline it belongs to: its own conversation's, and those that
 * already show messages of that conversation (the same debtor on another channel).
 */
export function applyMessage(cache: QueryClient, message: ConsoleMessage, key?: string): void {
  const gone = key ? pendingId(key) : undefined;
  for (const [queryKey, data] of cache.getQueriesData<Cached>({ queryKey: keys.everyMessage })) {
    const own = queryKey[1] === message.conversationId;
    if (data && (own || shows(data, message.conversationId))) {
      cache.setQueryData<Cached>(queryKey, withItem(data, message, gone));
    }
    askAgain(cache, queryKey);
  }
}

export function applyNote(cache: QueryClient, conversationId: number, note: ConsoleNote): void {
  const queryKey = keys.messages(conversationId);
  cache.setQueryData<Cached>(queryKey, (data) => data && withItem(data, note));
}

/** The newest page with `item` in its place in time; one with the same id or `gone` is replaced. */
export function withItem(data: Cached, item: ConsoleMessage | ConsoleNote, gone?: string): Cached {
  const [newest, ...older] = data.pages;
  if (!newest) return data;
  if (older.some((page) => page.items.some(({ id }) => id === item.id))) return replaced(data, item);
  const items = newest.items.filter(({ id }) => id !== item.id && id !== gone);
  const before = items.findLastIndex(({ at }) => at <= item.at);
  items.splice(before + 1, 0, item);
  return { ...data, pages: [{ ...newest, items }, ...older] };
}

/** An item further up that has changed (a message was deleted, or not sent): as it is now, in its place. */
function replaced(data: Cached, item: ConsoleMessage | ConsoleNote): Cached {
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.map((known) => (known.id === item.id ? item : known)),
  }));
  return { ...data, pages };
}

/** What became of a message, wherever it is shown. */
export function applyDelivery(
  cache: QueryClient,
  { id, delivery }: Extract<LiveEvent, { type: 'delivery' }>,
): void {
  for (const [queryKey, data] of cache.getQueriesData<Cached>({ queryKey: keys.everyMessage })) {
    const known = data?.pages.flatMap((page) => page.items).find((item) => item.id === id);
    if (data && known?.kind === 'message')
      cache.setQueryData<Cached>(queryKey, replaced(data, { ...known, delivery }));
    askAgain(cache, queryKey);
  }
}

/**
 * An answer under way may be older than what was just told, and would put it back: asked for anew, at once
 * where there is something to show meanwhile, else as soon as it is here.
 */
function askAgain(cache: QueryClient, queryKey: QueryKey): void {
  const query = cache.getQueryCache().find({ queryKey, exact: true });
  if (query?.state.fetchStatus !== 'fetching') return;
  const again = () => void cache.invalidateQueries({ queryKey, exact: true });
  if (query.state.data === undefined) query.promise?.then(again, () => {});
  else again();
}

function shows(data: Cached, conversationId: number): boolean {
  return data.pages.some(({ items }) =>
    items.some((item) => item.kind === 'message' && item.conversationId === conversationId),
  );
}
