import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DisputesPage, DisputeView, ResolveDispute } from '../../../http/contract/console.ts';
import { ApiError } from './api-error.ts';
import { get, post } from './client.ts';
import { keys } from './keys.ts';
import { useOptimistic } from './optimistic.ts';
import { afterDecision } from './proofs.ts';
import { useSession } from './session.ts';

/** Disputes: open ones with the breached and soonest due first, decided ones newest first. */
export function useDisputes(filter: { state: 'open' | 'decided'; creditor?: number }) {
  return useInfiniteQuery({
    queryKey: keys.disputeList(filter),
    queryFn: ({ pageParam, signal }) =>
      get<DisputesPage>('/disputes', { ...filter, cursor: pageParam ?? null }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** One with its invoice and notes; asking leaves a row in the audit. */
export function useDispute(id: number) {
  return useQuery({
    queryKey: keys.dispute(id),
    queryFn: ({ signal }) => get<DisputeView>(`/disputes/${id}`, {}, signal),
  });
}

/** Moves money: waits for the server. */
export function useResolveDispute(id: number) {
  const cache = useQueryClient();
  return useMutation<DisputeView, Error, ResolveDispute>({
    mutationFn: (resolution) => post(`/disputes/${id}/resolve`, resolution),
    onSuccess: (view) => {
      cache.setQueryData(keys.dispute(id), view);
      afterDecision(cache, keys.disputes);
      void cache.invalidateQueries({ queryKey: keys.debtor(view.debtor.id) });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.isAnswer) afterDecision(cache, keys.disputes);
    },
  });
}

/** A note for colleagues; there at once, taken back when it could not be kept. */
export function useDisputeNote(id: number) {
  const { collector } = useSession();
  return useOptimistic<string, DisputeView>({
    mutationFn: (text) => post(`/disputes/${id}/notes`, { text }),
    touches: () => [keys.dispute(id)],
    change: (cache, text) => {
      const author = { id: collector.id, name: collector.name };
      const note = { kind: 'note', id: `pending:${Date.now()}`, author, text, at: Date.now() } as const;
      cache.setQueryData<DisputeView>(
        keys.dispute(id),
        (view) => view && { ...view, notes: [...view.notes, note] },
      );
    },
    done: (view, _text, cache) => cache.setQueryData(keys.dispute(id), view),
  });
}
