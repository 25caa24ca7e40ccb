import { useLocale, useTexts } from '../../texts/index.ts';
import { formatInstant } from '../../ui/dates.ts';
import { Icon } from '../../ui/icon.tsx';
import { useNow } from '../../ui/use-now.ts';
import css from '../queue/due-time.module.css';
import { useDuration } from '../queue/duration.ts';

/** Disputes have days: from here on the end is close enough to be amber. */
const NEAR_MS = 24 * 3_600_000;

/** What is left until a dispute must be decided; amber when near, marked when passed. */
export function Clock({ at, breached }: { at: number | null; breached: boolean }) {
  const t = useTexts('disputes');
  const locale = useLocale();
  const now = useNow();
  const duration = useDuration();
  if (at === null) return <span>{t('clock.none')}</span>;
  const title = t('clock.title', { at: formatInstant(at, locale) });
  if (breached || now >= at) {
    return (
      <span className={`${css.due} ${css.late}`} title={title}>
        <Icon name="warning" size={13} />
        {now >= at ? t('clock.late', { time: duration(now - at) }) : t('clock.breached')}
      </span>
    );
  }
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={title}
      className={at - now <= NEAR_MS ? `${css.due} ${css.near}` : css.due}
    >
      {t('clock.left', { time: duration(at - now) })}
    </time>
  );
}
