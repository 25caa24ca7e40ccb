import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { DisputeView } from '../../../../../http/contract/console.ts';
import { useDisputeNote } from '../../../api/disputes.ts';
import { useMay } from '../../../api/session.ts';
import { useTexts } from '../../../texts/index.ts';
import { Section } from '../../../ui/section.tsx';
import { Since } from '../../../ui/since.tsx';
import css from './desk.module.css';

/** What colleagues found out; the debtor never sees it. */
export function Notes({ dispute }: { dispute: DisputeView }) {
  const t = useTexts('disputes');
  const mayWork = useMay('work');
  const add = useDisputeNote(dispute.id);
  const [text, setText] = useState('');
  const written = text.trim();
  function save() {
    if (!written) return;
    setText('');
    // What could not be kept stands in the field again, unless something new was begun there.
    add.mutate(written, { onError: () => setText((now) => now || written) });
  }
  return (
    <Section title={t('notes')} what={t('notesWhat')}>
      <ul className={css.notes}>
        {dispute.notes.map((note) => (
          <li key={note.id}>
            <p className={css.noteHead}>
              <b>{note.author.name}</b> · <Since at={note.at} />
            </p>
            <p className={css.noteText}>{note.text}</p>
          </li>
        ))}
      </ul>
      {mayWork && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <Textarea
            aria-label={t('newNote')}
            placeholder={t('newNote')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={2000}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
            }}
          />
          <Button type="submit" variant="default" mt="xs" size="xs" disabled={!written}>
            {t('saveNote')}
          </Button>
        </form>
      )}
    </Section>
  );
}
