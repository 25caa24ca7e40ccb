import { addDays, type CalendarDate, dateInZone, weekday } from '../shared/calendar.ts';
import type { ContactProfile, Hours } from './contact-rules.ts';
import { instantAt, wallTime } from './wall-clock.ts';

/** One line of a transcript, as far as it matters who spoke first. */
export interface Spoken {
  conversationId: number;
  /** `debtor`: they wrote, or opened the page. `answer`: said in direct reply to them. `us`: everything else. */
  who: 'debtor' | 'answer' | 'us';
  /** Epoch ms. */
  at: number;
}

export interface ClockFacts {
  /** Epoch ms. */
  now: number;
  /** The debtor's, IANA. */
  timeZone: string;
  profile: ContactProfile;
  isHoliday(date: CalendarDate): boolean;
  /** Instants of contacts begun by us: see `contactsBegun`. */
  begun: readonly number[];
  optedOut: boolean;
}

export interface ContactClock {
  localTime: string;
  today: number;
  last7Days: number;
  last30Days: number;
  caps: { day: number; week: number; month: number };
  allowedNow: boolean;
  reason: 'opted_out' | 'holiday' | 'day_off' | 'outside_hours' | 'cap_reached' | null;
  /** Epoch ms; null while opted out, and when it is allowed now. */
  nextAllowedAt: number | null;
  optedOut: boolean;
  rules: string;
}

const DAY_MS = 86_400_000;
/** Whoever wrote within this time is being answered. */
const ANSWERING_MS = DAY_MS;
/** Messages of ours in one conversation with less between them are one contact. */
const ONE_CONTACT_MS = 60 * 60_000;
/** Every cap has run out by then, and no calendar closes longer. */
const LOOK_AHEAD_DAYS = 62;

/**
 * The contacts begun by us: what was said in a conversation whose debtor had not written in the 24 hours
 * before and that answers nothing; several messages within an hour of the one before are one contact.
 * `spoken` in order of time per conversation. Returns their first instants, oldest first.
 */
export function contactsBegun(spoken: readonly Spoken[]): number[] {
  const debtorAt = new Map<number, number>();
  const oursAt = new Map<number, number>();
  const begun: number[] = [];
  for (const { conversationId, who, at } of spoken) {
    if (who === 'debtor') debtorAt.set(conversationId, at);
    if (who !== 'us') continue;
    if (at - (debtorAt.get(conversationId) ?? -Infinity) < ANSWERING_MS) continue;
    const before = oursAt.get(conversationId) ?? -Infinity;
    oursAt.set(conversationId, at);
    if (at - before >= ONE_CONTACT_MS) begun.push(at);
  }
  return begun.sort((a, b) => a - b);
}

/** Whether the debtor may be spoken to first now, and if not from when on. Days are the debtor's own. */
export function contactClock(facts: ClockFacts): ContactClock {
  const { now, timeZone, profile, optedOut } = facts;
  const { caps } = profile;
  const { date, minute } = wallTime(now, timeZone);
  const days = facts.begun.filter((at) => at <= now).map((at) => dateInZone(at, timeZone));
  const { today, week, month } = countsOn(date, days);
  const hours = hoursOn(facts, date);
  const reason = optedOut
    ? 'opted_out'
    : (closedBecause(facts, date, minute, hours) ?? capped(caps, date, days));
  return {
    localTime: clockText(minute),
    today,
    last7Days: week,
    last30Days: month,
    caps: { day: caps.day, week: caps.week, month: caps.month },
    allowedNow: reason === null,
    reason,
    nextAllowedAt: optedOut || reason === null ? null : nextAllowed(facts, date, days),
    optedOut,
    rules: profile.name,
  };
}

function closedBecause(
  facts: ClockFacts,
  date: CalendarDate,
  minute: number,
  hours: Hours | null,
): 'holiday' | 'day_off' | 'outside_hours' | null {
  if (hours) return minute >= hours.from && minute < hours.to ? null : 'outside_hours';
  return facts.isHoliday(date) && facts.profile.holidays === null ? 'holiday' : 'day_off';
}

function hoursOn({ profile, isHoliday }: ClockFacts, date: CalendarDate): Hours | null {
  const asWeekday = profile.week[weekday(date)] ?? null;
  return profile.holidays !== 'as_weekday' && isHoliday(date) ? profile.holidays : asWeekday;
}

function countsOn(date: CalendarDate, days: readonly CalendarDate[]) {
  const since = (first: CalendarDate) => days.filter((day) => day >= first && day <= date).length;
  return { today: since(date), week: since(addDays(date, -6)), month: since(addDays(date, -29)) };
}

function capped(
  caps: ContactProfile['caps'],
  date: CalendarDate,
  days: readonly CalendarDate[],
): 'cap_reached' | null {
  const { today, week, month } = countsOn(date, days);
  return today >= caps.day || week >= caps.week || month >= caps.month ? 'cap_reached' : null;
}

/** The first instant from now on inside the hours of a day on which no cap is reached. */
function nextAllowed(facts: ClockFacts, today: CalendarDate, days: readonly CalendarDate[]): number | null {
  for (let ahead = 0; ahead <= LOOK_AHEAD_DAYS; ahead++) {
    const date = addDays(today, ahead);
    const hours = hoursOn(facts, date);
    if (!hours || capped(facts.profile.caps, date, days)) continue;
    const opens = instantAt({ date, minute: hours.from }, facts.timeZone);
    const closes = instantAt({ date, minute: hours.to }, facts.timeZone);
    if (facts.now < closes) return Math.max(facts.now, opens);
  }
  return null;
}

function clockText(minute: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
