import { memo } from 'react';
import type { ConsoleMessage } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { DateText } from '../../../ui/date-text.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Cards } from './cards.tsx';
import { DeliveryMark, FailedMark, WaitingMark } from './delivery-mark.tsx';
import { Files } from './files.tsx';
import { MessageMarks } from './message-marks.tsx';
import { shownText } from './shown-text.ts';
import css from './timeline.module.css';

interface Props {
  message: ConsoleMessage;
  /** The first of several: says whose they are. */
  leads: boolean;
  debtorName: string;
  timeZone: string;
}

/** One message. Whatever it holds is shown as plain text: nothing in it is a link or markup. */
export const MessageItem = memo(function MessageItem({ message, leads, debtorName, timeZone }: Props) {
  const t = useTexts('conversation');
  const { author, withheld, delivery } = message;
  const text = shownText(message);
  const failed = delivery?.state === 'failed';
  const time = <DateText at={message.at} timeZone={timeZone} timeOnly />;
  // The first words of a collector carry the mark as well; they are words all the same.
  if (author === 'system' || (author === 'bot' && message.handoff === 'joined')) {
    return (
      <p className={css.system}>
        <bdi>{text}</bdi> <span className={css.systemTime}>{time}</span>
      </p>
    );
  }
  const who =
    author === 'debtor'
      ? debtorName
      : author === 'bot'
        ? t('timeline.bot')
        : message.onPhone
          ? t('timeline.onPhone')
          : (message.name ?? t('timeline.you'));
  return (
    <article
      className={`${css.message} ${css[author]} ${withheld || message.withdrawn ? css.withheld : ''} ${failed ? css.failed : ''}`}
      aria-label={who}
    >
      {leads && (
        <div className={css.who}>
          {author === 'bot' && <Icon name="bot" size={14} />}
          {message.onPhone && <Icon name="phone" size={14} />}
          <bdi>{who}</bdi>
        </div>
      )}
      <div className={css.bubble}>
        {message.quoted && (
          <blockquote className={css.quoted} dir="auto">
            {message.quoted}
          </blockquote>
        )}
        <MessageMarks message={message} />
        {text && (
          <div className={css.text} dir="auto">
            {text}
          </div>
        )}
        {message.cards && <Cards cards={message.cards} />}
        {message.files && <Files files={message.files} />}
        {message.choices && message.choices.length > 0 && (
          <ul className={css.choices} aria-label={t('timeline.choices')}>
            {message.choices.map((choice) => (
              <li key={choice}>{choice}</li>
            ))}
          </ul>
        )}
        <div className={css.time}>
          {message.edited && <span>{t('timeline.edited')} · </span>}
          {time} {delivery && !withheld && <DeliveryMark delivery={delivery} />}
        </div>
      </div>
      {delivery && !withheld && <WaitingMark delivery={delivery} />}
      {failed && <FailedMark reason={delivery.reason} />}
      {withheld && (
        <div className={css.withheldMark}>
          <Icon name="eyeOff" size={14} /> {t('timeline.withheld')}
        </div>
      )}
    </article>
  );
});
