/** Calendar dates without a time: what a due date is. Always ISO 8601 `YYYY-MM-DD`, proleptic Gregorian. */
export type CalendarDate = string & { readonly __calendarDate?: never };

const DAY_MS = 86_400_000;

function toUtc(date: CalendarDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));
}

function fromUtc(ms: number): CalendarDate {
  return new Date(ms).toISOString().slice(0, 10);
}

/** True for an existing day written `YYYY-MM-DD` (2026-02-30 is not one). */
export function isCalendarDate(text: string): text is CalendarDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = toUtc(text);
  return !Number.isNaN(ms) && fromUtc(ms) === text;
}

/** The date of year, month 1–12, day; undefined when there is no such day. */
export function calendarDate(year: number, month: number, day: number): CalendarDate | undefined {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isCalendarDate(text) ? text : undefined;
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromUtc(toUtc(date) + days * DAY_MS);
}

/** Whole days from `a` to `b`; negative when `b` lies before `a`. */
export function daysBetween(a: CalendarDate, b: CalendarDate): number {
  return Math.round((toUtc(b) - toUtc(a)) / DAY_MS);
}

/** Day of the week, 0 = Sunday … 6 = Saturday. */
export function weekday(date: CalendarDate): number {
  return new Date(toUtc(date)).getUTCDay();
}

/** Last day of the month of `date`. */
export function endOfMonth(date: CalendarDate): CalendarDate {
  return fromUtc(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0));
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>();
const lastLocal = new Map<string, { from: number; until: number; date: CalendarDate }>();

/** The calendar date on the wall in IANA zone `timeZone` at instant `ms` (epoch milliseconds). */
export function dateInZone(ms: number, timeZone: string): CalendarDate {
  // A quarter of an hour never crosses midnight in any zone (all offsets are multiples of it), and
  // Intl costs more than a ledger read: remember the answer for that long.
  const known = lastLocal.get(timeZone);
  if (known && ms >= known.from && ms < known.until) return known.date;
  let format = zoneFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    zoneFormats.set(timeZone, format);
  }
  const date = format.format(ms);
  const quarter = 15 * 60_000;
  const from = Math.floor(ms / quarter) * quarter;
  lastLocal.set(timeZone, { from, until: from + quarter, date });
  return date;
}

/** True when `timeZone` is an IANA name this runtime knows. */
export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
