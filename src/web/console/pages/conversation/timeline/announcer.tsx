import { useState } from 'react';
import type { ConversationView } from '../../../../../http/contract/console.ts';
import { useSession } from '../../../api/session.ts';
import { useLiveEvent } from '../../../live/hooks.ts';
import { useTexts } from '../../../texts/index.ts';

/** Reads what has just come to who cannot see it; the list itself would be read anew when it grows upwards. */
export function Announcer({ conversation }: { conversation: ConversationView }) {
  const t = useTexts('conversation');
  const me = useSession().collector.name;
  const [said, setSaid] = useState('');
  useLiveEvent((event) => {
    if (event.type === 'message' && event.message.conversationId === conversation.id) {
      const { author, name, text, onPhone, withdrawn } = event.message;
      // What was just read out may be what is gone.
      if (withdrawn) return setSaid('');
      if (author === 'collector' && name === me) return;
      const who =
        author === 'debtor'
          ? (conversation.debtor?.name ?? t('timeline.debtor'))
          : author === 'bot'
            ? t('timeline.bot')
            : (name ?? t(onPhone ? 'timeline.onPhone' : 'timeline.system'));
      setSaid(t('timeline.said', { who, text: text || t('timeline.fileSaid') }));
    }
    if (event.type === 'note' && event.conversationId === conversation.id) {
      setSaid(
        t('timeline.said', {
          who: `${t('timeline.note')}, ${event.note.author.name}`,
          text: event.note.text,
        }),
      );
    }
  });
  return (
    <div className="visually-hidden" role="log" aria-live="polite">
      {said}
    </div>
  );
}
