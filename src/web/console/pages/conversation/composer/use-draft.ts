import { useEffect, useRef, useState } from 'react';
import type { FileRef } from '../../../../../http/contract/console.ts';
import { useSession } from '../../../api/session.ts';
import { kept } from './kept.ts';

export type Mode = 'answer' | 'note';

interface Draft {
  mode: Mode;
  answer: string;
  note: string;
  files: FileRef[];
}

const EMPTY: Draft = { mode: 'answer', answer: '', note: '', files: [] };

/** What is being written, kept for this conversation until it is sent: nothing typed is ever lost. */
export function useDraft(conversationId: number) {
  const me = useSession().collector.id;
  const storage = useRef(kept<Draft>('draft', me, conversationId));
  const [draft, setDraft] = useState<Draft>(() => ({ ...EMPTY, ...storage.current.read() }));
  useEffect(() => {
    const nothing = !draft.answer && !draft.note && draft.files.length === 0 && draft.mode === 'answer';
    storage.current.write(nothing ? undefined : draft);
  }, [draft]);
  return {
    mode: draft.mode,
    text: draft[draft.mode],
    files: draft.files,
    setMode: (mode: Mode) => setDraft((now) => ({ ...now, mode })),
    setText: (text: string) => setDraft((now) => ({ ...now, [now.mode]: text })),
    setFiles: (files: FileRef[]) => setDraft((now) => ({ ...now, files })),
  };
}
