import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';

/** The live feed tells what changed, so nothing is asked for again merely because a window got focus. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.isAnswer),
      },
      mutations: { retry: false },
    },
  });
}
