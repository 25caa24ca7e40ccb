import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { LiveEvent, QueuePage } from '../../../http/contract/console.ts';
import { keys } from '../api/keys.ts';
import { type Later, later } from './later.ts';

type Handoff = Extract<LiveEvent, { type: 'handoff' }>;

const queues: Later = later(300);

/**
 * A handoff changed: where a list shows it, it is shown as it is now; lists, counts and the conversation
 * are asked for again, several changes in a row once. A message alone changes neither who waits nor their
 * order: asking again for each would be what fifty pages do all day.
 */
export function applyHandoff(cache: QueryClient, event: Handoff): void {
  cache.setQueriesData<InfiniteData<QueuePage>>({ queryKey: keys.queues }, (data) => {
    if (!data?.pages?.some(({ items }) => items.some((item) => item.handoffId === event.handoffId)))
      return data;
    return { ...data, pages: data.pages.map((page) => ({ ...page, items: replaced(page, event) })) };
  });
  void cache.invalidateQueries({ queryKey: keys.conversation(event.conversationId) });
  if (event.change === 'message') return;
  queues(() => {
    void cache.invalidateQueries({ queryKey: keys.queues });
    void cache.invalidateQueries({ queryKey: keys.counts });
  });
}

function replaced(page: QueuePage, { handoffId, item }: Handoff) {
  return page.items.flatMap((known) => (known.handoffId === handoffId ? (item ? [item] : []) : [known]));
}
