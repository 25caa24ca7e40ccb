import { type CalendarDate, calendarDate } from '../../shared/calendar.ts';

export type DateOrder = 'dmy' | 'mdy';

/** Full names and usual short forms, English and Indonesian. */
const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'jan january januari',
    'feb february februari peb',
    'mar march maret',
    'apr april',
    'may mei',
    'jun june juni',
    'jul july juli',
    'aug august agu agt agustus agus',
    'sep sept september',
    'oct october okt oktober',
    'nov november nop nopember',
    'dec december des desember',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1])),
);

const TIME = /[T\s]\s*(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(?:[AP]M)?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * The day of a date with a time behind it, as exports of date columns have it. An instant with a zone is
 * the same day everywhere only when it is written as midnight; any other is left as it is, and refused.
 */
function withoutTime(text: string): string {
  const trimmed = text.trim();
  const time = TIME.exec(trimmed);
  if (!time || (time[2] && /[1-9]/.test(time[1] ?? ''))) return trimmed;
  return trimmed.slice(0, time.index).trim();
}

interface Numeric {
  first: number;
  second: number;
  year: number;
}

/** A date of this century or the last of computers: an invoice of the year 201 is a typing error. */
function sane(date: CalendarDate | undefined): CalendarDate | undefined {
  return date !== undefined && date >= '1970-01-01' && date <= '2100-12-31' ? date : undefined;
}

/** The forms that can be read only one way: ISO 8601, year first, month by name. */
function unambiguous(text: string): CalendarDate | undefined {
  const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(text);
  if (iso) return sane(calendarDate(Number(iso[1]), Number(iso[3]), Number(iso[4])));
  const named = /^(\d{1,2})[\s./-]+([A-Za-z]+)\.?[\s./-]+(\d{4})$/.exec(text);
  if (named) return byName(named[2], named[1], named[3]);
  const american = /^([A-Za-z]+)\.?\s+(\d{1,2}),?\s+(\d{4})$/.exec(text);
  return american ? byName(american[1], american[2], american[3]) : undefined;
}

function byName(name = '', day = '', year = ''): CalendarDate | undefined {
  const month = MONTHS[name.toLowerCase()];
  return month === undefined ? undefined : sane(calendarDate(Number(year), month, Number(day)));
}

function numeric(text: string): Numeric | undefined {
  const match = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(text);
  return match ? { first: Number(match[1]), second: Number(match[3]), year: Number(match[4]) } : undefined;
}

function inOrder({ first, second, year }: Numeric, order: DateOrder): CalendarDate | undefined {
  return sane(order === 'dmy' ? calendarDate(year, second, first) : calendarDate(year, first, second));
}

/**
 * Reads a date: ISO and named months always, `25/03/2026` and `03/25/2026` in the order given. Two-digit
 * years, impossible days and years outside 1970–2100 are no dates.
 */
export function parseDate(text: string, order: DateOrder | undefined): CalendarDate | undefined {
  const day = withoutTime(text);
  const certain = unambiguous(day);
  if (certain) return certain;
  const parts = numeric(day);
  if (!parts) return undefined;
  if (order) return inOrder(parts, order);
  return parts.first === parts.second ? inOrder(parts, 'dmy') : undefined;
}

export type OrderEvidence = DateOrder | 'ambiguous' | 'none';

/** What one date tells about its column: `25/03/2026` is day first, `03/25/2026` month first, `5/6/2026` either. */
export function orderEvidence(text: string): OrderEvidence {
  const parts = numeric(withoutTime(text));
  if (!parts || parts.first === parts.second) return 'none';
  const dayFirst = inOrder(parts, 'dmy');
  const monthFirst = inOrder(parts, 'mdy');
  if (dayFirst && monthFirst) return 'ambiguous';
  if (dayFirst) return 'dmy';
  return monthFirst ? 'mdy' : 'none';
}

/** The day of an Excel serial number (1 = 1900-01-01 with Lotus's 29 February 1900); undefined outside 1970–2100. */
export function dateOfSerial(serial: number): CalendarDate | undefined {
  if (!Number.isFinite(serial) || serial < 25_569 || serial > 73_415) return undefined;
  return sane(new Date((Math.floor(serial) - 25_569) * 86_400_000).toISOString().slice(0, 10));
}
