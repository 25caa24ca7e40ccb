import type { ReactNode } from 'react';
import type { ConversationView, HandoffView } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { DateText } from '../../../ui/date-text.tsx';
import { useReasonWords, wordsOf } from '../../queue/words.ts';
import { Files } from '../timeline/files.tsx';
import css from './banner.module.css';
import { History } from './history.tsx';

/** Requests, what was tried, what came along, and through whose hands it went. */
export function Details({ conversation, handoff }: { conversation: ConversationView; handoff: HandoffView }) {
  const t = useTexts('conversation');
  const reasonWords = useReasonWords();
  const { timeZone } = conversation.creditor;
  return (
    <div className={css.details}>
      <Part title={t('handoff.requests')}>
        <ul className={css.plain}>
          {handoff.requests.map(({ reason, at }) => (
            <li key={`${reason}:${at}`}>
              {reasonWords(reason)} · <DateText at={at} timeZone={timeZone} />
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('handoff.tried')}>
        {handoff.tried.length > 0
          ? handoff.tried.map((one) => triedWords(one)).join(', ')
          : t('handoff.nothingTried')}
      </Part>
      {handoff.attachments.length > 0 && (
        <Part title={t('handoff.attachments')}>
          <Files files={handoff.attachments} />
        </Part>
      )}
      <Part title={t('handoff.owners')}>
        <History conversation={conversation} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className={css.part}>{title}</h3>
      {children}
    </div>
  );
}

/** In a sentence, so without a capital. */
function triedWords(code: string): string {
  const words = wordsOf('conversation', 'tried', code);
  return words.charAt(0).toLocaleLowerCase() + words.slice(1);
}
