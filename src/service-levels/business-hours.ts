import { addDays, type CalendarDate, dateInZone, weekday } from '../shared/calendar.ts';
import { instantOf } from './zone-time.ts';

/** Minutes of a day from midnight; `to` is the first minute that is closed again, 1440 at most. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** When somebody is there. Spans of a day are sorted and do not touch. */
export interface BusinessHours {
  /** IANA name; every span is on its walls. */
  readonly timeZone: string;
  /** Sunday first, as `weekday()` counts. */
  readonly week: readonly (readonly Span[])[];
  /** Whether nobody works on this day, whatever the weekday says. */
  isHoliday(date: CalendarDate): boolean;
}

/** An open stretch in epoch milliseconds; `to` is the instant of closing. */
export interface Opening {
  readonly from: number;
  readonly to: number;
}

const MINUTE_MS = 60_000;
/** Longer than any calendar closes anybody; beyond it the hours are wrong, which the policy's check prevents. */
const LONGEST_CLOSED_DAYS = 3660;
const KEPT_DAYS = 800;

const keptOpenings = new WeakMap<BusinessHours, Map<CalendarDate, readonly Opening[]>>();

/** The open stretches of one calendar day, in order. A span that daylight saving swallows whole is left out. */
export function openingsOn(hours: BusinessHours, date: CalendarDate): readonly Opening[] {
  const kept = keptOpenings.get(hours) ?? new Map<CalendarDate, readonly Opening[]>();
  keptOpenings.set(hours, kept);
  const known = kept.get(date);
  if (known) return known;
  const spans = hours.isHoliday(date) ? [] : hours.week[weekday(date)]!;
  const openings = spans
    .map((span) => ({
      from: instantOf(date, span.from, hours.timeZone),
      to: instantOf(date, span.to, hours.timeZone),
    }))
    .filter((one) => one.from < one.to);
  if (kept.size >= KEPT_DAYS) kept.clear();
  kept.set(date, openings);
  return openings;
}

/** Open stretches that end after `from`, day by day; the first may have begun before it. */
export function* openingsFrom(hours: BusinessHours, from: number): Generator<Opening> {
  // A day that the zone's own calendar skips or a span of 24 h can reach over: begin a day early.
  let date = addDays(dateInZone(from, hours.timeZone), -1);
  for (let empty = 0; empty < LONGEST_CLOSED_DAYS; empty++, date = addDays(date, 1)) {
    for (const opening of openingsOn(hours, date)) {
      if (opening.to <= from) continue;
      empty = 0;
      yield opening;
    }
  }
  throw new Error(`service-levels: never open after ${new Date(from).toISOString()} (${hours.timeZone})`);
}

/** Whether somebody is there at this instant (epoch ms); at the instant of closing nobody is. */
export function isOpen(hours: BusinessHours, at: number): boolean {
  const { from } = first(hours, at);
  return from <= at;
}

/** The first open instant at or after `at` (epoch ms). */
export function nextOpening(hours: BusinessHours, at: number): number {
  return Math.max(at, first(hours, at).from);
}

/**
 * The instant `minutes` of open time after `from` (epoch ms; whole or broken minutes). What is used up
 * exactly at closing time ends there, not at the next opening; nothing added to a closed time is the next opening.
 */
export function addBusinessMinutes(hours: BusinessHours, from: number, minutes: number): number {
  if (!(minutes >= 0)) throw new RangeError(`service-levels: ${minutes} minutes cannot be added`);
  let left = Math.round(minutes * MINUTE_MS);
  for (const opening of openingsFrom(hours, from)) {
    const begin = Math.max(from, opening.from);
    if (begin + left <= opening.to) return begin + left;
    left -= opening.to - begin;
  }
  throw new Error('service-levels: unreachable');
}

/** Open minutes between two instants (epoch ms), broken ones included; 0 when `to` lies before `from`. */
export function businessMinutesBetween(hours: BusinessHours, from: number, to: number): number {
  let open = 0;
  if (to <= from) return 0;
  for (const opening of openingsFrom(hours, from)) {
    if (opening.from >= to) break;
    open += Math.min(to, opening.to) - Math.max(from, opening.from);
  }
  return open / MINUTE_MS;
}

function first(hours: BusinessHours, at: number): Opening {
  for (const opening of openingsFrom(hours, at)) return opening;
  throw new Error('service-levels: unreachable');
}
