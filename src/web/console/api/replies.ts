import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CannedReply, CannedReplyInput } from '../../../http/contract/console.ts';
import { get, patch, post, remove } from './client.ts';
import { keys } from './keys.ts';
import { useOptimistic } from './optimistic.ts';

/** Canned replies; without a filter all that this collector may use. */
export function useReplies(filter: { creditor?: number; locale?: string } = {}) {
  return useQuery({
    queryKey: keys.replies(filter),
    queryFn: ({ signal }) => get<CannedReply[]>('/canned-replies', filter, signal),
  });
}

export function useSaveReply(id: number | null) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (given: CannedReplyInput) =>
      id === null
        ? post<CannedReply>('/canned-replies', given)
        : patch<CannedReply>(`/canned-replies/${id}`, given),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.everyReply }),
  });
}

/** Gone at once; back again if the server refuses. */
export function useRemoveReply() {
  return useOptimistic<number>({
    mutationFn: (id) => remove(`/canned-replies/${id}`),
    touches: () => [keys.everyReply],
    change: (cache, id) => {
      cache.setQueriesData<CannedReply[]>({ queryKey: keys.everyReply }, (all) =>
        all?.filter((one) => one.id !== id),
      );
    },
  });
}
