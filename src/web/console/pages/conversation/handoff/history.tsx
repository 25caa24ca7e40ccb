import type { ConversationView } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { DateText } from '../../../ui/date-text.tsx';
import { useReasonWords, wordsOf } from '../../queue/words.ts';
import css from './banner.module.css';

/** Every change of owner, newest first: to whom, by whom, why. */
export function History({ conversation }: { conversation: ConversationView }) {
  const t = useTexts('conversation');
  const reasonWords = useReasonWords();
  const why = (reason: string) => {
    const known = wordsOf('conversation', 'history.reasons', reason);
    return known.toLowerCase() === reason.replaceAll('_', ' ') ? reasonWords(reason) : known;
  };
  return (
    <ol className={css.plain}>
      {conversation.ownership.map(({ version, owner, actor, by, reason, at }) => (
        <li key={version}>
          <b>{t(`history.${owner}`)}</b> · {why(reason)} ·{' '}
          {t('history.by', { name: by?.name ?? wordsOf('conversation', 'history.actors', actor) })} ·{' '}
          <DateText at={at} timeZone={conversation.creditor.timeZone} />
        </li>
      ))}
    </ol>
  );
}
