import type { EntityWords, Lexicon } from './lexicon.ts';
import type { Tokenizer } from './tokenizers.ts';

/**
 * A lexicon as words, in the form a model carries: reading it back costs a few milliseconds, compiling it
 * again would cost fifty. Phrases are words joined by one blank; lists of pairs alternate.
 */
export interface CompiledLexicon {
  borrows: string[];
  entities: EntityWords;
  fillers: string[];
  courtesies: string[];
  /** typed, standard, typed, standard … */
  replace: string[];
  /** standard word or phrase, its concepts joined by a blank, … */
  concepts: string[];
  /** Words the lexicon knows besides the keys above. */
  words: string[];
}

/** Phrases by their first word, longest first; single words apart, for speed. */
export interface PhraseTable<T> {
  single: Map<string, T>;
  longer: Map<string, { words: string[]; value: T }[]>;
}

/** Builds a table from an alternating list. */
export function phraseTable<T>(pairs: readonly string[], read: (value: string) => T): PhraseTable<T> {
  const table: PhraseTable<T> = { single: new Map(), longer: new Map() };
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const phrase = pairs[i]!;
    const value = read(pairs[i + 1]!);
    if (!phrase.includes(' ')) {
      table.single.set(phrase, value);
      continue;
    }
    const words = phrase.split(' ');
    const list = table.longer.get(words[0]!);
    if (list) list.push({ words, value });
    else table.longer.set(words[0]!, [{ words, value }]);
  }
  for (const list of table.longer.values()) list.sort((a, b) => b.words.length - a.words.length);
  return table;
}

export function startsWith(words: readonly string[], at: number, phrase: readonly string[]): boolean {
  for (let i = 0; i < phrase.length; i++) if (words[at + i] !== phrase[i]) return false;
  return true;
}

/** Replaces every phrase of the table, the longest first, once over the words. */
export function replacePhrases(words: readonly string[], table: PhraseTable<readonly string[]>): string[] {
  const out: string[] = [];
  for (let i = 0; i < words.length; ) {
    const word = words[i]!;
    const longer = table.longer.get(word)?.find((phrase) => startsWith(words, i, phrase.words));
    const value = longer?.value ?? table.single.get(word);
    if (value) for (const part of value) out.push(part);
    else out.push(word);
    i += longer?.words.length ?? 1;
  }
  return out;
}

export const wordsOf = (phrase: string): string[] => (phrase === '' ? [] : phrase.split(' '));

export function compileLexicon(lexicon: Lexicon, tokenize: Tokenizer): CompiledLexicon {
  const join = (text: string): string => tokenize(text).join(' ');
  const replace: string[] = [];
  for (const [standard, variants] of Object.entries(lexicon.replace))
    for (const typed of variants) replace.push(join(typed), join(standard));
  const table = phraseTable(replace, wordsOf);
  const concepts = new Map<string, string[]>();
  for (const [concept, members] of Object.entries(lexicon.concepts))
    for (const typed of members) {
      // Members are written as people say them; texts are compared in their standard words.
      const member = replacePhrases(tokenize(typed), table).join(' ') || typed;
      const own = concepts.get(member) ?? [];
      if (!own.includes(concept)) concepts.set(member, [...own, concept]);
    }
  const words = new Set<string>();
  for (const phrase of [...replace, ...concepts.keys(), ...lexicon.courtesies.map(join)])
    for (const word of wordsOf(phrase)) words.add(word);
  return {
    borrows: lexicon.borrows,
    entities: lexicon.entities,
    fillers: lexicon.fillers,
    courtesies: lexicon.courtesies.flatMap((phrase) => [join(phrase), '']),
    replace,
    concepts: [...concepts].flatMap(([member, own]) => [member, own.join(' ')]),
    words: [...words],
  };
}
