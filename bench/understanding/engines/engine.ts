import type { Row } from '../data.ts';
import type { Prediction } from '../score.ts';

/** One way of classifying: trained on rows, then asked text by text. */
export interface Engine {
  name: string;
  train(rows: readonly Row[], locale: string): Promise<(text: string) => Prediction | Promise<Prediction>>;
}
