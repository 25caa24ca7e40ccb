import { type QueryClient, type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTellFailure } from '../ui/failure.ts';

export interface Optimistic<TVariables, TAnswer> {
  mutationFn: (variables: TVariables) => Promise<TAnswer>;
  /** The cache entries (everything below each key) that `change` writes: put back on failure, asked for again after. */
  touches: (variables: TVariables) => readonly QueryKey[];
  /** Writes what the person expects to see, before the server has answered. */
  change?: (cache: QueryClient, variables: TVariables) => void;
  /** After success, before the touched entries are asked for again. */
  done?: (answer: TAnswer, variables: TVariables, cache: QueryClient) => void;
  /** True when the caller told the person about this failure itself. */
  failed?: (error: Error, variables: TVariables) => boolean | undefined;
}

/** A change shown at once, taken back with a notification when the server refuses. */
export function useOptimistic<TVariables = void, TAnswer = unknown>(
  options: Optimistic<TVariables, TAnswer>,
) {
  const cache = useQueryClient();
  const tellFailure = useTellFailure();
  return useMutation<TAnswer, Error, TVariables, [QueryKey, unknown][]>({
    mutationFn: options.mutationFn,
    onMutate: async (variables) => {
      const touched = options.touches(variables);
      await Promise.all(touched.map((queryKey) => cache.cancelQueries({ queryKey })));
      const before = touched.flatMap((queryKey) => cache.getQueriesData({ queryKey }));
      options.change?.(cache, variables);
      return before;
    },
    onError: (error, variables, before) => {
      for (const [key, data] of before ?? []) cache.setQueryData(key, data);
      if (!options.failed?.(error, variables)) tellFailure(error);
    },
    onSuccess: (answer, variables) => options.done?.(answer, variables, cache),
    onSettled: (_answer, _error, variables) => {
      for (const queryKey of options.touches(variables)) void cache.invalidateQueries({ queryKey });
    },
  });
}
