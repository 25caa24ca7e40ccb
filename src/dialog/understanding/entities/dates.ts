import { addUnits, dateOfWeekday, namedDay } from './date-arithmetic.ts';
import { type Hit, monthAt, readDayOfMonth } from './days-of-month.ts';
import { readNumericDates } from './numeric-dates.ts';
import { readQuantity, wholeNumber } from './quantities.ts';
import { freeToken, isFree, phraseAt, plainInteger, type Scan, span, startsAny, take } from './scan.ts';

/** "Jumat", "Jumat depan", "next Friday", "Jumat minggu depan", "last Monday". */
function readWeekday(scan: Scan, i: number, past: boolean): Hit | undefined {
  const { grammar, tokens, today } = scan;
  const kinds = [
    ['next', grammar.next],
    ['this', grammar.this],
    ['last', grammar.last],
  ] as const;
  const lead = kinds
    .map(([which, map]) => ({ which, hit: phraseAt(scan, i, map) }))
    .find(({ hit }) => hit !== undefined);
  const at = i + (lead?.hit?.length ?? 0);
  const token = tokens[at];
  const day = token && (grammar.words.weekdays[token.word] ?? grammar.words.weekdays[token.text]);
  if (day === undefined) return undefined;
  // "Jumat, 20 Maret": the day of the month is surer than the weekday.
  const comma = tokens[at + 1]?.text === ',' ? at + 2 : at + 1;
  const dated = readDayOfMonth(scan, comma, past);
  if (dated?.date) return dated;
  if (lead) return { date: dateOfWeekday(today, day, lead.which), end: at + 1 };
  const week = grammar.words.units[tokens[at + 1]?.word ?? ''] === 'week' ? 1 : 0;
  for (const [which, map] of kinds) {
    const tail = phraseAt(scan, at + 1 + week, map);
    if (!tail) continue;
    const end = at + 1 + week + tail.length;
    const trailing = grammar.words.units[tokens[end]?.word ?? ''] === 'week' ? 1 : 0;
    return { date: dateOfWeekday(today, day, which), end: end + trailing };
  }
  return { date: dateOfWeekday(today, day, past ? 'last' : 'bare'), end: at + 1 };
}

/** "3 hari lagi", "in two weeks", "2 minggu yang lalu". A span without direction ("3 hari") is no date. */
function readSpan(scan: Scan, i: number): Hit | undefined {
  const { grammar, tokens, today } = scan;
  const before = phraseAt(scan, i, grammar.before);
  const at = i + (before?.length ?? 0);
  const quantity = readQuantity(scan, at);
  const count = wholeNumber(quantity, 400);
  if (!quantity || count === undefined) return undefined;
  const unit = grammar.words.units[tokens[quantity.end]?.word ?? ''];
  if (!unit) return undefined;
  const end = quantity.end + 1;
  const ago = phraseAt(scan, end, grammar.ago);
  if (ago) return { date: addUnits(today, -count, unit), end: end + ago.length };
  const after = phraseAt(scan, end, grammar.after);
  if (!after && !before) return undefined;
  return { date: addUnits(today, count, unit), end: end + (after?.length ?? 0) };
}

function readNamed(scan: Scan, i: number, past: boolean): Hit | undefined {
  const named = phraseAt(scan, i, scan.grammar.days);
  if (!named) return undefined;
  const end = i + named.length;
  // "besok Senin" means Monday, whatever day tomorrow is.
  const weekday =
    typeof named.value === 'number' ? readWeekday(scan, end, past || named.value < 0) : undefined;
  return weekday ?? { date: namedDay(scan.today, named.value), end };
}

/** "Maret 2026" is no day, and its year no amount. */
function takeMonthYears(scan: Scan): void {
  for (let i = 1; i < scan.tokens.length; i++) {
    const token = scan.tokens[i]!;
    const isYear = /^20\d\d$/.test(token.text) && monthAt(scan, i - 1) !== undefined;
    const dayBefore = plainInteger(scan.tokens[i - 2]) ?? 0;
    if (isYear && (dayBefore < 1 || dayBefore > 31)) take(scan, token.start, token.end);
  }
}

/** Every date the words fix; "habis gajian" fixes none. Relative ones count from the debtor's today. */
export function readDates(scan: Scan): void {
  const { tokens } = scan;
  const past = tokens.some((token) => scan.grammar.past.has(token.word));
  readNumericDates(scan, past);
  takeMonthYears(scan);
  for (let i = 0; i < tokens.length; i++) {
    if (!startsAny(scan, i, scan.grammar.dateStarts) || !freeToken(scan, i)) continue;
    const hit =
      readDayOfMonth(scan, i, past) ??
      readNamed(scan, i, past) ??
      readSpan(scan, i) ??
      readWeekday(scan, i, past);
    if (!hit?.date) continue;
    // "tgl 5 kemarin": the word after only says which side of today.
    const tail = /\d/.test(tokens[i]!.text + (tokens[i + 1]?.text ?? ''))
      ? phraseAt(scan, hit.end, scan.grammar.last)
      : undefined;
    hit.end += tail?.length ?? 0;
    const { start } = tokens[i]!;
    const { end } = tokens[hit.end - 1]!;
    if (!isFree(scan, start, end)) continue;
    scan.found.push({ type: 'date', date: hit.date, ...span(scan, start, end) });
    take(scan, start, end);
    i = hit.end - 1;
  }
}
