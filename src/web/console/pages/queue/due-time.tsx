import type { QueueItem } from '../../../../http/contract/console.ts';
import { useLocale, useTexts } from '../../texts/index.ts';
import { formatInstant } from '../../ui/dates.ts';
import { Icon } from '../../ui/icon.tsx';
import { useNow } from '../../ui/use-now.ts';
import css from './due-time.module.css';
import { useDuration } from './duration.ts';

/** From here on a due time is close enough to be amber. */
const NEAR_MS = 15 * 60_000;

interface Props {
  at: number | null;
  for: QueueItem['dueFor'];
  breached?: boolean;
  timeZone?: string;
}

/** What is left until a due time, or by how much it has passed; amber when near, marked when passed. */
export function DueTime({ at, for: what, breached, timeZone }: Props) {
  const t = useTexts('queue');
  const locale = useLocale();
  const now = useNow();
  const duration = useDuration();
  if (at === null) return breached ? <Late words={t('due.breached')} /> : <span>–</span>;
  const title = t('due.title', {
    what: what ? t(`due.${what}`) : '',
    at: formatInstant(at, locale, timeZone),
  });
  if (now >= at || breached) {
    return (
      <Late
        title={title}
        words={now >= at ? t('due.late', { time: duration(now - at) }) : t('due.breached')}
      />
    );
  }
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={title}
      className={at - now <= NEAR_MS ? `${css.due} ${css.near}` : css.due}
    >
      {t('due.in', { time: duration(at - now) })}
    </time>
  );
}

function Late({ words, title }: { words: string; title?: string }) {
  return (
    <span className={`${css.due} ${css.late}`} title={title}>
      <Icon name="warning" size={13} />
      {words}
    </span>
  );
}
