import type { CalendarDate } from '../../shared/calendar.ts';
import type { Locale } from '../../shared/locale.ts';
import { INTENTS, type Intent } from '../intents.ts';
import { probabilities } from './classifier.ts';
import { maskEntities } from './entities/read-entities.ts';
import { eachFeature } from './features.ts';
import { detectLanguage } from './language.ts';
import { createLanguageReader, type LanguageReader } from './language-reader.ts';
import type { LanguageModel, Model } from './model.ts';
import { decide, type UnderstandingPolicy } from './policy.ts';
import { createSpeller } from './spelling.ts';
import type { Entity, RankedIntent, Understanding } from './understanding.ts';

export interface UnderstandingOptions {
  model: Model;
  policy: UnderstandingPolicy;
}

interface Language {
  reader: LanguageReader;
  model: LanguageModel;
}

/** A second language is asked too when it is at least this likely. */
const MIXED = 0.12;
const RANKED = 5;
/** What is left of the confidence when a message is only a number, a day or the name of a bank. */
const BARE = 0.4;
const DEFAULT_CURRENCY = 'IDR';
const MAX_LENGTH = 2000;

/** Understanding from a trained model: pure, synchronous, no I/O. */
export function createUnderstanding({ model, policy }: UnderstandingOptions): Understanding {
  const lexicons = new Map(model.languages.map(({ locale, lexicon }) => [locale as string, lexicon]));
  const languages = new Map<Locale, Language>(
    model.languages.map((language) => {
      const { locale, lexicon, stems, counts, commands } = language;
      const speller = createSpeller(counts);
      const reader = createLanguageReader({ locale, lexicon, stems, speller }, commands, lexicons);
      return [locale, { reader, model: language }];
    }),
  );

  function score(language: Language, text: string, entities: Entity[]): Float64Array {
    const normal = language.reader.normalise(maskEntities(text, entities));
    return probabilities(language.model.classifier, (add) => eachFeature(normal, add));
  }

  return {
    understand(typed, context) {
      const text = typed.slice(0, MAX_LENGTH);
      const detected = detectLanguage(model.detector, text, context.locale);
      const main = languages.get(detected.locale) ?? [...languages.values()][0]!;
      const currency = context.currency ?? DEFAULT_CURRENCY;
      const read = (language: Language, words: string): Entity[] =>
        language.reader.entities(words, context.today as CalendarDate, currency);
      const entities = read(main, text);
      const command = main.reader.command(text, entities);
      const rest = command ? command.rest : text.trim();
      const meant = command?.rest ? command.rest : text;
      const meantEntities = meant === text ? entities : read(main, meant);
      const scores = score(main, meant, meantEntities);
      for (const [i, share] of detected.shares.entries()) {
        const other = languages.get(model.detector.classes[i] as Locale);
        if (!other || other === main || share < MIXED) continue;
        const second = score(other, meant, read(other, meant));
        for (let c = 0; c < scores.length; c++) scores[c] = scores[c]! * (1 - share) + second[c]! * share;
      }
      const bare = isBare(main.reader, meant, meantEntities);
      const intents = rank(scores, bare ? BARE : 1);
      const decision = bare
        ? meantEntities.some((one) => one.type === 'date')
          ? 'clarify'
          : 'reject'
        : decide(policy, intents[0]!.confidence, intents[1]!.confidence);
      return {
        locale: detected.locale,
        localeConfidence: detected.confidence,
        intents,
        decision,
        entities,
        ...(command ? { command: command.command } : {}),
        rest,
      };
    },
  };
}

/** True when nothing but entities and fillers was said: "12", "besok ya", "BCA". */
function isBare(reader: LanguageReader, text: string, entities: readonly Entity[]): boolean {
  // "Ya" is a filler in a sentence, and says all there is to say alone.
  if (entities.length === 0 && /\p{L}/u.test(text)) return false;
  let beside = '';
  let at = 0;
  for (const { start, end } of entities) {
    if (start > at) beside += `${text.slice(at, start)} `;
    at = Math.max(at, end);
  }
  return reader.telling(beside + text.slice(at)).every((word) => reader.grammar.pointers.has(word));
}

function rank(scores: Float64Array, factor: number): RankedIntent[] {
  const best: RankedIntent[] = [];
  for (let i = 0; i < scores.length; i++) {
    const confidence = scores[i]! * factor;
    if (best.length === RANKED && confidence <= best[RANKED - 1]!.confidence) continue;
    let at = Math.min(best.length, RANKED - 1);
    for (; at > 0 && best[at - 1]!.confidence < confidence; at--) best[at] = best[at - 1]!;
    best[at] = { intent: INTENTS[i] as Intent, confidence };
  }
  return best;
}
