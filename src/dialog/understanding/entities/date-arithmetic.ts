import {
  addDays,
  type CalendarDate,
  calendarDate,
  daysBetween,
  endOfMonth,
  weekday,
} from '../../../shared/calendar.ts';

export type DateUnit = 'day' | 'week' | 'month' | 'year';

const yearOf = (date: CalendarDate): number => Number(date.slice(0, 4));
const monthOf = (date: CalendarDate): number => Number(date.slice(5, 7));
const dayOf = (date: CalendarDate): number => Number(date.slice(8, 10));

/** `months` later on the same day, or the month's last when it is shorter. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return calendarDate(year, month, dayOf(date)) ?? endOfMonth(calendarDate(year, month, 1)!);
}

export function addUnits(date: CalendarDate, count: number, unit: DateUnit): CalendarDate {
  if (unit === 'day') return addDays(date, count);
  if (unit === 'week') return addDays(date, 7 * count);
  return addMonths(date, unit === 'month' ? count : 12 * count);
}

/** Monday of the calendar week (weeks start on Monday: ISO 8601, and so in Indonesia). */
function monday(date: CalendarDate): CalendarDate {
  return addDays(date, -((weekday(date) + 6) % 7));
}

/**
 * A weekday by name. Bare or "this": the coming one, today included for "this". "next": the one in the
 * next calendar week (said on a Wednesday, next Friday is nine days ahead). "last": the latest before today.
 */
export function dateOfWeekday(
  today: CalendarDate,
  day: number,
  which: 'bare' | 'this' | 'next' | 'last',
): CalendarDate {
  if (which === 'next') return addDays(monday(today), 7 + ((day + 6) % 7));
  if (which === 'last') return addDays(today, -(((weekday(today) - day + 6) % 7) + 1));
  const ahead = (day - weekday(today) + 7) % 7;
  return addDays(today, ahead === 0 && which === 'bare' ? 7 : ahead);
}

/** A day of the month without a month: the next such day from today, or the latest when it is past. */
export function dateOfDay(today: CalendarDate, day: number, past: boolean): CalendarDate | undefined {
  for (let step = 0; step < 12; step++) {
    const month = addMonths(`${today.slice(0, 8)}01`, past ? -step : step);
    const date = calendarDate(yearOf(month), monthOf(month), day);
    if (date && (past ? date <= today : date >= today)) return date;
  }
  return undefined;
}

/** Day and month without a year: the nearest to today; of the past only what is near, unless it is past. */
export function dateOfDayMonth(
  today: CalendarDate,
  day: number,
  month: number,
  past: boolean,
): CalendarDate | undefined {
  const years = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((offset) => yearOf(today) + offset);
  const dates = years.map((year) => calendarDate(year, month, day)).filter((date) => date !== undefined);
  if (past) return dates.filter((date) => date <= today).pop();
  const ahead = dates.find((date) => date >= today);
  const behind = dates.filter((date) => date < today).pop();
  if (behind && daysBetween(behind, today) <= 45 && (!ahead || daysBetween(today, ahead) > 200))
    return behind;
  return ahead ?? behind;
}

/** Named days of `lexicon.yml`: see `entities.days` there. */
export function namedDay(today: CalendarDate, name: number | string): CalendarDate | undefined {
  if (typeof name === 'number') return addDays(today, name);
  const relative = /^([+-]\d+)([dwmy])$/.exec(name);
  if (relative) {
    const unit = { d: 'day', w: 'week', m: 'month', y: 'year' }[relative[2]!] as DateUnit;
    return addUnits(today, Number(relative[1]), unit);
  }
  const named = /^(sun|mon|tue|wed|thu|fri|sat)([+]1)?$/.exec(name);
  if (named) {
    const day = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].indexOf(named[1]!);
    return dateOfWeekday(today, day, named[2] ? 'next' : 'this');
  }
  const anchored = /^(som|mid|eom|eoy|weekend)([+-]\d+)?$/.exec(name);
  if (!anchored) return undefined;
  const step = Number(anchored[2] ?? 0);
  if (anchored[1] === 'eoy') return `${yearOf(today) + step}-12-31`;
  if (anchored[1] === 'weekend') return addDays(monday(today), 5 + 7 * step);
  const first = addMonths(`${today.slice(0, 8)}01`, step);
  if (anchored[1] === 'eom') return endOfMonth(first);
  const day = anchored[1] === 'som' ? first : addDays(first, 14);
  // "awal bulan" said on the 20th is the next month's.
  return step === 0 && day < today ? addMonths(day, 1) : day;
}
