import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  calendarDate,
  dateInZone,
  daysBetween,
  endOfMonth,
  isCalendarDate,
  weekday,
} from '../../src/shared/calendar.ts';

const day = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 86_400_000, max: Date.UTC(2090, 0, 1) / 86_400_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

describe('calendar dates', () => {
  it('exist or do not', () => {
    expect(isCalendarDate('2028-02-29')).toBe(true);
    for (const wrong of ['2026-02-29', '2026-13-01', '2026-00-10', '26-01-01', '2026-1-1', '']) {
      expect(isCalendarDate(wrong), wrong).toBe(false);
    }
    expect(calendarDate(2026, 2, 30)).toBeUndefined();
    expect(calendarDate(2026, 3, 25)).toBe('2026-03-25');
    expect(endOfMonth('2028-02-03')).toBe('2028-02-29');
    expect(weekday('2026-11-21')).toBe(6);
  });

  it('add and subtract as inverses', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        const moved = addDays(date, days);
        expect(daysBetween(date, moved)).toBe(days);
        expect(addDays(moved, -days)).toBe(date);
        expect(isCalendarDate(moved)).toBe(true);
      }),
    );
  });

  it('are the date on the wall of the zone, on both sides of its midnight', () => {
    const midnightInJakarta = Date.UTC(2026, 2, 10, 17, 0);
    expect(dateInZone(midnightInJakarta - 1, 'Asia/Jakarta')).toBe('2026-03-10');
    expect(dateInZone(midnightInJakarta, 'Asia/Jakarta')).toBe('2026-03-11');
    expect(dateInZone(midnightInJakarta - 1, 'Asia/Jayapura')).toBe('2026-03-11');
    expect(dateInZone(midnightInJakarta, 'UTC')).toBe('2026-03-10');
  });

  it('give the same answer remembered or fresh', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.constantFrom('Asia/Jakarta', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Chatham'),
        (ms, timeZone) => {
          const fresh = new Intl.DateTimeFormat('en-CA', { timeZone }).format(ms);
          expect(dateInZone(ms, timeZone)).toBe(fresh);
          expect(dateInZone(ms + 1000, timeZone)).toBe(
            new Intl.DateTimeFormat('en-CA', { timeZone }).format(ms + 1000),
          );
        },
      ),
    );
  });
});
