import type { CalendarDate } from '../../shared/calendar.ts';
import type { Locale } from '../../shared/locale.ts';
import { type CommandReader, createCommandReader } from './commands.ts';
import type { CompiledLexicon } from './compile-lexicon.ts';
import { createGrammar, type Grammar } from './entities/grammar.ts';
import { readEntities } from './entities/read-entities.ts';
import { createNormaliser, type Normaliser, type NormaliserParts } from './normalise.ts';
import type { Entity } from './understanding.ts';

/** One language's reading of a text, without the classifier: training and run time share it. */
export interface LanguageReader extends Normaliser {
  locale: Locale;
  grammar: Grammar;
  command: CommandReader;
  entities(text: string, today: CalendarDate, currency: string): Entity[];
}

export function createLanguageReader(
  parts: NormaliserParts,
  commands: Parameters<typeof createCommandReader>[0],
  lexicons: ReadonlyMap<string, CompiledLexicon>,
): LanguageReader {
  const normaliser = createNormaliser(parts);
  const { lexicon, locale } = parts;
  const borrowed = lexicon.borrows.flatMap((name) => lexicons.get(name)?.entities ?? []);
  const grammar = createGrammar(lexicon.entities, borrowed, normaliser.standard);
  return {
    ...normaliser,
    locale,
    grammar,
    command: createCommandReader(commands, new Set(lexicon.fillers), grammar.pointers, normaliser.standard),
    entities: (text, today, currency) => readEntities(text, grammar, today, currency),
  };
}
