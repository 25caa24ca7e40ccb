import { memo } from 'react';
import type { ConsoleNote } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { DateText } from '../../../ui/date-text.tsx';
import { Icon } from '../../../ui/icon.tsx';
import css from './timeline.module.css';

/** What colleagues told each other; never to be taken for something the debtor was told. */
export const NoteItem = memo(function NoteItem({ note, timeZone }: { note: ConsoleNote; timeZone: string }) {
  const t = useTexts('conversation');
  return (
    <article className={css.note} aria-label={`${t('timeline.note')}: ${note.author.name}`}>
      <div className={css.noteHead}>
        <Icon name="note" size={14} />
        <b>{note.author.name}</b>
        <span>{t('timeline.note')}</span>
        <span className={css.noteTime}>
          <DateText at={note.at} timeZone={timeZone} timeOnly />
        </span>
      </div>
      <div className={css.text} dir="auto">
        {note.text}
      </div>
    </article>
  );
});
