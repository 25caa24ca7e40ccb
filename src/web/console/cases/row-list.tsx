import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import type { Page } from '../../../http/contract/console.ts';
import { ListEnd } from '../pages/queue/list-end.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';
import css from './list.module.css';
import { useListKeys } from './use-list-keys.ts';

interface Props<T> {
  query: UseInfiniteQueryResult<InfiniteData<Page<T>>>;
  label: string;
  keyLabels: { next: string; previous: string };
  /** Names of the columns; hidden on a phone and from screen readers, where each row speaks for itself. */
  head?: ReactNode;
  empty: ReactNode;
  row: (item: T) => ReactNode;
}

/** A list that comes page by page: skeleton, error, what will appear here, rows, the next page. */
export function RowList<T>({ query, label, keyLabels, head, empty, row }: Props<T>) {
  const place = useRef<HTMLElement>(null);
  useListKeys(place, keyLabels);
  if (query.isPending) return <SkeletonRows rows={10} />;
  if (query.isError && !query.data) return <ErrorState error={query.error} retry={query.refetch} />;
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return empty;
  return (
    <section className={css.list} ref={place} aria-label={label}>
      {head}
      <ul className={css.rows}>{items.map(row)}</ul>
      <ListEnd
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        failed={query.isFetchNextPageError ? query.error : null}
        load={() => void query.fetchNextPage({ cancelRefetch: false })}
      />
    </section>
  );
}
