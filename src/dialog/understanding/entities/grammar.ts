import type { EntityWords } from '../lexicon.ts';

/** Whole phrases by their first word, longest first. */
export type PhraseMap<T> = ReadonlyMap<string, readonly { words: string[]; value: T }[]>;

/** The entity words of a language and of those it borrows from, ready for looking up. */
export interface Grammar {
  words: EntityWords;
  half: ReadonlySet<string>;
  joiners: ReadonlySet<string>;
  teens: ReadonlySet<string>;
  counted: ReadonlySet<string>;
  clock: ReadonlySet<string>;
  past: ReadonlySet<string>;
  pointers: ReadonlySet<string>;
  referenceLabels: ReadonlySet<string>;
  referencePrefixes: ReadonlySet<string>;
  days: PhraseMap<number | string>;
  dayLabels: PhraseMap<true>;
  monthLabels: ReadonlySet<string>;
  before: PhraseMap<true>;
  after: PhraseMap<true>;
  ago: PhraseMap<true>;
  next: PhraseMap<true>;
  last: PhraseMap<true>;
  this: PhraseMap<true>;
  ordinalLabels: ReadonlySet<string>;
  all: PhraseMap<true>;
  /** Slang to standard. */
  standard(word: string): string;
}

function phraseMap<T>(entries: Iterable<[string, T]>): PhraseMap<T> {
  const map = new Map<string, { words: string[]; value: T }[]>();
  for (const [phrase, value] of entries) {
    const words = phrase.split(' ');
    const list = map.get(words[0]!) ?? [];
    list.push({ words, value });
    map.set(words[0]!, list);
  }
  for (const list of map.values()) list.sort((a, b) => b.words.length - a.words.length);
  return map;
}

function merge(own: EntityWords, borrowed: EntityWords): EntityWords {
  const merged: Record<string, unknown> = { ...own };
  for (const [key, value] of Object.entries(borrowed)) {
    const mine = merged[key];
    if (Array.isArray(value)) merged[key] = [...new Set([...(mine as string[]), ...value])];
    else if (typeof value === 'object') merged[key] = { ...value, ...(mine as object) };
  }
  return merged as EntityWords;
}

/** `own` wins wherever a borrowed language says otherwise. */
export function createGrammar(
  own: EntityWords,
  borrowed: readonly EntityWords[],
  standard: (word: string) => string,
): Grammar {
  const words = borrowed.reduce(merge, own);
  const phrases = (list: readonly string[]): PhraseMap<true> =>
    phraseMap(list.map((phrase): [string, true] => [phrase, true]));
  return {
    words,
    half: new Set(words.half),
    joiners: new Set(words.joiners),
    teens: new Set(words.teens),
    counted: new Set([...words.counted, ...Object.keys(words.units)]),
    clock: new Set(words.clock),
    past: new Set(words.past),
    pointers: new Set(words.pointers),
    referenceLabels: new Set([...words.referenceLabels, ...words.referencePrefixes]),
    referencePrefixes: new Set(words.referencePrefixes),
    days: phraseMap(Object.entries(words.days)),
    dayLabels: phrases(words.dayLabels),
    monthLabels: new Set(words.monthLabels),
    before: phrases(words.before),
    after: phrases(words.after),
    ago: phrases(words.ago),
    next: phrases(words.next),
    last: phrases(words.last),
    this: phrases(words.this),
    ordinalLabels: new Set(words.ordinalLabels),
    all: phrases(words.all),
    standard,
  };
}
