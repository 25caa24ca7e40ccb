import type { ConsoleMessage } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { Icon } from '../../../ui/icon.tsx';
import { wordsOf } from '../../queue/words.ts';
import css from './timeline.module.css';

/** What stands in place of words, or beside them: deleted, a voice note, a sticker, a file on the firm's phone. */
export function MessageMarks({ message }: { message: ConsoleMessage }) {
  const t = useTexts('conversation');
  const { withdrawn, unreadable, onPhone, text } = message;
  const mark = withdrawn
    ? t('timeline.withdrawn')
    : unreadable !== undefined
      ? wordsOf('conversation', 'unreadable', unreadable)
      : onPhone && text === ''
        ? t('timeline.onPhoneFile')
        : undefined;
  if (mark === undefined) return null;
  return (
    <div className={css.mark}>
      <Icon name={withdrawn ? 'trash' : 'info'} size={14} />
      {mark}
    </div>
  );
}
