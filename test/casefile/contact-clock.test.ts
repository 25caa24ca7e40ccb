import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { contactClock, contactsBegun, parseContactRules } from '../../src/casefile/index.ts';
import { instantAt, wallTime } from '../../src/casefile/wall-clock.ts';
import { projectRoot } from '../../src/shared/project-root.ts';

const rules = parseContactRules({
  ...parse(readFileSync(join(projectRoot(), 'dialogs/policies/contact_rules.yml'), 'utf8')),
  creditors: { bank: 'indonesia_financial', th: 'thailand', vn: 'vietnam_finance', au: 'australia' },
});

const at = (text: string) => Date.parse(text);
/** 17 August, Independence Day of Indonesia: a Monday in 2026. */
const HOLIDAYS = new Set(['2026-08-17', '2026-12-25']);

function clock(
  now: string,
  more: { begun?: string[]; who?: string; zone?: string; optedOut?: boolean } = {},
) {
  return contactClock({
    now: at(now),
    timeZone: more.zone ?? 'Asia/Jakarta',
    profile: rules.of(more.who ?? 'anybody'),
    isHoliday: (date) => HOLIDAYS.has(date),
    begun: (more.begun ?? []).map(at),
    optedOut: more.optedOut ?? false,
  });
}
const next = (clockNow: ReturnType<typeof clock>) =>
  clockNow.nextAllowedAt === null ? null : new Date(clockNow.nextAllowedAt).toISOString();

describe('hours and days', () => {
  it('are those on the debtor’s own walls', () => {
    const when = '2026-11-18T00:30:00Z';
    expect(clock(when, { zone: 'Asia/Jakarta' })).toMatchObject({
      localTime: '07:30',
      allowedNow: false,
      reason: 'outside_hours',
    });
    expect(clock(when, { zone: 'Asia/Makassar' })).toMatchObject({ localTime: '08:30', allowedNow: true });
    expect(clock(when, { zone: 'Asia/Jayapura' })).toMatchObject({ localTime: '09:30', reason: null });
    expect(next(clock(when, { zone: 'Asia/Jakarta' }))).toBe('2026-11-18T01:00:00.000Z');
  });

  it('begin at the first minute and end before the last', () => {
    expect(clock('2026-11-18T08:00:00+07:00').allowedNow).toBe(true);
    expect(clock('2026-11-18T19:59:59+07:00').allowedNow).toBe(true);
    const evening = clock('2026-11-18T20:00:00+07:00');
    expect(evening.reason).toBe('outside_hours');
    expect(next(evening)).toBe('2026-11-19T01:00:00.000Z');
  });

  it('leave Sundays and holidays out', () => {
    const saturday = clock('2026-11-21T20:30:00+07:00');
    expect(next(saturday)).toBe('2026-11-23T01:00:00.000Z');
    expect(clock('2026-11-22T10:00:00+07:00').reason).toBe('day_off');
    const holiday = clock('2026-08-17T10:00:00+07:00', { who: 'bank' });
    expect(holiday).toMatchObject({ allowedNow: false, reason: 'holiday' });
    expect(next(holiday)).toBe('2026-08-18T01:00:00.000Z');
    // Sunday, then the holiday.
    expect(next(clock('2026-08-16T10:00:00+07:00'))).toBe('2026-08-18T01:00:00.000Z');
  });

  it('are each country’s', () => {
    const th = { who: 'th', zone: 'Asia/Bangkok' };
    expect(clock('2026-11-22T17:59:00+07:00', th).allowedNow).toBe(true);
    expect(clock('2026-11-22T18:00:00+07:00', th).reason).toBe('outside_hours');
    expect(clock('2026-08-17T19:00:00+07:00', th).reason).toBe('outside_hours');
    expect(clock('2026-08-17T17:00:00+07:00', th).allowedNow).toBe(true);
    expect(clock('2026-08-17T20:59:00+07:00', { who: 'vn', zone: 'Asia/Ho_Chi_Minh' }).allowedNow).toBe(true);
    // Sydney is on summer time in November (+11) and not in August (+10).
    const au = { who: 'au', zone: 'Australia/Sydney' };
    expect(clock('2026-11-18T20:30:00Z', au)).toMatchObject({ localTime: '07:30', allowedNow: true });
    expect(clock('2026-08-18T20:30:00Z', au)).toMatchObject({ localTime: '06:30', allowedNow: false });
  });
});

describe('caps', () => {
  it('count this day, seven days and thirty days of the debtor’s calendar', () => {
    const begun = [
      '2026-10-20T10:00:00+07:00',
      '2026-10-23T10:00:00+07:00',
      '2026-11-12T10:00:00+07:00',
      '2026-11-20T23:30:00+07:00',
      '2026-11-21T00:10:00+07:00',
    ];
    expect(clock('2026-11-21T10:00:00+07:00', { begun })).toMatchObject({
      today: 1,
      last7Days: 2,
      last30Days: 4,
      reason: 'cap_reached',
    });
  });

  it('open again on the first day under all of them', () => {
    const onTuesday = clock('2026-11-17T15:00:00+07:00', { begun: ['2026-11-17T09:00:00+07:00'] });
    expect(onTuesday.reason).toBe('cap_reached');
    expect(next(onTuesday)).toBe('2026-11-18T01:00:00.000Z');
    const week = ['2026-11-16', '2026-11-17', '2026-11-18'].map((day) => `${day}T09:00:00+07:00`);
    const full = clock('2026-11-19T09:00:00+07:00', { begun: week });
    expect(full).toMatchObject({ today: 0, last7Days: 3, reason: 'cap_reached' });
    // The 16th falls out of the seven days on Monday the 23rd.
    expect(next(full)).toBe('2026-11-23T01:00:00.000Z');
  });

  it('do not matter to who asked not to be written to: nothing is allowed', () => {
    expect(clock('2026-11-18T10:00:00+07:00', { optedOut: true })).toMatchObject({
      allowedNow: false,
      reason: 'opted_out',
      nextAllowedAt: null,
      optedOut: true,
    });
  });
});

describe('a contact begun by us', () => {
  const said = (text: string, conversationId = 1) => {
    const [who, time] = text.split(' ') as ['debtor' | 'answer' | 'us', string];
    return { conversationId, who, at: at(`${time}+07:00`) };
  };
  const begun = (...lines: string[]) => contactsBegun(lines.map((line) => said(line)));

  it('is no answer: neither a reply nor anything within a day of the debtor’s words', () => {
    expect(begun('debtor 2026-11-18T10:00:00', 'answer 2026-11-18T10:00:01')).toEqual([]);
    expect(begun('debtor 2026-11-18T10:00:00', 'us 2026-11-19T09:59:59')).toEqual([]);
    expect(begun('debtor 2026-11-18T10:00:00', 'us 2026-11-19T10:00:00')).toEqual([
      at('2026-11-19T10:00:00+07:00'),
    ]);
    expect(begun('answer 2026-11-19T10:00:00')).toEqual([]);
  });

  it('may be several messages, and begins anew an hour after the last', () => {
    const lines = ['us 2026-11-18T10:00:00', 'us 2026-11-18T10:50:00', 'us 2026-11-18T11:40:00'];
    expect(begun(...lines)).toHaveLength(1);
    expect(begun(...lines, 'us 2026-11-18T12:40:00')).toHaveLength(2);
  });

  it('is counted for each conversation', () => {
    const reminder = 'us 2026-11-18T10:00:00';
    expect(contactsBegun([said('debtor 2026-11-18T09:00:00'), said(reminder), said(reminder, 2)])).toEqual([
      at('2026-11-18T10:00:00+07:00'),
    ]);
  });
});

describe('the walls of a zone', () => {
  it('are read and set, also where clocks are put forward or back', () => {
    for (const zone of ['Asia/Jakarta', 'Asia/Kathmandu', 'America/New_York', 'Australia/Lord_Howe', 'UTC']) {
      for (let day = 0; day < 365; day += 5) {
        const ms = at('2026-01-01T12:00:00Z') + day * 86_400_000;
        expect(instantAt(wallTime(ms, zone), zone), `${zone} ${day}`).toBe(ms);
      }
    }
    // New York, 8 March 2026: 02:30 does not exist; by the old clocks it is 07:30 UTC.
    const gap = { date: '2026-03-08', minute: 150 };
    expect(instantAt(gap, 'America/New_York')).toBe(at('2026-03-08T07:30:00Z'));
    // 1 November 2026: 01:30 comes twice; the first counts.
    expect(instantAt({ date: '2026-11-01', minute: 90 }, 'America/New_York')).toBe(
      at('2026-11-01T05:30:00Z'),
    );
  });
});
