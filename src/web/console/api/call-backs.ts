import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import type { CallBackItem, Page, QueueCounts } from '../../../http/contract/console.ts';
import { get, post } from './client.ts';
import { keys } from './keys.ts';
import { useOptimistic } from './optimistic.ts';

/** Promised call-backs: open ones soonest first, settled ones newest first. */
export function useCallBacks(state: 'open' | 'done') {
  return useInfiniteQuery({
    queryKey: keys.callBacks({ state }),
    queryFn: ({ pageParam, signal }) =>
      get<Page<CallBackItem>>('/call-backs', { state, cursor: pageParam ?? null }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** Done or cancelled: leaves the list of open ones at once. */
export function useEndCallBack() {
  return useOptimistic<{ id: number; how: 'done' | 'cancel' }, CallBackItem>({
    mutationFn: ({ id, how }) => post(`/call-backs/${id}/${how}`),
    touches: () => [keys.everyCallBack, keys.counts],
    change: (cache, { id }) => {
      cache.setQueryData<InfiniteData<Page<CallBackItem>>>(
        keys.callBacks({ state: 'open' }),
        (data) =>
          data && {
            ...data,
            pages: data.pages.map((page) => ({ ...page, items: page.items.filter((one) => one.id !== id) })),
          },
      );
      cache.setQueryData<QueueCounts>(
        keys.counts,
        (counts) => counts && { ...counts, callBacks: Math.max(0, counts.callBacks - 1) },
      );
    },
  });
}
