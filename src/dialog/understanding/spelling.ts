import jaroWinkler from 'natural/lib/natural/distance/jaro-winkler_distance.js';

/** Finds the domain word meant by a misspelt one. */
export interface Speller {
  correct(word: string): string | undefined;
}

const VOWELS = /[aeiou]/g;
const LETTERS = /^\p{L}+$/u;
/** Below it two words are not the same one misspelt. */
const ALIKE = 0.86;

/** Hash of a word without its letter at `skip` (none for −1). */
function hashWithout(word: string, skip: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < word.length; i++)
    if (i !== skip) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** Words by the hash of themselves and of themselves with one letter off, in chained buckets. */
function indexByDeletion(words: readonly string[]) {
  let entries = 0;
  for (const word of words) entries += word.length + 1;
  let size = 1024;
  while (size < entries) size *= 2;
  const heads = new Int32Array(size).fill(-1);
  const next = new Int32Array(entries);
  const hashes = new Int32Array(entries);
  const owners = new Int32Array(entries);
  let at = 0;
  words.forEach((word, owner) => {
    for (let skip = -1; skip < word.length; skip++) {
      const hash = hashWithout(word, skip);
      const bucket = hash & (size - 1);
      hashes[at] = hash;
      owners[at] = owner;
      next[at] = heads[bucket]!;
      heads[bucket] = at++;
    }
  });
  return function* candidates(word: string): Generator<string> {
    for (let skip = -1; skip < word.length; skip++) {
      const hash = hashWithout(word, skip);
      for (let i = heads[hash & (size - 1)]!; i >= 0; i = next[i]!)
        if (hashes[i] === hash) yield words[owners[i]!]!;
    }
  };
}

/** The most frequent word with these consonants: "pmbyrn" is "pembayaran". */
function indexByConsonants(vocabulary: ReadonlyMap<string, number>, words: readonly string[]) {
  const best = new Map<string, string>();
  for (const word of words) {
    const bones = word.replace(VOWELS, '');
    const rival = best.get(bones);
    if (bones.length >= 3 && (!rival || vocabulary.get(rival)! < vocabulary.get(word)!))
      best.set(bones, word);
  }
  return best;
}

/**
 * `vocabulary`: word → how often it was seen. One letter too many, missing, changed or swapped is mended
 * by an index of deletions (each side with one letter off), a word without its vowels by its consonants;
 * Jaro–Winkler and frequency choose among candidates. Short words are left alone: one letter makes
 * another word of them.
 */
export function createSpeller(vocabulary: ReadonlyMap<string, number>): Speller {
  const words = [...vocabulary.keys()].filter((word) => word.length >= 4 && LETTERS.test(word));
  const candidates = indexByDeletion(words);
  const byConsonants = indexByConsonants(vocabulary, words);
  const score = (word: string, candidate: string): number =>
    jaroWinkler(word, candidate, { ignoreCase: false }) +
    Math.min(0.03, Math.log1p(vocabulary.get(candidate) ?? 0) * 0.006);
  return {
    correct(word) {
      if (word.length < 3 || word.length > 24) return undefined;
      if (word.length >= 5) {
        let best: string | undefined;
        let bestScore = ALIKE;
        for (const candidate of candidates(word)) {
          const value = score(word, candidate);
          if (value > bestScore) [best, bestScore] = [candidate, value];
        }
        if (best) return best;
      }
      const vowels = word.match(VOWELS)?.length ?? 0;
      if (vowels > 1 || word.length - vowels < 3) return undefined;
      return byConsonants.get(word.replace(VOWELS, ''));
    },
  };
}
