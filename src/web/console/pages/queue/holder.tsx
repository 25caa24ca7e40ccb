import { Button } from '@mantine/core';
import type { QueueItem } from '../../../../http/contract/console.ts';
import { useClaim } from '../../api/handoffs.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useTexts } from '../../texts/index.ts';
import { PersonAvatar } from '../../ui/person-avatar.tsx';
import css from './queue-list.module.css';

/** Who has it, or the way to take it. */
export function Holder({ item, gone }: { item: QueueItem; gone: boolean }) {
  const t = useTexts('queue');
  const me = useSession().collector.id;
  const mayWork = useMay('work');
  const claim = useClaim();
  if (item.collector) {
    const { id, name } = item.collector;
    return (
      <span className={css.holder} title={name}>
        <PersonAvatar name={name} size={24} />
        <span className={css.holderName}>
          {id === me ? t('you') : gone ? t('gone.taken', { name }) : name}
        </span>
      </span>
    );
  }
  if (gone || item.state === 'closed') {
    return (
      <span className={css.holder}>
        <span className={css.second}>{t(item.state === 'closed' ? 'gone.closed' : 'gone.elsewhere')}</span>
      </span>
    );
  }
  return (
    <span className={css.holder}>
      {mayWork ? (
        <Button
          size="compact-sm"
          variant="light"
          className={css.claim}
          aria-label={t('claimOf', { name: item.debtor?.name ?? t('stranger') })}
          onClick={() => claim.mutate(item)}
        >
          {t('claim')}
        </Button>
      ) : (
        <span className={css.second}>{t('nobody')}</span>
      )}
    </span>
  );
}
