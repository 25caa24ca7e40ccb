import { type AddFeature, GROUP_WEIGHTS } from './features.ts';

/**
 * A softmax over hashed features: a feature's 32-bit hash is looked up in an open-addressing table and
 * leads to a row of 8-bit weights. Unknown features have no row and are skipped.
 */
export interface Classifier {
  classes: string[];
  /** Slots of the table: hash, or 0 for empty. The length is a power of two. */
  keys: Uint32Array;
  /** Row of each slot. */
  rows: Uint32Array;
  idf: Float32Array;
  scale: Float32Array;
  weights: Int8Array;
  bias: Float32Array;
  /** Logits are divided by it: fitted so that 0.8 is right eight times in ten. */
  temperature: number;
}

/** The features present in one message, ready to be weighted. */
export interface Vector {
  rows: number[];
  values: number[];
}

export function emptyTable(features: number): { keys: Uint32Array; rows: Uint32Array } {
  let size = 1024;
  while (size < features * 2) size *= 2;
  return { keys: new Uint32Array(size), rows: new Uint32Array(size) };
}

/** The slot holding `hash`, or the empty one where it would go. */
export function slotOf(keys: Uint32Array, hash: number): number {
  const mask = keys.length - 1;
  let slot = hash & mask;
  while (keys[slot] !== 0 && keys[slot] !== hash) slot = (slot + 1) & mask;
  return slot;
}

const groupSquares = new Float64Array(GROUP_WEIGHTS.length);
let stamps = new Uint32Array(0);
let stamp = 0;

/** Each feature once, weighted by idf, each group brought to its length. */
export function vectorise(
  source: (add: AddFeature) => void,
  table: { keys: Uint32Array; rows: Uint32Array; idf: Float32Array },
): Vector {
  const { keys, rows, idf } = table;
  if (stamps.length < idf.length) {
    stamps = new Uint32Array(idf.length);
    stamp = 0;
  }
  stamp = (stamp + 1) >>> 0 || 1;
  groupSquares.fill(0);
  const found: number[] = [];
  const groups: number[] = [];
  source((hash, group) => {
    const slot = slotOf(keys, hash);
    if (keys[slot] === 0) return;
    const row = rows[slot]!;
    if (stamps[row] === stamp) return;
    stamps[row] = stamp;
    found.push(row);
    groups.push(group);
    groupSquares[group]! += idf[row]! * idf[row]!;
  });
  const values = found.map((row, i) => {
    const group = groups[i]!;
    return (idf[row]! * GROUP_WEIGHTS[group]!) / Math.sqrt(groupSquares[group]!);
  });
  return { rows: found, values };
}

/** Turns logits into probabilities, in place. */
export function softmax(logits: Float64Array, temperature: number): Float64Array {
  let max = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > max) max = logit;
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    logits[i] = Math.exp((logits[i]! - max) / temperature);
    sum += logits[i]!;
  }
  for (let i = 0; i < logits.length; i++) logits[i]! /= sum;
  return logits;
}

/** Calibrated probability of every class, in the order of `classifier.classes`. */
export function probabilities(classifier: Classifier, source: (add: AddFeature) => void): Float64Array {
  const { bias, scale, weights } = classifier;
  const count = bias.length;
  const logits = Float64Array.from(bias);
  const { rows, values } = vectorise(source, classifier);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const value = values[i]! * scale[row]!;
    const from = row * count;
    for (let c = 0; c < count; c++) logits[c]! += value * weights[from + c]!;
  }
  return softmax(logits, classifier.temperature);
}
