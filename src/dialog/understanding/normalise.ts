import type { Locale } from '../../shared/locale.ts';
import type { Lexicon } from './lexicon.ts';
import type { Speller } from './spelling.ts';
import { stemUnknown } from './stems.ts';
import { TOKENIZERS } from './tokenizers.ts';

/** A message reduced to the words it means. The arrays run in parallel. */
export interface Normalised {
  words: string[];
  stems: string[];
  /** The concepts of each word, the most telling last. */
  concepts: (readonly string[])[];
  /** How many words are neither in the training vocabulary nor the lexicon. */
  unknown: number;
  question: boolean;
}

export interface Normaliser {
  /** `masked`: lower-case text with entities already replaced by their masks. */
  normalise(masked: string): Normalised;
  /** Slang to standard, word by word, for the entity readers. */
  standard(word: string): string;
  knows(word: string): boolean;
}

export interface NormaliserParts {
  locale: Locale;
  lexicon: Lexicon;
  /** Known word → stem. */
  stems: ReadonlyMap<string, string>;
  speller?: Speller;
}

const MAX_WORDS = 80;
const CACHE_SIZE = 20_000;
const NONE: readonly string[] = [];
/** Masks are made of letters so that they pass every tokenizer. */
const MASK = /^x(?:ref|amt|date|code|phone|mail|bank|num|all|ord)$/;

/** Phrase table: first word → phrases starting with it, longest first. */
type Phrases = Map<string, { words: string[]; to: string[] }[]>;

function phraseTable(
  pairs: Iterable<[from: string, to: string]>,
  split: (text: string) => string[],
): Phrases {
  const table: Phrases = new Map();
  for (const [from, to] of pairs) {
    const words = split(from);
    const first = words[0];
    if (first === undefined) continue;
    const list = table.get(first) ?? [];
    list.push({ words, to: to === '' ? [] : split(to) });
    table.set(first, list);
  }
  for (const list of table.values()) list.sort((a, b) => b.words.length - a.words.length);
  return table;
}

function replacePhrases(words: string[], table: Phrases): string[] {
  const out: string[] = [];
  for (let i = 0; i < words.length; ) {
    const hit = table
      .get(words[i]!)
      ?.find((phrase) => phrase.words.every((word, offset) => words[i + offset] === word));
    if (hit) {
      out.push(...hit.to);
      i += hit.words.length;
    } else out.push(words[i++]!);
  }
  return out;
}

/** "makasiiih" → "makasih", but a double letter that a known word has stays. */
function squeeze(word: string, known: (word: string) => boolean): string {
  if (!/(.)\1/u.test(word) || known(word)) return word;
  const doubled = word.replace(/(.)\1{2,}/gu, '$1$1');
  if (known(doubled)) return doubled;
  const single = word.replace(/(.)\1+/gu, '$1');
  return known(single) || doubled !== word ? single : word;
}

export function createNormaliser({ locale, lexicon, stems, speller }: NormaliserParts): Normaliser {
  const split = TOKENIZERS[locale];
  const pairs = Object.entries(lexicon.replace).flatMap(([to, froms]) =>
    froms.map((from): [string, string] => [from, to]),
  );
  const replacements = phraseTable(pairs, split);
  const courtesies = phraseTable(
    lexicon.courtesies.map((phrase): [string, string] => [phrase, '']),
    split,
  );
  const single = new Map<string, string>();
  for (const [from, to] of pairs) if (!from.includes(' ')) single.set(from, to);
  const conceptWords = new Map<string, string[]>();
  const conceptPhrases: [string, string][] = [];
  for (const [concept, members] of Object.entries(lexicon.concepts))
    for (const typed of members) {
      // Members are written as people say them; texts are compared in their standard words.
      const member = replacePhrases(split(typed), replacements).join(' ') || typed;
      if (member.includes(' ')) conceptPhrases.push([member, concept]);
      else if (!conceptWords.get(member)?.includes(concept))
        conceptWords.set(member, [...(conceptWords.get(member) ?? []), concept]);
    }
  const phraseConcepts = phraseTable(conceptPhrases, (text) => text.split(' '));
  const fillers = new Set(lexicon.fillers);
  const lexical = new Set([...single.keys(), ...fillers, ...conceptWords.keys(), ...replacements.keys()]);
  for (const to of Object.keys(lexicon.replace)) for (const word of split(to)) lexical.add(word);
  for (const phrase of lexicon.courtesies) for (const word of split(phrase)) lexical.add(word);
  for (const [phrase] of conceptPhrases) for (const word of phrase.split(' ')) lexical.add(word);
  const knows = (word: string): boolean => stems.has(word) || lexical.has(word) || MASK.test(word);
  const stemOf = (word: string): string | undefined => stems.get(word);

  const mended = new Map<string, string>();
  function mend(word: string): string {
    let to = mended.get(word);
    if (to !== undefined) return to;
    to = squeeze(word, knows);
    if (!knows(to) && stemUnknown(to, locale, stemOf) === undefined) to = speller?.correct(to) ?? to;
    if (mended.size > CACHE_SIZE) mended.clear();
    mended.set(word, to);
    return to;
  }

  function conceptsOf(words: string[], stemmed: string[]): (readonly string[])[] {
    const found = words.map((word, i) => conceptWords.get(word) ?? conceptWords.get(stemmed[i]!) ?? NONE);
    for (let i = 0; i < words.length; i++)
      for (const phrase of phraseConcepts.get(words[i]!) ?? [])
        if (phrase.words.every((word, offset) => words[i + offset] === word)) {
          for (let k = 0; k < phrase.words.length; k++)
            if (!found[i + k]!.includes(phrase.to[0]!)) found[i + k] = [...found[i + k]!, phrase.to[0]!];
        }
    return found;
  }

  return {
    knows,
    standard: (word) => single.get(word) ?? word,
    normalise(masked) {
      const typed = split(masked.normalize('NFKC').toLowerCase())
        .slice(0, MAX_WORDS)
        .map((word) => (/\p{N}/u.test(word) ? 'xnum' : mend(word)));
      let words = replacePhrases(typed, replacements);
      const bare = replacePhrases(words, courtesies).filter((word) => !fillers.has(word));
      // A greeting alone is a greeting; beside anything with meaning it is only courtesy.
      if (bare.length > 0) words = bare;
      const stemmed = words.map((word) => stems.get(word) ?? stemUnknown(word, locale, stemOf) ?? word);
      let unknown = 0;
      for (let i = 0; i < words.length; i++)
        if (!knows(words[i]!) && !stems.has(stemmed[i]!) && stemmed[i] === words[i]) unknown++;
      return {
        words,
        stems: stemmed,
        concepts: conceptsOf(words, stemmed),
        unknown,
        question: masked.includes('?'),
      };
    },
  };
}
