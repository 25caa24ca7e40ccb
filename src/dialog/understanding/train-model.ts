import { INTENTS } from '../intents.ts';
import { fitTemperature } from './calibrate.ts';
import type { CompiledLexicon } from './compile-lexicon.ts';
import {
  contentHash,
  type LanguageContent,
  OUT_OF_SCOPE_LEAN,
  readLanguages,
  type TrainingUtterance,
} from './content.ts';
import { crossValidate } from './cross-validate.ts';
import { maskEntities } from './entities/read-entities.ts';
import { eachFeature } from './features.ts';
import { languageFeatures } from './language.ts';
import { createLanguageReader, type LanguageReader } from './language-reader.ts';
import type { LanguageModel, Model } from './model.ts';
import type { Normalised } from './normalise.ts';
import { trainingStemmer } from './stems.ts';
import { DEFAULT_TRAINING, type Sample, trainClassifier } from './train-classifier.ts';

/** Training sentences are read as if on this day; the classifier sees dates only as masks. */
const TRAINING_DAY = '2026-03-11';
const FOLDS = 2;
const OUT_OF_SCOPE = INTENTS.indexOf('out_of_scope');

function masked(reader: LanguageReader, text: string): string {
  return maskEntities(text, reader.entities(text, TRAINING_DAY, 'IDR'));
}

/** How the sentences of one language look to the classifier. */
function prepareSamples(
  utterances: readonly TrainingUtterance[],
  reader: LanguageReader,
  counts: ReadonlyMap<string, number>,
  inLexicon: (word: string) => boolean,
): Sample[] {
  return utterances.map(({ text, intent }) => {
    const normal = reader.normalise(masked(reader, text));
    // A word of one sentence is what an unknown word will be at run time.
    const unknown = normal.words.filter((word) => (counts.get(word) ?? 0) <= 1 && !inLexicon(word)).length;
    const seen: Normalised = { ...normal, unknown };
    return { features: (add) => eachFeature(seen, add), label: INTENTS.indexOf(intent) };
  });
}

/** Vocabulary and samples of one language. */
export async function prepareLanguage(
  { locale, lexicon, commands, utterances }: LanguageContent,
  lexicons: ReadonlyMap<string, CompiledLexicon>,
): Promise<{ samples: Sample[]; stems: Map<string, string>; counts: Map<string, number> }> {
  const first = createLanguageReader({ locale, lexicon, stems: new Map() }, commands, lexicons);
  const counts = new Map<string, number>();
  for (const { text, copyOf } of utterances)
    for (const word of new Set(first.normalise(masked(first, text)).words))
      counts.set(word, (counts.get(word) ?? 0) + (copyOf === undefined ? 1 : 0));
  const stem = await trainingStemmer(locale);
  const stems = new Map<string, string>();
  for (const word of [...counts.keys()].sort()) stems.set(word, word.startsWith('x') ? word : stem(word));
  const reader = createLanguageReader({ locale, lexicon, stems }, commands, lexicons);
  return { samples: prepareSamples(utterances, reader, counts, first.knows), stems, counts };
}

/** Trains every language under `localesDir`; the same content gives the same model. */
export async function trainModel(localesDir: string): Promise<Model> {
  const contents = readLanguages(localesDir);
  const lexicons = new Map(contents.map(({ locale, lexicon }) => [locale as string, lexicon]));
  const languages: LanguageModel[] = [];
  for (const content of contents) {
    const { samples, stems, counts } = await prepareLanguage(content, lexicons);
    const classifier = trainClassifier(samples, INTENTS);
    classifier.temperature = fitTemperature(crossValidate(samples, content.utterances, FOLDS));
    classifier.bias[OUT_OF_SCOPE]! += OUT_OF_SCOPE_LEAN;
    const { locale, lexicon, commands } = content;
    languages.push({ locale, lexicon, commands, stems, counts, classifier });
  }
  return { hash: contentHash(localesDir), languages, detector: trainDetector(contents) };
}

function trainDetector(contents: readonly LanguageContent[]) {
  const samples = contents.flatMap(({ utterances }, label) =>
    utterances.map(({ text }): Sample => ({ features: languageFeatures(text), label })),
  );
  const classes = contents.map(({ locale }) => locale);
  return trainClassifier(samples, classes, { ...DEFAULT_TRAINING, epochs: 8, minimumCount: 1 });
}
