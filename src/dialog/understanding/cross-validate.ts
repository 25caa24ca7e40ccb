import { INTENTS } from '../intents.ts';
import type { Held } from './calibrate.ts';
import { probabilities } from './classifier.ts';
import type { TrainingUtterance } from './content.ts';
import { seededRandom, shuffle } from './random.ts';
import { type Sample, trainClassifier } from './train-classifier.ts';

/**
 * Predictions for sentences that were held out in turn. A copy of a sentence stays in its fold, and is not
 * itself predicted: it would be known already.
 */
export function crossValidate(
  samples: readonly Sample[],
  utterances: readonly TrainingUtterance[],
  folds: number,
): (Held & { index: number })[] {
  const sources = shuffle(
    utterances.flatMap(({ copyOf }, i) => (copyOf === undefined ? [i] : [])),
    seededRandom(7),
  );
  const foldOf = new Map(sources.map((source, i) => [source, i % folds]));
  const held: (Held & { index: number })[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const train = samples.filter((_, i) => foldOf.get(utterances[i]!.copyOf ?? i) !== fold);
    const classifier = trainClassifier(train, INTENTS);
    for (const index of sources) {
      if (foldOf.get(index) !== fold) continue;
      const { label, features } = samples[index]!;
      held.push({ index, label, probabilities: probabilities(classifier, features) });
    }
  }
  return held;
}
