import { useLocale, useTexts } from '../../../texts/index.ts';
import { formatDay } from '../../../ui/dates.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { channelIcon, useChannelWords } from '../../queue/words.ts';
import { dayOf, type Entry } from './arrange.ts';
import css from './timeline.module.css';

const DAY_MS = 86_400_000;

interface Props {
  entry: Exclude<Entry, { kind: 'item' }>;
  /** The conversation that is open. */
  current: number;
  timeZone: string;
}

/** Where a day begins, and where the debtor went on by another channel. */
export function Marks({ entry, current, timeZone }: Props) {
  const t = useTexts('conversation');
  const locale = useLocale();
  const now = useNow();
  const channelWords = useChannelWords();
  if (entry.kind === 'day') {
    const words =
      entry.day === dayOf(now, timeZone)
        ? t('timeline.today')
        : entry.day === dayOf(now - DAY_MS, timeZone)
          ? t('timeline.yesterday')
          : formatDay(entry.day, locale);
    return <h3 className={css.day}>{words}</h3>;
  }
  const channel = channelWords(entry.channel);
  return (
    <div className={css.channelMark}>
      <Icon name={channelIcon(entry.channel)} size={14} />
      {t(entry.conversationId === current ? 'timeline.thisOne' : 'timeline.switched', { channel })}
    </div>
  );
}
