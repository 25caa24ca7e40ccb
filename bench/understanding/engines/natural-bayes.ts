import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js';
import indonesian from 'natural/lib/natural/stemmers/indonesian/stemmer_id.js';
import porter from 'natural/lib/natural/stemmers/porter_stemmer.js';
import type { Engine } from './engine.ts';

/** natural's Bayes over stems, every word kept: its stop words hold "tidak", "belum" and "berapa". */
export const naturalBayes: Engine = {
  name: "natural's Bayes",
  async train(rows, locale) {
    const stemmer = locale === 'id' ? indonesian : porter;
    const words = (text: string): string[] =>
      (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => stemmer.stem(word));
    const classifier = new BayesClassifier();
    for (const { text, label } of rows) classifier.addDocument(words(text), label);
    classifier.train();
    return (text) => {
      const ranked = classifier.getClassifications(words(text));
      const sum = ranked.reduce((total, { value }) => total + value, 0);
      return { label: ranked[0]!.label, confidence: sum > 0 ? ranked[0]!.value / sum : 0 };
    };
  },
};
