import type { Locale } from '../../shared/locale.ts';

export type Stem = (word: string) => string;

const SUFFIXES: Readonly<Record<Locale, RegExp>> = {
  id: /(?:nya|ny|lah|kah|pun|ku|mu|kan|in|an|i)$/,
  en: /(?:'s|ing|ed|es|s|ly|er)$/,
};
const PREFIXES: Readonly<Record<Locale, RegExp>> = {
  id: /^(?:di|ter|ke|nge|ng|ny|mem|men|me|ber|pem|pen|pe|se|ku|n|m)/,
  en: /^(?:re|un|pre)/,
};

/**
 * The dictionary stemmers of `natural`, for training only: the Indonesian one costs 27 ms to load and
 * 30 µs a word. At run time the stems of known words come with the model.
 */
export async function trainingStemmer(locale: Locale): Promise<Stem> {
  if (locale === 'id') {
    const { default: stemmer } = await import('natural/lib/natural/stemmers/indonesian/stemmer_id.js');
    return (word) => stemmer.stem(word);
  }
  const { default: stemmer } = await import('natural/lib/natural/stemmers/porter_stemmer.js');
  return (word) => stemmer.stem(word);
}

/** The stem of a word the model has not seen, by taking affixes off until a known word is left. */
export function stemUnknown(
  word: string,
  locale: Locale,
  known: (word: string) => string | undefined,
): string | undefined {
  const bases = [word];
  for (let i = 0; i < 2; i++) {
    const last = bases[bases.length - 1]!;
    const shorter = last.replace(SUFFIXES[locale], '');
    if (shorter === last || shorter.length < 3) break;
    bases.push(shorter);
  }
  for (const base of bases) {
    const found = known(base);
    if (found !== undefined && base !== word) return found;
    const bare = base.replace(PREFIXES[locale], '');
    if (bare === base || bare.length < 3) continue;
    const inner = known(bare);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
