import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCALES, type Locale } from '../../shared/locale.ts';
import { INTENTS, type Intent } from '../intents.ts';
import { fitTemperature, type Held } from './calibrate.ts';
import { probabilities } from './classifier.ts';
import { type CommandPhrases, readCommands } from './commands.ts';
import { type CompiledLexicon, compileLexicon } from './compile-lexicon.ts';
import { maskEntities } from './entities/read-entities.ts';
import { eachFeature, FEATURES_VERSION, GROUP_WEIGHTS } from './features.ts';
import { languageFeatures } from './language.ts';
import { createLanguageReader, type LanguageReader } from './language-reader.ts';
import { type Lexicon, readLexicon } from './lexicon.ts';
import type { LanguageModel, Model } from './model.ts';
import type { Normalised } from './normalise.ts';
import { seededRandom, shuffle } from './random.ts';
import { trainingStemmer } from './stems.ts';
import { TOKENIZERS } from './tokenizers.ts';
import { DEFAULT_TRAINING, type Sample, trainClassifier } from './train-classifier.ts';
import { readUtterances, type Utterance } from './utterances.ts';

/** Training sentences are read as if on this day; the classifier sees dates only as masks. */
const TRAINING_DAY = '2026-03-11';
const FOLDS = 2;
const FILES = ['utterances.yml', 'lexicon.yml', 'commands.yml'] as const;

/** Languages with a folder to learn from. */
export function trainedLocales(localesDir: string): Locale[] {
  return LOCALES.filter((locale) => existsSync(join(localesDir, locale, 'utterances.yml')));
}

/** Changes whenever a training over again would give another model. */
export function contentHash(localesDir: string): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([FEATURES_VERSION, GROUP_WEIGHTS, DEFAULT_TRAINING, INTENTS]));
  for (const locale of trainedLocales(localesDir))
    for (const file of FILES) hash.update(locale + file).update(readFileSync(join(localesDir, locale, file)));
  return hash.digest('hex').slice(0, 32);
}

/** How the sentences of one language look to the classifier. */
export function prepareSamples(
  utterances: readonly Utterance[],
  reader: LanguageReader,
  counts: ReadonlyMap<string, number>,
  inLexicon: (word: string) => boolean,
): Sample[] {
  return utterances.map(({ text, intent }) => {
    const normal = reader.normalise(maskedForTraining(reader, text));
    // A word of one sentence is what an unknown word will be at run time.
    const unknown = normal.words.filter((word) => (counts.get(word) ?? 0) <= 1 && !inLexicon(word)).length;
    const seen: Normalised = { ...normal, unknown };
    return { features: (add) => eachFeature(seen, add), label: INTENTS.indexOf(intent) };
  });
}

function maskedForTraining(reader: LanguageReader, text: string): string {
  return maskEntities(text, reader.entities(text, TRAINING_DAY, 'IDR'));
}

/** Predictions for sentences held out in turn. Sample order decides the folds; the seed decides the order. */
export function crossValidate(samples: readonly Sample[], folds = FOLDS): (Held & { index: number })[] {
  const order = shuffle(
    samples.map((_, i) => i),
    seededRandom(7),
  );
  const held: (Held & { index: number })[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const train = order.filter((_, i) => i % folds !== fold).map((i) => samples[i]!);
    const classifier = trainClassifier(train, INTENTS);
    for (const index of order.filter((_, i) => i % folds === fold)) {
      const sample = samples[index]!;
      held.push({ index, label: sample.label, probabilities: probabilities(classifier, sample.features) });
    }
  }
  return held;
}

export interface LanguageContent {
  locale: Locale;
  lexicon: CompiledLexicon;
  commands: CommandPhrases;
  utterances: Utterance[];
}

/** Intents that a courtesy beside them would change. */
const ALONE: ReadonlySet<Intent> = new Set(['greet', 'goodbye', 'thanks', 'affirm', 'deny', 'out_of_scope']);
/** One sentence in this many is seen a second time with a courtesy before or after it. */
const COURTEOUS_EVERY = 4;

/** The sentences and some of them again with a greeting or thanks, which must not matter. */
function withCourtesies(utterances: readonly Utterance[], { openers, closers }: Lexicon): Utterance[] {
  const more: Utterance[] = [];
  utterances.forEach(({ text, intent }, i) => {
    if (i % COURTEOUS_EVERY !== 0 || ALONE.has(intent)) return;
    const turn = i / COURTEOUS_EVERY;
    const opener = openers[turn % Math.max(1, openers.length)];
    const closer = closers[turn % Math.max(1, closers.length)];
    if (turn % 2 === 0 && closer) more.push({ text: `${text}, ${closer}`, intent });
    else if (opener) more.push({ text: `${opener}, ${text}`, intent });
  });
  return [...utterances, ...more];
}

export function readLanguages(localesDir: string): LanguageContent[] {
  return trainedLocales(localesDir).map((locale) => {
    const lexicon = readLexicon(join(localesDir, locale, 'lexicon.yml'));
    const utterances = readUtterances(join(localesDir, locale, 'utterances.yml'));
    return {
      locale,
      lexicon: compileLexicon(lexicon, TOKENIZERS[locale]),
      commands: readCommands(join(localesDir, locale, 'commands.yml')),
      utterances: withCourtesies(utterances, lexicon),
    };
  });
}

/** Vocabulary and samples of one language. */
export async function prepareLanguage(
  { locale, lexicon, commands, utterances }: LanguageContent,
  lexicons: ReadonlyMap<string, CompiledLexicon>,
): Promise<{ samples: Sample[]; stems: Map<string, string>; counts: Map<string, number> }> {
  const first = createLanguageReader({ locale, lexicon, stems: new Map() }, commands, lexicons);
  const counts = new Map<string, number>();
  for (const { text } of utterances)
    for (const word of new Set(first.normalise(maskedForTraining(first, text)).words))
      counts.set(word, (counts.get(word) ?? 0) + 1);
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
    classifier.temperature = fitTemperature(crossValidate(samples));
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
