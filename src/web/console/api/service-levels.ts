import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ServiceLevelReport } from '../../../http/contract/console.ts';
import { get } from './client.ts';
import { keys } from './keys.ts';

/** How promises of time were kept in the last `days`. */
export function useServiceLevels(days: number) {
  return useQuery({
    queryKey: keys.serviceLevels(days),
    queryFn: ({ signal }) => get<ServiceLevelReport>('/service-levels', { days }, signal),
    placeholderData: keepPreviousData,
  });
}
