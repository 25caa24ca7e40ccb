import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCALES, type Locale } from '../../shared/locale.ts';
import { INTENTS, type Intent } from '../intents.ts';
import { type CommandPhrases, readCommands } from './commands.ts';
import { type CompiledLexicon, compileLexicon } from './compile-lexicon.ts';
import { FEATURES_VERSION, GROUP_WEIGHTS } from './features.ts';
import { type Lexicon, readLexicon } from './lexicon.ts';
import { TOKENIZERS } from './tokenizers.ts';
import { DEFAULT_TRAINING } from './train-classifier.ts';
import { readUtterances, type Utterance } from './utterances.ts';

/** What one language is learnt from. */
export interface LanguageContent {
  locale: Locale;
  lexicon: CompiledLexicon;
  commands: CommandPhrases;
  /** The sentences as written, then copies of some of them beside a courtesy. */
  utterances: TrainingUtterance[];
}

export interface TrainingUtterance extends Utterance {
  /** Index of the sentence this one repeats with a courtesy. */
  copyOf?: number;
}

/**
 * Added to the logit of out_of_scope: no training set holds all that people write about, so what is left
 * of doubt leans that way. Measured: two points more of it caught, nothing else lost.
 */
export const OUT_OF_SCOPE_LEAN = 0.5;
const FILES = ['utterances.yml', 'lexicon.yml', 'commands.yml'] as const;
/** Intents that a courtesy beside them would change. */
const ALONE: ReadonlySet<Intent> = new Set(['greet', 'goodbye', 'thanks', 'affirm', 'deny', 'out_of_scope']);
/** One sentence in this many is seen a second time with a courtesy before or after it. */
const COURTEOUS_EVERY = 4;

/** Languages with a folder to learn from. */
export function trainedLocales(localesDir: string): Locale[] {
  return LOCALES.filter((locale) => existsSync(join(localesDir, locale, 'utterances.yml')));
}

/** Changes whenever a training over again would give another model. */
export function contentHash(localesDir: string): string {
  const hash = createHash('sha256');
  const settings = [FEATURES_VERSION, GROUP_WEIGHTS, DEFAULT_TRAINING, COURTEOUS_EVERY, OUT_OF_SCOPE_LEAN];
  hash.update(JSON.stringify([settings, INTENTS]));
  for (const locale of trainedLocales(localesDir))
    for (const file of FILES) hash.update(locale + file).update(readFileSync(join(localesDir, locale, file)));
  return hash.digest('hex').slice(0, 32);
}

/** Reads and checks everything under `localesDir`; an ExpectedError names what is wrong. */
export function readLanguages(localesDir: string): LanguageContent[] {
  return trainedLocales(localesDir).map((locale) => {
    const lexicon = readLexicon(join(localesDir, locale, 'lexicon.yml'));
    return {
      locale,
      lexicon: compileLexicon(lexicon, TOKENIZERS[locale]),
      commands: readCommands(join(localesDir, locale, 'commands.yml')),
      utterances: withCourtesies(readUtterances(join(localesDir, locale, 'utterances.yml')), lexicon),
    };
  });
}

/** The sentences and some of them again with a greeting or thanks, which must not matter. */
function withCourtesies(
  utterances: readonly Utterance[],
  { openers, closers }: Lexicon,
): TrainingUtterance[] {
  const copies: TrainingUtterance[] = [];
  utterances.forEach(({ text, intent }, i) => {
    if (i % COURTEOUS_EVERY !== 0 || ALONE.has(intent)) return;
    const turn = i / COURTEOUS_EVERY;
    const opener = openers[turn % Math.max(1, openers.length)];
    const closer = closers[turn % Math.max(1, closers.length)];
    if (turn % 2 === 0 && closer) copies.push({ text: `${text}, ${closer}`, intent, copyOf: i });
    else if (opener) copies.push({ text: `${opener}, ${text}`, intent, copyOf: i });
  });
  return [...utterances, ...copies];
}
