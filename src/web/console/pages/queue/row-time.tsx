import type { QueueItem } from '../../../../http/contract/console.ts';
import { useTexts } from '../../texts/index.ts';
import { Since } from '../../ui/since.tsx';
import { useNow } from '../../ui/use-now.ts';
import { DueTime } from './due-time.tsx';
import { useDuration } from './duration.ts';
import css from './queue-list.module.css';

/** When it is due and how long it has waited; for a closed one when it ended and how long it was open. */
export function RowTime({ item }: { item: QueueItem }) {
  const t = useTexts('queue');
  const now = useNow();
  const duration = useDuration();
  if (item.state === 'closed') {
    return (
      <span className={css.time}>
        <Since at={item.closedAt} />
        <span className={css.second}>
          {t('due.closedAfter', { time: duration((item.closedAt ?? now) - item.createdAt) })}
        </span>
      </span>
    );
  }
  return (
    <span className={css.time}>
      <span>
        <DueTime at={item.dueAt} for={item.dueFor} breached={item.breached} />
      </span>
      <span className={css.second}>
        {t(item.state === 'answered' ? 'due.open' : 'due.waiting', { time: duration(now - item.createdAt) })}
      </span>
    </span>
  );
}
