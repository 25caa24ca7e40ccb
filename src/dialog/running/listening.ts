import type { Pattern } from '../patterns.ts';
import { plainWords } from '../values/fit.ts';

/**
 * True for a text that is one of a pattern's words (of any language) and nothing else but signs and what
 * may stand beside them. Case, punctuation, apostrophes and drawn-out letters ("STOOOP!") do not count.
 */
export type Listener = (text: string) => boolean;

/** Longer than any of them with courtesies around: no sentence is taken for a word. */
const LONGEST = 80;

export function listenFor(pattern: Pick<Pattern, 'words' | 'beside'> | undefined): Listener {
  const plain = (text: string) => plainWords(text.replace(/['’`´]/g, '')).replace(/(.)\1{2,}/gu, '$1');
  const words = new Set(Object.values(pattern?.words ?? {}).flatMap((all) => all.map(plain)));
  const beside = (pattern?.beside ?? []).map(plain);
  const without = (text: string): string => {
    for (const one of beside) {
      // Where words are written together there is no space to look for.
      const space = /\p{Script=Han}/u.test(one) ? '' : ' ';
      if (text.startsWith(one + space)) return text.slice(one.length).trim();
      if (text.endsWith(space + one)) return text.slice(0, -one.length).trim();
    }
    return text;
  };
  return (text) => {
    if (text.length > LONGEST) return false;
    for (let said = plain(text); said !== ''; ) {
      if (words.has(said)) return true;
      const less = without(said);
      if (less === said) return false;
      said = less;
    }
    return false;
  };
}
