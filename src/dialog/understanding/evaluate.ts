import type { CalendarDate } from '../../shared/calendar.ts';
import { isLocale, type Locale } from '../../shared/locale.ts';
import { type Intent, isIntent } from '../intents.ts';
import type { Understanding, Understood } from './understanding.ts';

/** One labelled line of a test set; `accept` are other intents that are as right. */
export interface LabelledLine {
  text: string;
  intent: Intent;
  accept?: Intent[];
  locale?: Locale;
}

export interface Judged {
  line: LabelledLine;
  /** The best intent, or out_of_scope when it was rejected. */
  predicted: Intent;
  right: boolean;
  understood: Understood;
}

export interface Evaluation {
  lines: number;
  accuracy: number;
  macroF1: number;
  /** Share of all lines where a wrong intent would have been acted upon without asking. */
  wrongActed: number;
  /** Share of lines that are acted upon at all. */
  acted: number;
  /** Share of out-of-scope lines that were caught; undefined when there were none. */
  outOfScopeRecall?: number;
  perIntent: Record<string, { lines: number; precision: number; recall: number; f1: number }>;
  /** Most frequent first. */
  confusions: { intent: Intent; predicted: Intent; count: number; texts: string[] }[];
}

export function judge(
  understanding: Understanding,
  lines: readonly LabelledLine[],
  context: { locale?: Locale; today: CalendarDate },
): Judged[] {
  return lines.map((line) => {
    const locale = line.locale ?? context.locale;
    const understood = understanding.understand(line.text, {
      today: context.today,
      ...(locale ? { locale } : {}),
    });
    const predicted = understood.decision === 'reject' ? 'out_of_scope' : understood.intents[0]!.intent;
    const right = predicted === line.intent || (line.accept?.includes(predicted) ?? false);
    return { line, predicted, right, understood };
  });
}

/** Accuracy, macro-F1 and confusions. An accepted other intent counts as the line's own. */
export function summarise(judged: readonly Judged[]): Evaluation {
  const intents = new Map<string, { lines: number; predicted: number; right: number }>();
  const of = (intent: string) => {
    let row = intents.get(intent);
    if (!row) {
      row = { lines: 0, predicted: 0, right: 0 };
      intents.set(intent, row);
    }
    return row;
  };
  const confusions = new Map<string, Evaluation['confusions'][number]>();
  for (const { line, predicted, right } of judged) {
    of(line.intent).lines++;
    of(right ? line.intent : predicted).predicted++;
    if (right) of(line.intent).right++;
    else {
      const key = `${line.intent}>${predicted}`;
      const entry = confusions.get(key) ?? { intent: line.intent, predicted, count: 0, texts: [] };
      entry.count++;
      entry.texts.push(line.text);
      confusions.set(key, entry);
    }
  }
  const perIntent: Evaluation['perIntent'] = {};
  for (const [intent, { lines, predicted, right }] of [...intents].sort()) {
    const precision = predicted === 0 ? 0 : right / predicted;
    const recall = lines === 0 ? 0 : right / lines;
    const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    perIntent[intent] = { lines, precision, recall, f1 };
  }
  const scored = Object.values(perIntent).filter(({ lines }) => lines > 0);
  const total = Math.max(1, judged.length);
  const outside = perIntent['out_of_scope'];
  return {
    lines: judged.length,
    accuracy: judged.filter(({ right }) => right).length / total,
    macroF1: scored.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, scored.length),
    wrongActed: judged.filter((j) => !j.right && j.understood.decision === 'act').length / total,
    acted: judged.filter((j) => j.understood.decision === 'act').length / total,
    ...(outside && outside.lines > 0 ? { outOfScopeRecall: outside.recall } : {}),
    perIntent,
    confusions: [...confusions.values()].sort((a, b) => b.count - a.count),
  };
}

export function evaluate(
  understanding: Understanding,
  lines: readonly LabelledLine[],
  context: { locale?: Locale; today: CalendarDate },
): Evaluation {
  return summarise(judge(understanding, lines, context));
}

/** One line of a JSONL test set; what is wrong with it as a sentence otherwise. */
export function parseLabelled(text: string): LabelledLine | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  if (typeof value !== 'object' || value === null) return 'expected an object {"text","intent"}';
  const { text: words, intent, accept, locale } = value as Record<string, unknown>;
  if (typeof words !== 'string') return 'expected "text" as a string';
  if (typeof intent !== 'string' || !isIntent(intent)) return `unknown intent ${JSON.stringify(intent)}`;
  const others = Array.isArray(accept)
    ? accept.filter((a): a is Intent => typeof a === 'string' && isIntent(a))
    : [];
  return {
    text: words,
    intent,
    ...(others.length > 0 ? { accept: others } : {}),
    ...(typeof locale === 'string' && isLocale(locale) ? { locale } : {}),
  };
}
