import { fitTemperature } from '../../../src/dialog/understanding/calibrate.ts';
import { probabilities } from '../../../src/dialog/understanding/classifier.ts';
import { eachFeature } from '../../../src/dialog/understanding/features.ts';
import type { Normalised } from '../../../src/dialog/understanding/normalise.ts';
import { seededRandom, shuffle } from '../../../src/dialog/understanding/random.ts';
import { trainingStemmer } from '../../../src/dialog/understanding/stems.ts';
import { trainClassifier } from '../../../src/dialog/understanding/train-classifier.ts';
import type { Row } from '../data.ts';
import type { Engine } from './engine.ts';

/**
 * Sapa's classifier alone, on any labels: the same features and softmax, without lexicon, entities or
 * spelling, so that a public set compares classifiers and not vocabularies.
 */
export const sapaClassifier: Engine = {
  name: "Sapa's classifier, no lexicon",
  async train(rows, locale) {
    const stem = await trainingStemmer(locale === 'id' ? 'id' : 'en');
    const read = (text: string): Normalised => {
      const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
      const none = words.map(() => []);
      return { words, stems: words.map(stem), concepts: none, unknown: 0, question: text.includes('?') };
    };
    const classes = [...new Set(rows.map(({ label }) => label))].sort();
    const sampleOf = (row: Row) => {
      const normal = read(row.text);
      return {
        features: (add: (hash: number, group: number) => void) => eachFeature(normal, add),
        label: classes.indexOf(row.label),
      };
    };
    const samples = shuffle(rows.map(sampleOf), seededRandom(11));
    const part = Math.floor(samples.length * 0.8);
    const trial = trainClassifier(samples.slice(0, part), classes);
    const classifier = trainClassifier(samples, classes);
    classifier.temperature = fitTemperature(
      samples
        .slice(part)
        .map(({ features, label }) => ({ label, probabilities: probabilities(trial, features) })),
    );
    return (text) => {
      const normal = read(text);
      const found = probabilities(classifier, (add) => eachFeature(normal, add));
      const best = found.indexOf(Math.max(...found));
      return { label: classes[best]!, confidence: found[best]! };
    };
  },
};
