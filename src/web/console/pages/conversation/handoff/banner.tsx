import { UnstyledButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import type { ConversationView } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { DateText } from '../../../ui/date-text.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { useReasonWords, wordsOf } from '../../queue/words.ts';
import css from './banner.module.css';
import { Clocks } from './clocks.tsx';
import { Details } from './details.tsx';

/** Why people have this conversation, how it stands, what to do first; details on request. */
export function Banner({ conversation }: { conversation: ConversationView }) {
  const t = useTexts('conversation');
  const reasonWords = useReasonWords();
  const [open, setOpen] = useLocalStorage({
    key: 'sapa-console-handoff-details',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const { handoff, creditor } = conversation;
  if (!handoff) return null;
  const closed = handoff.state === 'closed';
  return (
    <section className={`${css.banner} ${closed ? css.closed : ''}`} aria-label={t('handoff.label')}>
      <div className={css.top}>
        <h2 className={css.reason}>{reasonWords(handoff.reason)}</h2>
        {closed ? (
          <span className={css.small}>
            {t('handoff.closed', {
              resolution: wordsOf('conversation', 'actions.resolutions', handoff.resolution ?? 'resolved'),
            })}{' '}
            · <DateText at={handoff.closedAt} timeZone={creditor.timeZone} />
          </span>
        ) : (
          <Clocks handoff={handoff} timeZone={creditor.timeZone} />
        )}
        {handoff.rating !== null && (
          <span className={css.small}>
            <Icon name="star" size={14} /> {t('handoff.rating', { score: handoff.rating })}
          </span>
        )}
        <UnstyledButton className={css.more} aria-expanded={open} onClick={() => setOpen((now) => !now)}>
          {t(open ? 'handoff.less' : 'handoff.more')}
          <span className={open ? css.turned : css.arrow}>
            <Icon name="down" size={14} />
          </span>
        </UnstyledButton>
      </div>
      <p className={open ? css.summary : `${css.summary} ${css.short}`} dir="auto">
        {handoff.summary}
      </p>
      {!closed && handoff.nextStep && (
        <p className={css.step}>
          <b>{t('handoff.nextStep')}</b> {wordsOf('conversation', 'nextSteps', handoff.nextStep)}
        </p>
      )}
      {handoff.callBack?.state === 'open' && (
        <p className={css.step}>
          <Icon name={handoff.callBack.how === 'call' ? 'phone' : 'mail'} size={14} />{' '}
          <b>{t(`handoff.callBack.${handoff.callBack.how}`)}</b>{' '}
          {handoff.callBack.fromAt !== null && (
            <>
              <DateText at={handoff.callBack.fromAt} timeZone={creditor.timeZone} />
              {handoff.callBack.toAt !== null && (
                <>
                  –<DateText at={handoff.callBack.toAt} timeZone={creditor.timeZone} timeOnly />
                </>
              )}
            </>
          )}
        </p>
      )}
      {open && <Details conversation={conversation} handoff={handoff} />}
    </section>
  );
}
