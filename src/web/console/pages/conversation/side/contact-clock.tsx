import type { ContactClock } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { DateText } from '../../../ui/date-text.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { wordsOf } from '../../queue/words.ts';
import { Part } from './part.tsx';
import css from './side.module.css';

/** Whether one may write first now, and why not; how often we did. */
export function ContactClockPart({ clock, timeZone }: { clock: ContactClock; timeZone: string }) {
  const t = useTexts('conversation');
  const begun = [
    { name: 'today', count: clock.today, cap: clock.caps.day },
    { name: 'week', count: clock.last7Days, cap: clock.caps.week },
    { name: 'month', count: clock.last30Days, cap: clock.caps.month },
  ] as const;
  return (
    <Part title={t('side.clock')}>
      <p className={clock.allowedNow ? css.yes : css.no}>
        <Icon name={clock.allowedNow ? 'check' : 'clock'} size={16} />
        <span>
          {clock.allowedNow
            ? t('side.clockYes')
            : t('side.clockNo', {
                why: wordsOf('conversation', 'side.clockWhy', clock.reason ?? 'outside_hours'),
              })}{' '}
          {!clock.allowedNow && clock.nextAllowedAt !== null && (
            <NextAt at={clock.nextAllowedAt} timeZone={timeZone} />
          )}{' '}
          {t('side.clockAnswer')}
        </span>
      </p>
      <p className={css.dim}>{t('side.localTime', { time: clock.localTime })}</p>
      <p className={css.dim}>{t('side.contactsBegun')}</p>
      <dl className={css.figures} aria-label={t('side.contactsBegun')}>
        {begun.map(({ name, count, cap }) => (
          <div key={name}>
            <dt>{t(`side.begun.${name}`)}</dt>
            <dd className={count >= cap ? css.full : undefined}>{t('side.of', { count, cap })}</dd>
          </div>
        ))}
      </dl>
      <p className={css.dim}>{t('side.rules', { rules: clock.rules })}</p>
    </Part>
  );
}

function NextAt({ at, timeZone }: { at: number; timeZone: string }) {
  const t = useTexts('conversation');
  const [before, after] = t('side.clockNext', { at: '\u0000' }).split('\u0000');
  return (
    <>
      {before}
      <DateText at={at} timeZone={timeZone} />
      {after}
    </>
  );
}
