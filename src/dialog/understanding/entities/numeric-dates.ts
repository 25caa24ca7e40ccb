import { type CalendarDate, calendarDate } from '../../../shared/calendar.ts';
import { dateOfDayMonth } from './date-arithmetic.ts';
import { isFree, type Scan, span, take } from './scan.ts';

const EDGE = '(?<![\\p{L}\\p{N}]|[\\p{N}\\p{L}][/.-])';
const AFTER = '(?![\\p{L}\\p{N}]|[/.-][\\p{L}\\p{N}])';
const ISO = new RegExp(`${EDGE}(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${AFTER}`, 'gu');
const FULL = new RegExp(`${EDGE}(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${AFTER}`, 'gu');
const SHORT = new RegExp(`${EDGE}(\\d{1,2})/(\\d{1,2})${AFTER}`, 'gu');

function add(scan: Scan, match: RegExpMatchArray, dates: (CalendarDate | undefined)[]): void {
  const start = match.index!;
  const end = start + match[0].length;
  const real = [...new Set(dates.filter((date) => date !== undefined))];
  if (real.length === 0 || !isFree(scan, start, end)) return;
  for (const date of real) scan.found.push({ type: 'date', date, ...span(scan, start, end) });
  take(scan, start, end);
}

/** Two numbers as day and month in the language's order; both orders where it has no fixed one. */
function orders(
  scan: Scan,
  a: number,
  b: number,
  make: (day: number, month: number) => CalendarDate | undefined,
) {
  const dayFirst = make(a, b);
  const monthFirst = make(b, a);
  if (scan.grammar.words.dayFirst) return [dayFirst ?? monthFirst];
  return [monthFirst, dayFirst];
}

/** `2026-03-25`, `25/3/2026`, `25-03-26`, `25.3.2026`, `25/3`. */
export function readNumericDates(scan: Scan, past: boolean): void {
  if (!/\d[-/.]\d/.test(scan.text)) return;
  for (const match of scan.text.matchAll(ISO))
    add(scan, match, [calendarDate(Number(match[1]), Number(match[3]), Number(match[4]))]);
  for (const match of scan.text.matchAll(FULL)) {
    // "10.30.26" is no date anyone writes; dots need the full year.
    if (match[2] === '.' && match[4]!.length === 2) continue;
    const year = Number(match[4]) + (match[4]!.length === 2 ? 2000 : 0);
    add(
      scan,
      match,
      orders(scan, Number(match[1]), Number(match[3]), (d, m) => calendarDate(year, m, d)),
    );
  }
  for (const match of scan.text.matchAll(SHORT))
    add(
      scan,
      match,
      orders(scan, Number(match[1]), Number(match[2]), (d, m) =>
        m >= 1 && m <= 12 && d >= 1 && d <= 31 ? dateOfDayMonth(scan.today, d, m, past) : undefined,
      ),
    );
}
