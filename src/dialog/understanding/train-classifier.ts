import { type Classifier, emptyTable, slotOf, softmax, type Vector, vectorise } from './classifier.ts';
import type { AddFeature } from './features.ts';
import { seededRandom, shuffle } from './random.ts';

/** One training message: what calls `add` for its features, and the index of its class. */
export interface Sample {
  features: (add: AddFeature) => void;
  label: number;
}

export interface TrainingOptions {
  epochs: number;
  rate: number;
  l2: number;
  /** Share of features left out at each sight of a message: keeps the model from leaning on one word. */
  dropout: number;
  /** Target probability taken from the right class and spread over all. */
  smoothing: number;
  /** Features of `char` and pair kinds seen in fewer messages are not kept. */
  minimumCount: number;
  seed: number;
}

export const DEFAULT_TRAINING: TrainingOptions = {
  epochs: 10,
  rate: 0.3,
  l2: 0,
  dropout: 0.2,
  smoothing: 0.05,
  minimumCount: 3,
  seed: 20260311,
};

interface Table {
  keys: Uint32Array;
  rows: Uint32Array;
  idf: Float32Array;
}

/** Gives every feature seen often enough a row, in order of first appearance. */
function buildTable(samples: readonly Sample[], minimumCount: number): Table {
  const counts = new Map<number, number>();
  const lastSeen = new Map<number, number>();
  const keepAlways = new Set<number>();
  samples.forEach((sample, index) => {
    sample.features((hash, group) => {
      if (lastSeen.get(hash) === index) return;
      lastSeen.set(hash, index);
      counts.set(hash, (counts.get(hash) ?? 0) + 1);
      if (group === 0 || group === 4) keepAlways.add(hash);
    });
  });
  const kept = [...counts].filter(([hash, count]) => count >= minimumCount || keepAlways.has(hash));
  const { keys, rows } = emptyTable(kept.length);
  const idf = new Float32Array(kept.length);
  kept.forEach(([hash, count], row) => {
    const slot = slotOf(keys, hash);
    keys[slot] = hash;
    rows[slot] = row;
    idf[row] = Math.log((1 + samples.length) / (1 + count)) + 1;
  });
  return { keys, rows, idf };
}

/** Errors below it move nothing worth the time. */
const NEGLIGIBLE = 0.004;

/**
 * Gradient descent on the cross-entropy, the step of each feature shrinking with what it has moved so far
 * (Adagrad, one sum a row); deterministic for a seed.
 */
function fit(
  vectors: readonly Vector[],
  labels: readonly number[],
  rowCount: number,
  classCount: number,
  options: TrainingOptions,
) {
  const weights = new Float32Array(rowCount * classCount);
  const moved = new Float64Array(rowCount).fill(1e-3);
  const bias = new Float32Array(classCount);
  const random = seededRandom(options.seed);
  const order = vectors.map((_, i) => i);
  const logits = new Float64Array(classCount);
  const classes = new Int32Array(classCount);
  const keep = 1 - options.dropout;
  const floor = options.smoothing / classCount;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const rate = options.rate * (1 - epoch / (options.epochs * 1.1));
    for (const index of shuffle(order, random)) {
      const { rows, values } = vectors[index]!;
      const active: number[] = [];
      logits.set(bias);
      for (let i = 0; i < rows.length; i++) {
        if (random() >= keep) continue;
        active.push(i);
        const from = rows[i]! * classCount;
        const value = values[i]! / keep;
        for (let c = 0; c < classCount; c++) logits[c]! += value * weights[from + c]!;
      }
      softmax(logits, 1);
      let wrong = 0;
      let squares = 0;
      for (let c = 0; c < classCount; c++) {
        const error = logits[c]! - floor - (c === labels[index] ? 1 - options.smoothing : 0);
        if (Math.abs(error) < NEGLIGIBLE) continue;
        classes[wrong] = c;
        logits[wrong++] = error;
        squares += error * error;
        bias[c]! -= 0.02 * rate * error;
      }
      for (const i of active) {
        const row = rows[i]!;
        const from = row * classCount;
        const value = values[i]! / keep;
        moved[row]! += (value * value * squares) / 2;
        const step = (rate * value) / Math.sqrt(moved[row]!);
        for (let k = 0; k < wrong; k++) weights[from + classes[k]!]! -= step * logits[k]!;
      }
    }
    if (options.l2 > 0) for (let i = 0; i < weights.length; i++) weights[i]! *= 1 - options.l2;
  }
  return { weights, bias };
}

/** Trains one softmax; weights are stored in eight bits with a scale per row. */
export function trainClassifier(
  samples: readonly Sample[],
  classes: readonly string[],
  options: TrainingOptions = DEFAULT_TRAINING,
): Classifier {
  const table = buildTable(samples, options.minimumCount);
  const vectors = samples.map((sample) => vectorise(sample.features, table));
  const labels = samples.map((sample) => sample.label);
  const count = classes.length;
  const { weights, bias } = fit(vectors, labels, table.idf.length, count, options);
  const scale = new Float32Array(table.idf.length);
  const small = new Int8Array(weights.length);
  for (let row = 0; row < scale.length; row++) {
    const part = weights.subarray(row * count, (row + 1) * count);
    let largest = 0;
    for (const weight of part) largest = Math.max(largest, Math.abs(weight));
    scale[row] = largest / 127 || 1e-9;
    for (let c = 0; c < count; c++) small[row * count + c] = Math.round(part[c]! / scale[row]!);
  }
  return { classes: [...classes], ...table, scale, weights: small, bias, temperature: 1 };
}
