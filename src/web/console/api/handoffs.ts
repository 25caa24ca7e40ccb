import { type InfiniteData, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type {
  ConversationView,
  HandoffAnswer,
  Person,
  QueueCounts,
  QueueFilters,
  QueueItem,
  QueuePage,
} from '../../../http/contract/console.ts';
import { get, post } from './client.ts';
import { keys } from './keys.ts';
import { useOptimistic } from './optimistic.ts';
import type { QueueFilter } from './queue-filter.ts';
import { useSession } from './session.ts';

/** One list of the queue, page by page. */
export function useQueue(filter: QueueFilter) {
  return useInfiniteQuery({
    queryKey: keys.queue(filter),
    queryFn: ({ pageParam, signal }) =>
      get<QueuePage>('/queue', { ...filter, cursor: pageParam ?? null }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** What there is to filter by, and to whom a conversation can be given. */
export function useQueueFilters() {
  return useQuery({
    queryKey: keys.filters,
    queryFn: ({ signal }) => get<QueueFilters>('/queue/filters', {}, signal),
    staleTime: 5 * 60_000,
  });
}

/** The handoff that is acted on, and the conversation it belongs to. */
export interface Target {
  handoffId: number;
  conversationId: number;
}

const touches = ({ conversationId }: Target) => [keys.queues, keys.counts, keys.conversation(conversationId)];

/** Takes a handoff; shown at once, given back with the name of who was faster when somebody was. */
export function useClaim() {
  const { collector } = useSession();
  const me = { id: collector.id, name: collector.name };
  return useOptimistic<Target, HandoffAnswer>({
    mutationFn: ({ handoffId }) => post(`/handoffs/${handoffId}/claim`),
    touches,
    change: (cache, target) => {
      hold(cache, target, me);
      count(cache, (counts) => ({ ...counts, mine: counts.mine + 1, unassigned: counts.unassigned - 1 }));
    },
  });
}

/** Puts it back for whoever comes next. */
export function useRelease() {
  return useOptimistic<Target, HandoffAnswer>({
    mutationFn: ({ handoffId }) => post(`/handoffs/${handoffId}/release`),
    touches,
    change: (cache, target) => hold(cache, target, null),
  });
}

/** Gives it to somebody (needs `supervise`). */
export function useAssign() {
  return useOptimistic<Target & { to: Person }, HandoffAnswer>({
    mutationFn: ({ handoffId, to }) => post(`/handoffs/${handoffId}/assign`, { collectorId: to.id }),
    touches,
    change: (cache, target) => hold(cache, target, target.to),
  });
}

/** Back to the bot, solved for nobody. */
export function useReturnToBot() {
  return useOptimistic<Target, HandoffAnswer>({
    mutationFn: ({ handoffId }) => post(`/handoffs/${handoffId}/return`),
    touches,
    change: (cache, target) => end(cache, target, 'returned'),
  });
}

/** Ends it; the debtor is told, and the bot answers again. */
export function useResolve() {
  return useOptimistic<Target & { resolution?: string; note?: string }, HandoffAnswer>({
    mutationFn: ({ handoffId, resolution, note }) =>
      post(`/handoffs/${handoffId}/resolve`, { resolution, note }),
    touches,
    change: (cache, target) => end(cache, target, target.resolution ?? 'resolved'),
  });
}

function hold(cache: QueryClient, { handoffId, conversationId }: Target, by: Person | null): void {
  const state = by ? 'claimed' : 'waiting';
  patchItem(cache, handoffId, (item) => ({ ...item, collector: by, state }));
  patchConversation(cache, conversationId, (view) => ({
    ...view,
    owner: { ...view.owner, kind: by ? 'collector' : 'queue', collector: by },
    handoff: view.handoff && { ...view.handoff, collector: by, state },
  }));
}

function end(cache: QueryClient, { handoffId, conversationId }: Target, resolution: string): void {
  const closedAt = Date.now();
  patchItem(cache, handoffId, (item) => ({ ...item, state: 'closed', closedAt }));
  patchConversation(cache, conversationId, (view) => ({
    ...view,
    owner: { ...view.owner, kind: 'bot', collector: null },
    handoff: view.handoff && { ...view.handoff, state: 'closed', closedAt, resolution },
  }));
}

function patchItem(cache: QueryClient, handoffId: number, change: (item: QueueItem) => QueueItem): void {
  cache.setQueriesData<InfiniteData<QueuePage>>(
    { queryKey: keys.queues },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => (item.handoffId === handoffId ? change(item) : item)),
        })),
      },
  );
}

function patchConversation(
  cache: QueryClient,
  id: number,
  change: (view: ConversationView) => ConversationView,
): void {
  cache.setQueryData<ConversationView>(keys.conversation(id), (view) => view && change(view));
}

function count(cache: QueryClient, change: (counts: QueueCounts) => QueueCounts): void {
  cache.setQueryData<QueueCounts>(keys.counts, (counts) => counts && change(counts));
}
