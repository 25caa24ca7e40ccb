import type { EntityWords } from '../lexicon.ts';

/** Whole phrases by their first word, longest first. */
export type PhraseMap<T> = ReadonlyMap<string, readonly { words: string[]; value: T }[]>;

/** The entity words of a language and of those it borrows from, ready for looking up. */
export interface Grammar {
  words: EntityWords;
  half: ReadonlySet<string>;
  joiners: ReadonlySet<string>;
  articles: ReadonlySet<string>;
  pronouns: ReadonlySet<string>;
  and: ReadonlySet<string>;
  teens: ReadonlySet<string>;
  counted: ReadonlySet<string>;
  clock: ReadonlySet<string>;
  past: ReadonlySet<string>;
  pointers: ReadonlySet<string>;
  links: ReadonlySet<string>;
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
  /** Words a number can start with, and words a date can: nothing is tried at any other. */
  numberStarts: ReadonlySet<string>;
  dateStarts: ReadonlySet<string>;
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

/** Tables without a prototype: "constructor" is no number and no month. */
function plainTables(words: EntityWords): EntityWords {
  return Object.fromEntries(
    Object.entries(words).map(([key, value]) => [
      key,
      Array.isArray(value) || typeof value !== 'object' ? value : Object.assign(Object.create(null), value),
    ]),
  ) as EntityWords;
}

const firstWords = (list: readonly string[]): string[] => list.map((phrase) => phrase.split(' ')[0]!);

/** `own` wins wherever a borrowed language says otherwise. */
export function createGrammar(
  own: EntityWords,
  borrowed: readonly EntityWords[],
  standard: (word: string) => string,
): Grammar {
  const words = plainTables(borrowed.reduce(merge, own));
  const phrases = (list: readonly string[]): PhraseMap<true> =>
    phraseMap(list.map((phrase): [string, true] => [phrase, true]));
  const numberStarts = [...Object.keys(words.numbers), ...words.half];
  return {
    words,
    half: new Set(words.half),
    joiners: new Set(words.joiners),
    articles: new Set(words.articles),
    pronouns: new Set(words.pronouns),
    and: new Set([...words.and, ',', '&', '+']),
    teens: new Set(words.teens),
    counted: new Set([...words.counted, ...Object.keys(words.units)]),
    clock: new Set(words.clock),
    past: new Set(words.past),
    pointers: new Set(words.pointers),
    links: new Set([...words.pointers, ...words.links]),
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
    numberStarts: new Set(numberStarts),
    dateStarts: new Set([
      ...numberStarts,
      ...Object.keys(words.months),
      ...Object.keys(words.weekdays),
      ...Object.keys(words.ordinals),
      ...words.monthLabels,
      ...firstWords(Object.keys(words.days)),
      ...[words.dayLabels, words.before, words.next, words.last, words.this].flatMap(firstWords),
    ]),
    standard,
  };
}
