import type { Normalised } from './normalise.ts';

/** Kinds of features; each kind is brought to length one and weighted before they meet. */
export const GROUPS = ['word', 'pair', 'char', 'stem', 'concept', 'signal'] as const;
export const GROUP_WEIGHTS: readonly number[] = [1, 0.5, 0.9, 0.7, 1.9, 0.35];

/** Change it whenever the features change: caches of older models are then not used. */
export const FEATURES_VERSION = 2;

export type AddFeature = (hash: number, group: number) => void;

const PRIME = 0x01000193;
const MAX_CHARS = 320;

function hashText(seed: number, text: string): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash;
}

/** FNV-1a leaves the low bits weak; this spreads them (murmur3's finaliser). Never 0: that marks an empty slot. */
function finish(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0 || 1;
}

const seedOf = (name: string): number => hashText(0x811c9dc5 | 0, name);
const SEED = {
  word: seedOf('w'),
  pair: seedOf('p'),
  skip: seedOf('k'),
  char: seedOf('c'),
  stem: seedOf('s'),
  stemPair: seedOf('t'),
  concept: seedOf('n'),
  conceptPair: seedOf('m'),
  signal: seedOf('g'),
};

function pair(seed: number, a: string, b: string): number {
  return finish(hashText(Math.imul(hashText(seed, a) ^ 32, PRIME), b));
}

function addPairs(items: readonly string[], seed: number, group: number, add: AddFeature): void {
  let before = '^';
  for (const item of items) {
    add(pair(seed, before, item), group);
    before = item;
  }
  add(pair(seed, before, '$'), group);
}

/** Every run of two to five characters, blanks between words included. */
function addCharacters(text: string, add: AddFeature): void {
  const end = Math.min(text.length, MAX_CHARS);
  for (let i = 0; i < end; i++) {
    let hash = Math.imul(SEED.char ^ text.charCodeAt(i), PRIME);
    const stop = Math.min(end, i + 5);
    for (let j = i + 1; j < stop; j++) {
      hash = Math.imul(hash ^ text.charCodeAt(j), PRIME);
      add(finish(hash), 2);
    }
  }
}

/** Calls `add` for every feature of a message; the same one may come twice. */
export function eachFeature(text: Normalised, add: AddFeature): void {
  const { words, stems, concepts } = text;
  for (const word of words) add(finish(hashText(SEED.word, word)), 0);
  addPairs(words, SEED.pair, 1, add);
  for (let i = 2; i < words.length; i++) add(pair(SEED.skip, words[i - 2]!, words[i]!), 1);
  addCharacters(` ${words.join(' ')} `, add);
  for (const stem of stems) add(finish(hashText(SEED.stem, stem)), 3);
  addPairs(stems, SEED.stemPair, 3, add);
  const meanings: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const own = concepts[i]!;
    for (const concept of own) add(finish(hashText(SEED.concept, concept)), 4);
    const meaning = own[own.length - 1] ?? stems[i]!;
    if (meaning !== meanings[meanings.length - 1]) meanings.push(meaning);
  }
  addPairs(meanings, SEED.conceptPair, 4, add);
  const signals = [
    `n${Math.min(words.length, 6)}`,
    `u${Math.min(text.unknown, 3)}`,
    text.question ? 'q' : 'nq',
    text.unknown * 2 > words.length ? 'odd' : 'even',
  ];
  for (const signal of signals) add(finish(hashText(SEED.signal, signal)), 5);
}
