import { useLocale, useTexts } from '../../texts/index.ts';
import { Icon } from '../../ui/icon.tsx';
import css from './service-levels.module.css';

interface Kept {
  met: number;
  breached: number;
  medianMinutes?: number | null;
}

/** How many were in time, as a bar and in words; the bar is for the eye alone. */
export function KeptCell({ met, breached, medianMinutes }: Kept) {
  const t = useTexts('serviceLevels');
  const all = met + breached;
  if (all === 0) return <span className={css.dim}>{t('none')}</span>;
  return (
    <div className={css.kept}>
      <span>{t('kept', { met, all })}</span>
      <span className={css.bar} aria-hidden>
        {met > 0 && <span className={css.met} style={{ flexGrow: met }} />}
        {breached > 0 && <span className={css.late} style={{ flexGrow: breached }} />}
      </span>
      <span className={css.dim}>
        {breached > 0 && (
          <span className={`${css.amber} ${css.nowrap}`}>{t('late', { count: breached })}</span>
        )}{' '}
        {medianMinutes != null && (
          <span className={css.nowrap}>
            <Median minutes={medianMinutes} />
          </span>
        )}
      </span>
    </div>
  );
}

function Median({ minutes: exact }: { minutes: number }) {
  const t = useTexts('serviceLevels');
  const minutes = Math.round(exact);
  const time =
    minutes < 60
      ? t('minutes', { minutes })
      : t('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  return <>{t('median', { time })}</>;
}

export function RatingCell({ count, average }: { count: number; average: number | null }) {
  const t = useTexts('serviceLevels');
  const locale = useLocale();
  if (average === null) return <span className={css.dim}>{t('none')}</span>;
  const words = new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(average);
  return (
    <div className={css.kept}>
      <span className={css.stars}>
        <Icon name="star" size={14} /> {t('rating', { average: words })}
      </span>
      <span className={css.dim}>{t('ratings', { count })}</span>
    </div>
  );
}
