import type { Locale } from '../../shared/locale.ts';
import { type CompiledLexicon, phraseTable, replacePhrases, startsWith, wordsOf } from './compile-lexicon.ts';
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
  /** The words of a text that are no fillers, as typed. */
  telling(text: string): string[];
}

export interface NormaliserParts {
  locale: Locale;
  lexicon: CompiledLexicon;
  /** Known word → stem. */
  stems: ReadonlyMap<string, string>;
  speller?: Speller;
}

const MAX_WORDS = 80;
const CACHE_SIZE = 20_000;
const NONE: readonly string[] = [];
/** Masks are made of letters so that they pass every tokenizer. */
const MASK = /^x(?:ref|amt|date|code|phone|mail|bank|num|all|ord)$/;

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
  const replacements = phraseTable(lexicon.replace, wordsOf);
  const courtesies = phraseTable(lexicon.courtesies, wordsOf);
  const meanings = phraseTable(lexicon.concepts, wordsOf);
  const fillers = new Set(lexicon.fillers);
  const lexical = new Set(lexicon.words);
  const knows = (word: string): boolean =>
    stems.has(word) || lexical.has(word) || fillers.has(word) || MASK.test(word);
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
    const { single, longer } = meanings;
    const found: (readonly string[])[] = words.map(
      (word, i) => single.get(word) ?? single.get(stemmed[i]!) ?? NONE,
    );
    for (let i = 0; i < words.length; i++)
      for (const phrase of longer.get(words[i]!) ?? [])
        if (startsWith(words, i, phrase.words))
          for (let k = 0; k < phrase.words.length; k++)
            found[i + k] = [...new Set([...found[i + k]!, ...phrase.value])];
    return found;
  }

  return {
    knows,
    telling: (text) => split(text.toLowerCase()).filter((word) => !fillers.has(word)),
    standard: (word) => {
      const to = replacements.single.get(word);
      return to === undefined ? word : to.length === 1 ? to[0]! : to.join(' ');
    },
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
