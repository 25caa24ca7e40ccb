import { type KeyboardEvent, useState } from 'react';
import type { CannedReply } from '../../../../../http/contract/console.ts';
import { useCannedReplies } from '../../../api/conversation.ts';
import { matching, slashAt } from './slash.ts';

interface Options {
  creditorId: number;
  locale: string;
  text: string;
  caret: number;
  off: boolean;
  /** Puts a reply in place of what was typed from `start` to the caret. */
  insert: (reply: CannedReply, start: number) => void;
}

/** Canned replies by `/`: open while a word is being typed after it, until Escape. */
export function useReplies({ creditorId, locale, text, caret, off, insert }: Options) {
  const query = useCannedReplies(creditorId, locale);
  const all = query.data ?? [];
  const slash = off || !query.data ? undefined : slashAt(text, caret);
  const [index, setIndex] = useState(0);
  const [closedAt, setClosedAt] = useState(-1);
  const open = slash !== undefined && slash.start !== closedAt;
  const replies = open ? matching(all, slash.word) : [];
  const chosen = Math.min(index, Math.max(0, replies.length - 1));
  const choose = (reply: CannedReply) => {
    setIndex(0);
    if (slash) insert(reply, slash.start);
  };
  /** True when the key was for the list. */
  const onKey = (event: KeyboardEvent): boolean => {
    if (!open || event.nativeEvent.isComposing) return false;
    const reply = replies[chosen];
    if (event.key === 'Escape' && slash) setClosedAt(slash.start);
    else if (event.key === 'ArrowDown' && reply) setIndex((chosen + 1) % replies.length);
    else if (event.key === 'ArrowUp' && reply) setIndex((chosen + replies.length - 1) % replies.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && reply && !event.shiftKey) choose(reply);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return {
    open,
    replies,
    chosen,
    word: slash?.word ?? '',
    none: all.length === 0,
    choose,
    onKey,
    reset: () => setClosedAt(-1),
  };
}
