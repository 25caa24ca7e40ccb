import { useLocale } from '../texts/index.ts';
import { formatDay, formatInstant, formatTime } from './dates.ts';

/** A calendar day, `2026-03-25` → 25 March 2026. */
export function DayText({ day }: { day: string | null | undefined }) {
  const locale = useLocale();
  return day ? <time dateTime={day}>{formatDay(day, locale)}</time> : <span>–</span>;
}

interface Props {
  /** Epoch milliseconds. */
  at: number | null | undefined;
  /** The creditor's or the debtor's; the browser's own when absent. */
  timeZone?: string;
  /** Only hours and minutes. */
  timeOnly?: boolean;
}

/** An instant on the clock of `timeZone`; the full date stands in its title. */
export function DateText({ at, timeZone, timeOnly }: Props) {
  const locale = useLocale();
  if (at == null) return <span>–</span>;
  const full = formatInstant(at, locale, timeZone);
  return (
    <time dateTime={new Date(at).toISOString()} title={full}>
      {timeOnly ? formatTime(at, locale, timeZone) : full}
    </time>
  );
}
