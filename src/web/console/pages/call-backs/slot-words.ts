import type { ConsoleLocale } from '../../../../http/contract/console.ts';

/** `Sen, 23 Nov, 10.00–11.00 WIB`: a span of time on the clock of `timeZone`, named. */
export function slotWords(
  fromAt: number,
  toAt: number | null,
  timeZone: string,
  locale: ConsoleLocale,
): string {
  const format = new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone,
    timeZoneName: 'short',
  });
  return toAt === null ? format.format(fromAt) : format.formatRange(fromAt, toAt);
}
