import { readFileSync } from 'node:fs';
import type { CalendarDate } from '../../shared/calendar.ts';
import { ExpectedError } from '../../shared/errors.ts';
import { isLocale, LOCALES, type Locale } from '../../shared/locale.ts';
import { judge, type LabelledLine, parseLabelled, summarise } from './evaluate.ts';
import type { Understanding } from './understanding.ts';

export interface UnderstandCommandOptions {
  text?: string;
  /** JSONL of `{"text","intent","accept"?,"locale"?}`. */
  file?: string;
  locale?: string;
  /** For relative dates; the day of the machine without it. */
  today?: CalendarDate;
  print: (line: string) => void;
}

/**
 * `sapa understand`: one text as JSON, or a labelled file as one JSON line each and a summary
 * (accuracy, macro-F1, confusions). Throws ExpectedError for a wrong locale, file or line.
 */
export async function understandCommand(
  understanding: Understanding,
  options: UnderstandCommandOptions,
): Promise<void> {
  const { print, text, file } = options;
  const locale = checkedLocale(options.locale);
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  const context = { today, ...(locale ? { locale } : {}) };
  if (file !== undefined) return printFile(understanding, readLabelled(file), context, print);
  if (text === undefined || text.trim() === '')
    throw new ExpectedError('understand_nothing', 'Nothing to understand: give a text or --file FILE.');
  print(JSON.stringify(understanding.understand(text, context), undefined, 2));
}

function checkedLocale(locale: string | undefined): Locale | undefined {
  if (locale === undefined || isLocale(locale)) return locale;
  throw new ExpectedError(
    'understand_locale',
    `Unknown locale "${locale}": expected one of ${LOCALES.join(', ')}.`,
  );
}

/** Reads a labelled file; every wrong line is named. */
export function readLabelled(file: string): LabelledLine[] {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ExpectedError('understand_file', `Cannot read ${file}: ${(error as Error).message}.`);
  }
  const wrong: string[] = [];
  const lines: LabelledLine[] = [];
  for (const [index, row] of content
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (row.trim() === '') continue;
    const line = parseLabelled(row);
    if (typeof line === 'string') wrong.push(`${file}:${index + 1}: ${line}.`);
    else lines.push(line);
  }
  if (wrong.length > 0) throw new ExpectedError('understand_lines', wrong);
  return lines;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function printFile(
  understanding: Understanding,
  lines: readonly LabelledLine[],
  context: { locale?: Locale; today: CalendarDate },
  print: (line: string) => void,
): void {
  const judged = judge(understanding, lines, context);
  for (const { line, predicted, right, understood } of judged)
    print(
      JSON.stringify({
        text: line.text,
        intent: line.intent,
        predicted,
        right,
        confidence: Number(understood.intents[0]!.confidence.toFixed(3)),
        decision: understood.decision,
        locale: understood.locale,
      }),
    );
  const result = summarise(judged);
  print(`lines ${result.lines}`);
  print(`accuracy ${percent(result.accuracy)}`);
  print(`macro-F1 ${percent(result.macroF1)}`);
  print(`acted upon ${percent(result.acted)}, wrongly ${percent(result.wrongActed)}`);
  if (result.outOfScopeRecall !== undefined) print(`out of scope caught ${percent(result.outOfScopeRecall)}`);
  print(`confusions ${result.confusions.length === 0 ? 'none' : ''}`.trim());
  for (const { intent, predicted, count, texts } of result.confusions)
    print(`  ${count} × ${intent} → ${predicted}: ${texts.slice(0, 3).join(' | ')}`);
}
