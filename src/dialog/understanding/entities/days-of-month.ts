import { type CalendarDate, calendarDate } from '../../../shared/calendar.ts';
import { addMonths, dateOfDay, dateOfDayMonth } from './date-arithmetic.ts';
import { readQuantity, wholeNumber } from './quantities.ts';
import { phraseAt, plainInteger, type Scan } from './scan.ts';

/** A date found at some token. */
export interface Hit {
  date: CalendarDate | undefined;
  /** Index after the last token. */
  end: number;
}

const SUFFIX = /^(st|nd|rd|th)$/;

/** A day of the month at token `i`: "25", "25th", "dua puluh lima". */
function dayNumber(scan: Scan, i: number, words: boolean): Day | undefined {
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

export function monthAt(scan: Scan, i: number): number | undefined {
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

/** "tgl 25", "25 maret 2026", "tanggal 25 bulan 3", "25 bulan depan", "March 25th", "first of June". */
export function readDayOfMonth(scan: Scan, i: number, past: boolean): Hit | undefined {
  const { grammar } = scan;
  const ahead = relativeMonth(scan, i);
  const label = phraseAt(scan, ahead?.end ?? i, grammar.dayLabels);
  if (ahead && !label) return undefined;
  const start = (ahead?.end ?? i) + (label?.length ?? 0);
  const month = label ? undefined : monthAt(scan, i);
  if (month !== undefined) {
    const day = dayNumber(scan, i + 1, false);
    if (!day || scan.tokens[day.end]?.text === ':') return undefined;
    return dayMonth(scan, day.day, month, day.end, past);
  }
  const dotted = label && /^[.:]$/.test(scan.tokens[start]?.text ?? '') ? start + 1 : start;
  const day = dayNumber(scan, dotted, label !== undefined) ?? ordinalDay(scan, dotted);
  if (!day) return undefined;
  if (ahead) return { date: inMonth(scan, ahead.months, day.day), end: day.end };
  return (
    readMonthAfter(scan, day, past) ??
    (label || (day.suffix && day.day > 9) ? loneDay(scan, day, past) : undefined)
  );
}

type Day = { day: number; end: number; suffix: boolean };

/** "first of June": only before "of" and a month; elsewhere it is a place in a list. */
function ordinalDay(scan: Scan, i: number): Day | undefined {
  const day = scan.grammar.words.ordinals[scan.tokens[i]?.word ?? ''];
  const dated = scan.tokens[i + 1]?.text === 'of' && monthAt(scan, i + 2) !== undefined;
  return dated && day !== undefined && day > 0 ? { day, end: i + 1, suffix: true } : undefined;
}

function inMonth(scan: Scan, months: number, day: number): CalendarDate | undefined {
  const target = addMonths(`${scan.today.slice(0, 8)}01`, months);
  return calendarDate(Number(target.slice(0, 4)), Number(target.slice(5, 7)), day);
}

/** The month said after a day: "maret", "of March", "bulan 3", "bulan depan". */
function readMonthAfter(scan: Scan, day: Day, past: boolean): Hit | undefined {
  const { grammar, tokens } = scan;
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
  return shift && { date: inMonth(scan, shift.months, day.day), end: shift.end };
}

/** A day without a month; not "tgl 5 ribu", not "the 2nd one". */
function loneDay(scan: Scan, day: Day, past: boolean): Hit | undefined {
  const { grammar, today } = scan;
  const next = scan.tokens[day.end]?.word ?? '';
  if (grammar.words.scales[next] !== undefined || grammar.counted.has(next)) return undefined;
  if (day.suffix && (grammar.pronouns.has(next) || grammar.referenceLabels.has(next))) return undefined;
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
