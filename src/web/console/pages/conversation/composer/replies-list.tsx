import type { CannedReply } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import css from './composer.module.css';

interface Props {
  id: string;
  replies: readonly CannedReply[];
  word: string;
  /** None in this language at all. */
  none: boolean;
  chosen: number;
  onChoose: (reply: CannedReply) => void;
}

/** What `/` brings: moved through with the keys of the field, which keeps the focus. */
export function RepliesList({ id, replies, word, none, chosen, onChoose }: Props) {
  const t = useTexts('conversation');
  return (
    <div className={css.replies}>
      <div role="listbox" id={id} aria-label={t('composer.replies')} tabIndex={-1}>
        {replies.map((reply, index) => (
          <div
            key={reply.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={css.reply}
            ref={index === chosen ? intoView : undefined}
            // Not on click: the field must not lose the focus first.
            onPointerDown={(event) => {
              event.preventDefault();
              onChoose(reply);
            }}
          >
            <span className={css.shortcut}>/{reply.shortcut.replace(/^\//, '')}</span>
            <b>{reply.title}</b>
            <span className={css.body}>{reply.body}</span>
          </div>
        ))}
      </div>
      <div className={css.repliesFoot} role="status">
        {replies.length > 0
          ? t('composer.repliesKeys')
          : none
            ? t('composer.noneYet')
            : t('composer.noReplies', { text: word })}
      </div>
    </div>
  );
}

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
