import jaroWinkler from 'natural/lib/natural/distance/jaro-winkler_distance.js';

/** Finds the domain word meant by a misspelt one. */
export interface Speller {
  correct(word: string): string | undefined;
}

const VOWELS = /[aeiou]/g;

function deletions(word: string): string[] {
  const all = [word];
  for (let i = 0; i < word.length; i++) all.push(word.slice(0, i) + word.slice(i + 1));
  return all;
}

/**
 * `vocabulary`: word → how often it was seen. One letter too many, missing, changed or swapped is mended
 * by an index of deletions (each side with one letter off), a word without its vowels ("pmbyrn") by its
 * consonants; Jaro–Winkler and frequency choose among candidates. Short words are left alone: one letter
 * makes another word of them.
 */
export function createSpeller(vocabulary: ReadonlyMap<string, number>): Speller {
  const byDeletion = new Map<string, string[]>();
  const byConsonants = new Map<string, string>();
  const push = (key: string, word: string): void => {
    const list = byDeletion.get(key);
    if (list) list.push(word);
    else byDeletion.set(key, [word]);
  };
  for (const [word, count] of vocabulary) {
    if (word.length < 4 || !/^\p{L}+$/u.test(word)) continue;
    for (const key of deletions(word)) push(key, word);
    const bones = word.replace(VOWELS, '');
    const rival = byConsonants.get(bones);
    if (bones.length >= 3 && (!rival || (vocabulary.get(rival) ?? 0) < count)) byConsonants.set(bones, word);
  }
  const score = (word: string, candidate: string): number =>
    jaroWinkler(word, candidate, { ignoreCase: false }) +
    Math.min(0.03, Math.log1p(vocabulary.get(candidate) ?? 0) * 0.006);
  return {
    correct(word) {
      if (word.length < 3 || word.length > 24) return undefined;
      if (word.length >= 5) {
        let best: string | undefined;
        let bestScore = 0.86;
        for (const key of deletions(word))
          for (const candidate of byDeletion.get(key) ?? []) {
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
