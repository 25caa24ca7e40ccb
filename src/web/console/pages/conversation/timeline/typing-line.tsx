import type { ConversationView } from '../../../../../http/contract/console.ts';
import { useSession } from '../../../api/session.ts';
import { useTyping } from '../../../live/hooks.ts';
import { useTexts } from '../../../texts/index.ts';
import css from './timeline.module.css';

/** Who is typing now: the debtor, or colleagues who have the same conversation open. */
export function TypingLine({ conversation }: { conversation: ConversationView }) {
  const t = useTexts('conversation');
  const me = useSession().collector.id;
  const { debtor, people } = useTyping(conversation.id);
  const others = people.filter(({ id }) => id !== me);
  return (
    <div className={css.typing}>
      {debtor && (
        <span>
          <span className={css.dots} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          {t('timeline.typing', { name: conversation.debtor?.name ?? t('timeline.debtor') })}
        </span>
      )}
      {others.length > 0 && (
        <span className={css.colleague}>
          {t('timeline.colleagueTyping', { name: others.map(({ name }) => name).join(', ') })}
        </span>
      )}
    </div>
  );
}
