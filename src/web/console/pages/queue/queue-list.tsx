import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useQueue } from '../../api/handoffs.ts';
import type { QueueFilter } from '../../api/queue-filter.ts';
import { useTexts } from '../../texts/index.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { ListEnd } from './list-end.tsx';
import { QueueEmpty } from './queue-empty.tsx';
import { activeFilters } from './queue-filter.ts';
import css from './queue-list.module.css';
import { QueueRow } from './queue-row.tsx';
import { useRowKeys } from './use-row-keys.ts';
import { useSteady } from './use-steady.ts';

/** The rows of one view with its filters. */
export function QueueList({ filter, onClear }: { filter: QueueFilter; onClear: () => void }) {
  const t = useTexts('queue');
  const scroller = useRef<HTMLDivElement>(null);
  const queue = useQueue(filter);
  const list = useSteady(queue.data?.pages.flatMap(({ items }) => items) ?? [], scroller);
  useRowKeys(list.rows, scroller);
  if (queue.isPending) return <SkeletonRows rows={10} />;
  if (queue.isError && !queue.data) return <ErrorState error={queue.error} retry={queue.refetch} />;
  if (list.rows.length === 0) {
    return <QueueEmpty view={filter.view} filtered={activeFilters(filter) > 0} onClear={onClear} />;
  }
  const closed = filter.view === 'closed';
  return (
    <div className={css.list} ref={scroller} {...list.watch}>
      {list.fresh > 0 && (
        <div className={css.pillPlace}>
          <Button
            className={css.pill}
            size="xs"
            radius="xl"
            leftSection={<Icon name="up" size={14} />}
            onClick={list.showFresh}
          >
            {t('fresh', { count: list.fresh })}
          </Button>
        </div>
      )}
      <div className="visually-hidden" role="status">
        {list.fresh > 0 && t('freshSaid', { count: list.fresh })}
      </div>
      <div className={css.head} aria-hidden>
        <span />
        <span>{t('columns.who')}</span>
        <span>{t('columns.about')}</span>
        <span>{t('columns.channel')}</span>
        <span className="number">{t('columns.amount')}</span>
        <span>{t(closed ? 'columns.closed' : 'columns.due')}</span>
        <span>{t('columns.holder')}</span>
      </div>
      <ul className={css.rows} aria-label={t('list')}>
        {list.rows.map((row) => (
          <QueueRow key={row.item.handoffId} {...row} />
        ))}
      </ul>
      <ListEnd
        more={queue.hasNextPage}
        loading={queue.isFetchingNextPage}
        failed={queue.isFetchNextPageError ? queue.error : null}
        load={() => void queue.fetchNextPage({ cancelRefetch: false })}
      />
    </div>
  );
}
