import {
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { AcceptProof, ProofsPage, ProofView, RejectProof } from '../../../http/contract/console.ts';
import { ApiError } from './api-error.ts';
import { get, post } from './client.ts';
import { keys } from './keys.ts';

/** Proofs that wait (oldest first) or were decided (newest first), page by page. */
export function useProofs(filter: { state: 'open' | 'decided'; creditor?: number }) {
  return useInfiniteQuery({
    queryKey: keys.proofList(filter),
    queryFn: ({ pageParam, signal }) =>
      get<ProofsPage>('/proofs', { ...filter, cursor: pageParam ?? null }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** One with everything needed to decide it; asking leaves a row in the audit. */
export function useProof(id: number) {
  return useQuery({
    queryKey: keys.proof(id),
    queryFn: ({ signal }) => get<ProofView>(`/proofs/${id}`, {}, signal),
  });
}

/** Money is never shown as booked before the server has booked it: both wait for the answer. */
export function useAcceptProof(id: number) {
  return useDecision<AcceptProof>(id, 'accept');
}

export function useRejectProof(id: number) {
  return useDecision<RejectProof>(id, 'reject');
}

function useDecision<T>(id: number, what: 'accept' | 'reject') {
  const cache = useQueryClient();
  return useMutation<ProofView, Error, T>({
    mutationFn: (decision) => post(`/proofs/${id}/${what}`, decision),
    onSuccess: (view) => {
      cache.setQueryData(keys.proof(id), view);
      afterDecision(cache, keys.proofs);
      void cache.invalidateQueries({ queryKey: keys.debtor(view.debtor.id) });
    },
    // Somebody was faster, or the invoices have changed: what stands here is old.
    onError: (error) => {
      if (error instanceof ApiError && error.isAnswer) afterDecision(cache, keys.proofs);
    },
  });
}

/** Lists, counts and the case itself are asked for again. */
export function afterDecision(cache: QueryClient, what: typeof keys.proofs | typeof keys.disputes): void {
  void cache.invalidateQueries({ queryKey: what });
  void cache.invalidateQueries({ queryKey: keys.counts });
}
