import type { Locale } from '../../shared/locale.ts';
import type { Classifier } from './classifier.ts';
import type { CommandPhrases } from './commands.ts';
import type { CompiledLexicon } from './compile-lexicon.ts';

/** What was learnt and read for one language. */
export interface LanguageModel {
  locale: Locale;
  lexicon: CompiledLexicon;
  commands: CommandPhrases;
  /** Training vocabulary: word → its stem. */
  stems: Map<string, string>;
  /** Training vocabulary: word → in how many sentences it stands. */
  counts: Map<string, number>;
  /** Classes are intents. */
  classifier: Classifier;
}

/** Everything understanding needs at run time, in one file. */
export interface Model {
  /** Hash of the content it was trained from and of the version of the features. */
  hash: string;
  languages: LanguageModel[];
  /** Classes are locales. */
  detector: Classifier;
}
