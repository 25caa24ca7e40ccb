import { useQuery } from '@tanstack/react-query';
import type { QueueCounts } from '../../../http/contract/console.ts';
import { get } from './client.ts';
import { keys } from './keys.ts';

/** The numbers beside the navigation and in the title. */
export function useCounts() {
  return useQuery({
    queryKey: keys.counts,
    queryFn: ({ signal }) => get<QueueCounts>('/queue/counts', {}, signal),
    refetchInterval: 60_000,
  });
}
