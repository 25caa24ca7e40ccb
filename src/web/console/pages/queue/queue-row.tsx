import { memo } from 'react';
import { Link } from 'wouter';
import { useTexts } from '../../texts/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { MoneyText } from '../../ui/money-text.tsx';
import { Holder } from './holder.tsx';
import css from './queue-list.module.css';
import { RowTime } from './row-time.tsx';
import type { Row } from './steady-list.ts';
import { channelIcon, useChannelWords, useLocaleWords, useReasonWords } from './words.ts';

/** One conversation: a line of 40 px on a desktop, a card on a phone. The whole of it opens it. */
export const QueueRow = memo(function QueueRow({ item, gone }: Row) {
  const t = useTexts('queue');
  const reasonWords = useReasonWords();
  const channelWords = useChannelWords();
  const localeWords = useLocaleWords();
  const late = item.breached && item.state !== 'closed';
  return (
    <li className={`${css.row} ${gone ? css.gone : ''} ${late ? css.late : ''}`}>
      <span className={css.mark}>{late && <Icon name="warning" size={16} label={t('due.breached')} />}</span>
      <span className={css.who}>
        <Link
          href={`/conversations/${item.conversationId}`}
          className={css.open}
          data-handoff={item.handoffId}
          title={item.debtor ? `${item.debtor.name} · ${item.debtor.number}` : undefined}
        >
          {item.debtor?.name ?? t('stranger')}
        </Link>
        <span className={css.second}>{item.creditor.name}</span>
      </span>
      <span className={css.about}>
        <span className={css.reason}>
          {reasonWords(item.reason)}
          {item.callBack && <span className={css.tag}>{t(`callBack.${item.callBack.how}`)}</span>}
        </span>
        <span className={css.second}>
          {item.last && t(`last.${item.last.author}`, { text: item.last.text || t('noText') })}
        </span>
      </span>
      <span className={css.channel} title={`${channelWords(item.channel)} · ${localeWords(item.locale)}`}>
        <Icon name={channelIcon(item.channel)} size={18} label={channelWords(item.channel)} />
        <span aria-hidden className={css.locale}>
          {item.locale.toUpperCase()}
        </span>
      </span>
      <span className={css.amount}>
        <MoneyText money={item.amount} />
      </span>
      <RowTime item={item} />
      <Holder item={item} gone={gone} />
    </li>
  );
});
