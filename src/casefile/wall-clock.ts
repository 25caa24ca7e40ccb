import type { CalendarDate } from '../shared/calendar.ts';

const MINUTE_MS = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What the walls of a zone show. */
export interface WallTime {
  date: CalendarDate;
  /** Minutes since midnight on the wall. */
  minute: number;
}

/** What the walls of IANA zone `timeZone` show at `ms` (epoch). */
export function wallTime(ms: number, timeZone: string): WallTime {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timeZone, format);
  }
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(ms)) part[type] = value;
  return {
    date: `${part.year}-${part.month}-${part.day}`,
    minute: Number(part.hour) * 60 + Number(part.minute),
  };
}

/**
 * The first instant (epoch ms) at which the walls show `minute` of `date` or, where the clocks are put
 * forward over it, the minute by the clocks as they were before.
 */
export function instantAt({ date, minute }: WallTime, timeZone: string): number {
  const wall =
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) +
    minute * MINUTE_MS;
  const shifts = [wall - 86_400_000, wall + 86_400_000].map((ms) => shownAsUtc(ms, timeZone) - ms);
  const fits = shifts.map((shift) => wall - shift).find((ms) => shownAsUtc(ms, timeZone) === wall);
  return fits ?? wall - shifts[0]!;
}

/** The wall's time read as if it were UTC. */
function shownAsUtc(ms: number, timeZone: string): number {
  const { date, minute } = wallTime(ms, timeZone);
  return (
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) +
    minute * MINUTE_MS
  );
}
