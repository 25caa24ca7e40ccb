import type { ConsoleLocale } from '../../../http/contract/console.ts';

const tag = (locale: ConsoleLocale) => (locale === 'id' ? 'id-ID' : 'en-GB');

/** `YYYY-MM-DD` in words, never shifted by a time zone. */
export function formatDay(day: string, locale: ConsoleLocale, month: 'long' | 'short' = 'long'): string {
  const format = new Intl.DateTimeFormat(tag(locale), {
    day: 'numeric',
    month,
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** Date and time with its zone's short name when a zone is given. */
export function formatInstant(at: number, locale: ConsoleLocale, timeZone?: string): string {
  return new Intl.DateTimeFormat(tag(locale), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    ...(timeZone && { timeZone, timeZoneName: 'short' }),
  }).format(at);
}

export function formatTime(at: number, locale: ConsoleLocale, timeZone?: string): string {
  return new Intl.DateTimeFormat(tag(locale), {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    ...(timeZone && { timeZone }),
  }).format(at);
}

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "5 minutes ago", "in 2 hours"; short on request: "5 min". Below a minute: now. */
export function formatSince(at: number, now: number, locale: ConsoleLocale): string {
  const difference = at - now;
  const words = new Intl.RelativeTimeFormat(tag(locale), { numeric: 'auto', style: 'short' });
  for (const [unit, length] of STEPS) {
    if (Math.abs(difference) >= length) return words.format(Math.trunc(difference / length), unit);
  }
  return words.format(0, 'second');
}
