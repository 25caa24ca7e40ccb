import { type CalendarDate, calendarDate } from '../../../shared/calendar.ts';
import {
  addMonths,
  addUnits,
  dateOfDay,
  dateOfDayMonth,
  dateOfWeekday,
  namedDay,
} from './date-arithmetic.ts';
import { readNumericDates } from './numeric-dates.ts';
import { readQuantity, wholeNumber } from './quantities.ts';
import { freeToken, isFree, phraseAt, plainInteger, type Scan, span, take } from './scan.ts';

interface Hit {
  date: CalendarDate | undefined;
  /** Index after the last token. */
  end: number;
}

const SUFFIX = /^(st|nd|rd|th)$/;

/** A day of the month at token `i`: "25", "25th", "dua puluh lima". */
function dayNumber(
  scan: Scan,
  i: number,
  words: boolean,
): { day: number; end: number; suffix: boolean } | undefined {
  const plain = plainInteger(scan.tokens[i]);
  if (plain !== undefined) {
    const next = scan.tokens[i + 1];
    const suffix = next !== undefined && SUFFIX.test(next.text) && next.start === scan.tokens[i]!.end;
    return plain >= 1 && plain <= 31 ? { day: plain, end: suffix ? i + 2 : i + 1, suffix } : undefined;
  }
  if (!words || scan.tokens[i]?.kind !== 'word') return undefined;
  const quantity = readQuantity(scan, i);
  const day = wholeNumber(quantity, 31);
  return day ? { day, end: quantity!.end, suffix: false } : undefined;
}

function monthAt(scan: Scan, i: number): number | undefined {
  const token = scan.tokens[i];
  if (token?.kind !== 'word') return undefined;
  return scan.grammar.words.months[token.word] ?? scan.grammar.words.months[token.text];
}

function yearAt(scan: Scan, i: number): { year: number; end: number } | undefined {
  let at = i;
  while (scan.tokens[at]?.text === ',' || scan.grammar.words.units[scan.tokens[at]?.word ?? ''] === 'year')
    at++;
  const year = plainInteger(scan.tokens[at]);
  return year !== undefined && year >= 2000 && year <= 2099 ? { year, end: at + 1 } : undefined;
}

function dayMonth(scan: Scan, day: number, month: number, end: number, past: boolean): Hit {
  const year = yearAt(scan, end);
  if (year) return { date: calendarDate(year.year, month, day), end: year.end };
  return { date: dateOfDayMonth(scan.today, day, month, past), end };
}

/** "tgl 25", "25 maret 2026", "tanggal 25 bulan 3", "25 bulan depan", "March 25th". */
function readDayOfMonth(scan: Scan, i: number, past: boolean): Hit | undefined {
  const { grammar, tokens, today } = scan;
  const label = phraseAt(scan, i, grammar.dayLabels);
  const start = i + (label?.length ?? 0);
  const month = label ? undefined : monthAt(scan, i);
  if (month !== undefined) {
    const day = dayNumber(scan, i + 1, false);
    if (!day || tokens[day.end]?.text === ':') return undefined;
    return dayMonth(scan, day.day, month, day.end, past);
  }
  const dotted = label && /^[.:]$/.test(tokens[start]?.text ?? '') ? start + 1 : start;
  const day = dayNumber(scan, dotted, label !== undefined);
  if (!day) return undefined;
  const of = tokens[day.end]?.text === 'of' ? day.end + 1 : day.end;
  const named = monthAt(scan, of);
  if (named !== undefined) return dayMonth(scan, day.day, named, of + 1, past);
  if (grammar.monthLabels.has(tokens[of]?.word ?? '')) {
    const number = plainInteger(tokens[of + 1]);
    if (number !== undefined && number >= 1 && number <= 12)
      return dayMonth(scan, day.day, number, of + 2, past);
    const spelt = monthAt(scan, of + 1);
    if (spelt !== undefined) return dayMonth(scan, day.day, spelt, of + 2, past);
  }
  const shift = relativeMonth(scan, of);
  if (shift) {
    const target = addMonths(`${today.slice(0, 8)}01`, shift.months);
    return {
      date: calendarDate(Number(target.slice(0, 4)), Number(target.slice(5, 7)), day.day),
      end: shift.end,
    };
  }
  if (!label && !(day.suffix && day.day > 9)) return undefined;
  const next = tokens[day.end]?.word ?? '';
  if (grammar.words.scales[next] !== undefined || grammar.counted.has(next)) return undefined;
  return { date: dateOfDay(today, day.day, past), end: day.end };
}

/** "bulan depan", "next month", "this month", "bulan lalu" at token `i`, as months from now. */
function relativeMonth(scan: Scan, i: number): { months: number; end: number } | undefined {
  const { grammar, tokens } = scan;
  for (const [map, months] of [
    [grammar.next, 1],
    [grammar.this, 0],
    [grammar.last, -1],
  ] as const) {
    const before = phraseAt(scan, i, map);
    if (before && grammar.monthLabels.has(tokens[i + before.length]?.word ?? ''))
      return { months, end: i + before.length + 1 };
    const after = phraseAt(scan, i + 1, map);
    if (after && grammar.monthLabels.has(tokens[i]?.word ?? '')) return { months, end: i + 1 + after.length };
  }
  return undefined;
}

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
  if (lead) return { date: dateOfWeekday(today, day, lead.which), end: at + 1 };
  const week = grammar.words.units[tokens[at + 1]?.word ?? ''] === 'week' ? 1 : 0;
  for (const [which, map] of kinds) {
    const tail = phraseAt(scan, at + 1 + week, map);
    if (tail) return { date: dateOfWeekday(today, day, which), end: at + 1 + week + tail.length };
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

/** Every date the words fix; "habis gajian" fixes none. Relative ones count from the debtor's today. */
export function readDates(scan: Scan): void {
  const { tokens } = scan;
  const past = tokens.some((token) => scan.grammar.past.has(token.word));
  readNumericDates(scan, past);
  for (let i = 0; i < tokens.length; i++) {
    if (!freeToken(scan, i)) continue;
    const hit =
      readNamed(scan, i, past) ??
      readSpan(scan, i) ??
      readDayOfMonth(scan, i, past) ??
      readWeekday(scan, i, past);
    if (!hit?.date) continue;
    const { start } = tokens[i]!;
    const { end } = tokens[hit.end - 1]!;
    if (!isFree(scan, start, end)) continue;
    scan.found.push({ type: 'date', date: hit.date, ...span(scan, start, end) });
    take(scan, start, end);
    i = hit.end - 1;
  }
}
