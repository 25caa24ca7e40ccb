import { maskForbiddenNumbers } from '../shared/forbidden-number.ts';

/** A collector's words that a debtor is told: short enough for one message on any channel. */
export const LONGEST_OWN_WORDS = 400;

/** Ready to be told: no control or direction marks, no card or identity numbers; null when nothing is left. */
export function ownWords(text: string | undefined): string | null {
  const clean = maskForbiddenNumbers(text ?? '')
    .replace(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .trim();
  return clean === '' ? null : clean.slice(0, LONGEST_OWN_WORDS);
}
