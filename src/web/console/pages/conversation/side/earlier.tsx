import { Link } from 'wouter';
import type { ConversationView, DebtorFile } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { Since } from '../../../ui/since.tsx';
import { useReasonWords } from '../../queue/words.ts';
import { Part } from './part.tsx';
import css from './side.module.css';

/** Hand-overs of this debtor before this one. */
export function Earlier({ file, conversation }: { file: DebtorFile; conversation: ConversationView }) {
  const t = useTexts('conversation');
  const reasonWords = useReasonWords();
  const others = file.handoffs.filter(({ id }) => id !== conversation.handoff?.id);
  return (
    <Part title={t('side.handoffs')} empty={others.length === 0 && t('side.handoffsNone')}>
      <ul className={css.list}>
        {others.map((one) => (
          <li key={one.id}>
            <div className={css.line}>
              <Link href={`/conversations/${one.conversationId}`}>{reasonWords(one.reason)}</Link>
              <span className={css.dim}>
                <Since at={one.createdAt} timeZone={file.timeZone} />
              </span>
            </div>
            <div className={css.dim}>
              {t(`side.handoffStates.${one.state}`)}
              {one.collector && ` · ${one.collector.name}`}
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}
