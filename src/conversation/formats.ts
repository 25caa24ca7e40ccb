import type { CalendarDate } from '../shared/calendar.ts';
import type { Locale } from '../shared/locale.ts';
import { type Money, minorDigits } from '../shared/money.ts';

/** BCP 47 tag whose number and date habits a language follows. */
const TAGS: Record<Locale, string> = { id: 'id-ID', en: 'en-GB' };
/** Currencies whose cents nobody says unless there are some. */
const WHOLE = new Set(['IDR', 'VND', 'LAK', 'KHR', 'MMK']);

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat>();

function remembered<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat>(
  key: string,
  make: () => T,
): T {
  let format = cache.get(key);
  if (!format) {
    format = make();
    cache.set(key, format);
  }
  return format as T;
}

/** `Rp2.500.000` · `US$1,200.50`: minor units in the language's way; rupiah without empty cents. */
export function formatMoney(value: Money, locale: Locale): string {
  const digits = minorDigits(value.currency);
  const unit = 10 ** digits;
  const shown = WHOLE.has(value.currency) && value.minor % unit === 0 ? 0 : digits;
  const format = remembered(`m:${locale}:${value.currency}:${shown}`, () => {
    return new Intl.NumberFormat(TAGS[locale], {
      style: 'currency',
      currency: value.currency,
      currencyDisplay: value.currency === 'IDR' ? 'narrowSymbol' : 'symbol',
      minimumFractionDigits: shown,
      maximumFractionDigits: shown,
    });
  });
  // Whole units below 2^53 are exact as a number, which Intl formats several times faster than a string.
  const text =
    shown === 0 && Number.isSafeInteger(value.minor)
      ? format.format(value.minor / unit)
      : format.format(decimalOf(value.minor, digits));
  return text.replace(/(Rp|US\$|\$)[\s\u00a0]/, '$1').replaceAll('\u00a0', ' ');
}

/** A decimal string, not a float: Intl formats it exactly however large it is. */
function decimalOf(minor: number, digits: number): number {
  const sign = minor < 0 ? '-' : '';
  const padded = String(Math.abs(minor)).padStart(digits + 1, '0');
  const decimal = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
  // The types of this TypeScript release do not know yet that a decimal string is allowed (ES2023).
  return `${sign}${decimal}` as unknown as number;
}

/** `25 Maret 2026` */
export function formatDate(date: CalendarDate, locale: Locale): string {
  return remembered(
    `d:${locale}`,
    () => new Intl.DateTimeFormat(TAGS[locale], { dateStyle: 'long', timeZone: 'UTC' }),
  ).format(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))));
}

/** `11 Maret 2026 pukul 10.00`, at `ms` (epoch) in IANA zone `timeZone`. */
export function formatInstant(ms: number, timeZone: string, locale: Locale): string {
  return remembered(
    `i:${locale}:${timeZone}`,
    () => new Intl.DateTimeFormat(TAGS[locale], { dateStyle: 'long', timeStyle: 'short', timeZone }),
  ).format(ms);
}

/** `Kamis, 12 Maret, 09.00–11.00`: hours of one day soon, so no year; in IANA zone `timeZone`. */
export function formatHours(from: number, to: number, timeZone: string, locale: Locale): string {
  const day = remembered(
    `hd:${locale}:${timeZone}`,
    () => new Intl.DateTimeFormat(TAGS[locale], { weekday: 'long', day: 'numeric', month: 'long', timeZone }),
  );
  const hour = remembered(
    `hh:${locale}:${timeZone}`,
    () => new Intl.DateTimeFormat(TAGS[locale], { hour: '2-digit', minute: '2-digit', timeZone }),
  );
  return `${day.format(from)}, ${hour.format(from)}–${hour.format(to)}`;
}

export function formatNumber(value: number, locale: Locale): string {
  return remembered(`n:${locale}`, () => new Intl.NumberFormat(TAGS[locale])).format(value);
}

/** "a, b dan c" */
export function formatList(items: string[], locale: Locale): string {
  return remembered(
    `l:${locale}`,
    () => new Intl.ListFormat(TAGS[locale], { style: 'long', type: 'conjunction' }),
  ).format(items);
}
