import type { Row } from './data.ts';

export interface Prediction {
  label: string;
  /** 0–1; what the engine itself calls its certainty. */
  confidence: number;
}

export interface Score {
  accuracy: number;
  macroF1: number;
  /** Expected calibration error over ten bins: how far "0.8" is from being right eight times in ten. */
  ece: number;
  p50: number;
  p95: number;
}

const BINS = 10;

export const isRight = (row: Row, label: string): boolean =>
  label === row.label || !!row.accept?.includes(label);

/** `micros`: microseconds of each prediction. */
export function score(rows: readonly Row[], predictions: readonly Prediction[], micros: number[]): Score {
  const labels = new Map<string, { gold: number; said: number; right: number }>();
  const of = (label: string) => {
    const known = labels.get(label) ?? { gold: 0, said: 0, right: 0 };
    labels.set(label, known);
    return known;
  };
  const bins = Array.from({ length: BINS }, () => ({ count: 0, right: 0, confidence: 0 }));
  let right = 0;
  rows.forEach((row, i) => {
    const { label, confidence } = predictions[i]!;
    const hit = isRight(row, label);
    of(row.label).gold++;
    of(hit ? row.label : label).said++;
    if (hit) of(row.label).right++;
    right += hit ? 1 : 0;
    const bin = bins[Math.min(BINS - 1, Math.floor(confidence * BINS))]!;
    bin.count++;
    bin.right += hit ? 1 : 0;
    bin.confidence += confidence;
  });
  const f1 = [...labels.values()]
    .filter(({ gold }) => gold > 0)
    .map(({ gold, said, right: hits }) => (hits === 0 ? 0 : (2 * hits) / (gold + said)));
  micros.sort((a, b) => a - b);
  return {
    accuracy: right / rows.length,
    macroF1: f1.reduce((a, b) => a + b, 0) / f1.length,
    ece: bins.reduce((sum, bin) => sum + Math.abs(bin.right - bin.confidence), 0) / rows.length,
    p50: micros[Math.floor(micros.length * 0.5)] ?? 0,
    p95: micros[Math.floor(micros.length * 0.95)] ?? 0,
  };
}
