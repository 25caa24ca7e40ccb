import type { TurnScope, ValueKind } from '../action.ts';
import { say } from '../reply.ts';

/** Longest free answer kept, in UTF-16 code units: enough for a story, too short for a flood. */
export const MAX_TEXT = 2000;

/** Free words, trimmed. The value is a string. */
export const text: ValueKind<TurnScope> = {
  freeText: true,
  async read(_scope, heard) {
    const value = heard.text.trim();
    if (value === '') return { ok: false };
    if (value.length > MAX_TEXT) {
      return { ok: false, refused: say('values.text_too_long', { max: MAX_TEXT }) };
    }
    return { ok: true, value, fit: 'part' };
  },
};
