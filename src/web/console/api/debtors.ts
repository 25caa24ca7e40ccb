import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { DebtorsPage } from '../../../http/contract/console.ts';
import { get } from './client.ts';
import { keys } from './keys.ts';

export { useDebtorFile } from './conversation.ts';

/** By name, number, invoice number or phone; everybody without words. The last answer stays until the next. */
export function useDebtorSearch(filter: { q: string; creditor?: number }) {
  return useInfiniteQuery({
    queryKey: keys.debtorSearch(filter),
    queryFn: ({ pageParam, signal }) =>
      get<DebtorsPage>('/debtors', { ...filter, cursor: pageParam ?? null }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
