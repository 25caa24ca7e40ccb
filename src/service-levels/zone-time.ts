import type { CalendarDate } from '../shared/calendar.ts';

const MINUTE_MS = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the walls of `timeZone` are ahead of UTC at instant `at`, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  const wall = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
  return wall - Math.floor(at / 1000) * 1000;
}

/**
 * The instant (epoch ms) at which the walls of `timeZone` show `minute` (0-1440) of `date`. Where the
 * clocks go back and show it twice, the first time; where they go forward and never show it, the instant of the change
 * plus what was missing, as clocks that were not put forward would have it.
 */
export function instantOf(date: CalendarDate, minute: number, timeZone: string): number {
  const wall =
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) +
    minute * MINUTE_MS;
  // A change of clocks is hours away from the next one: the offsets a day before and after are the only candidates.
  const before = offsetAt(wall - 86_400_000, timeZone);
  const after = offsetAt(wall + 86_400_000, timeZone);
  for (const offset of before === after ? [before] : [before, after]) {
    if (offsetAt(wall - offset, timeZone) === offset) return wall - offset;
  }
  return wall - before;
}
