import type { Delivery } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { Icon } from '../../../ui/icon.tsx';
import { wordsOf } from '../../queue/words.ts';
import css from './timeline.module.css';

const ICONS = { waiting: 'clock', sent: 'check', delivered: 'checks', read: 'checks' } as const;

/** Ticks beside the time: on its way, sent, delivered, read. What failed says so below, see FailedMark. */
export function DeliveryMark({ delivery }: { delivery: Delivery }) {
  const t = useTexts('conversation');
  const { state } = delivery;
  if (state === 'failed') return null;
  return (
    <span className={state === 'read' ? css.read : undefined} title={t(`delivery.${state}`)}>
      <Icon name={ICONS[state]} size={14} label={t(`delivery.${state}`)} />
    </span>
  );
}

/** What it waits for, where that is for a person to know; a connection that is slow for a moment is not. */
const TOLD: ReadonlySet<string> = new Set(['waiting_for_answer', 'restricted', 'not_connected']);

export function WaitingMark({ delivery }: { delivery: Delivery }) {
  const { state, reason } = delivery;
  if (state !== 'waiting' || reason === undefined || !TOLD.has(reason)) return null;
  return (
    <div className={css.withheldMark}>
      <Icon name="clock" size={14} /> {wordsOf('conversation', 'delivery.waits', reason)}
    </div>
  );
}

/** Words that did not arrive must not look as if they had. */
export function FailedMark({ reason }: { reason: string | undefined }) {
  const t = useTexts('conversation');
  const why = reason === undefined ? 'not_delivered' : reason;
  return (
    <div className={css.trouble}>
      <Icon name="warning" size={14} />
      <span>
        {t(why === 'incomplete' ? 'delivery.incomplete' : 'delivery.failed')}{' '}
        {/^\d+$/.test(why) ? t('delivery.code', { code: why }) : wordsOf('conversation', 'delivery.why', why)}
      </span>
    </div>
  );
}
