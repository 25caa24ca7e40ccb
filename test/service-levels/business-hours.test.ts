import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBusinessMinutes,
  type BusinessHours,
  businessMinutesBetween,
  isOpen,
  nextOpening,
} from '../../src/service-levels/index.ts';
import { slotsAfter } from '../../src/service-levels/slots.ts';
import { instantOf } from '../../src/service-levels/zone-time.ts';

const day = [{ from: 8 * 60, to: 17 * 60 }];
const split = [
  { from: 7 * 60 + 30, to: 12 * 60 },
  { from: 13 * 60, to: 16 * 60 },
];
const night = [
  { from: 0, to: 4 * 60 },
  { from: 22 * 60, to: 24 * 60 },
];

function hours(timeZone: string, week: BusinessHours['week'], closed: readonly string[] = []): BusinessHours {
  return { timeZone, week, isHoliday: (date) => closed.includes(date) };
}
const office = (timeZone: string, closed: readonly string[] = []) =>
  hours(timeZone, [[], day, day, day, day, day, []], closed);
const odd = (timeZone: string) => hours(timeZone, [night, split, day, [], night, split, night]);

const jakarta = office('Asia/Jakarta', ['2026-03-19', '2026-03-20']);
const t = Date.parse;

describe('adding open minutes', () => {
  it('counts only while somebody is there, over the evening and the weekend', () => {
    expect(addBusinessMinutes(jakarta, t('2026-03-11T10:00+07:00'), 30)).toBe(t('2026-03-11T10:30+07:00'));
    expect(addBusinessMinutes(jakarta, t('2026-03-11T16:45+07:00'), 30)).toBe(t('2026-03-12T08:15+07:00'));
    expect(addBusinessMinutes(jakarta, t('2026-03-13T16:45+07:00'), 60)).toBe(t('2026-03-16T08:45+07:00'));
    expect(addBusinessMinutes(jakarta, t('2026-03-14T12:00+07:00'), 540)).toBe(t('2026-03-16T17:00+07:00'));
  });

  it('leaves holidays out', () => {
    // Wednesday evening before Nyepi and joint leave: on to Monday.
    expect(addBusinessMinutes(jakarta, t('2026-03-18T16:59+07:00'), 2)).toBe(t('2026-03-23T08:01+07:00'));
  });

  it('ends at closing time, not at the next opening, when the last minute is the day’s last', () => {
    expect(addBusinessMinutes(jakarta, t('2026-03-11T16:00+07:00'), 60)).toBe(t('2026-03-11T17:00+07:00'));
    expect(addBusinessMinutes(jakarta, t('2026-03-11T17:00+07:00'), 0)).toBe(t('2026-03-12T08:00+07:00'));
  });

  it('is on the creditor’s own walls', () => {
    const at = t('2026-03-11T08:30+09:00');
    expect(isOpen(office('Asia/Jayapura'), at)).toBe(true);
    expect(isOpen(office('Asia/Jakarta'), at)).toBe(false);
    expect(nextOpening(office('Asia/Jakarta'), at)).toBe(t('2026-03-11T08:00+07:00'));
    expect(nextOpening(office('Asia/Jayapura'), at)).toBe(at);
  });

  it('opens at eight by the clock on either side of a change of clocks', () => {
    const berlin = office('Europe/Berlin');
    expect(nextOpening(berlin, t('2026-03-27T18:00+01:00'))).toBe(t('2026-03-30T08:00+02:00'));
    expect(nextOpening(berlin, t('2026-10-23T18:00+02:00'))).toBe(t('2026-10-26T08:00+01:00'));
    const newYork = office('America/New_York');
    expect(addBusinessMinutes(newYork, t('2026-03-06T16:00-05:00'), 120)).toBe(t('2026-03-09T09:00-04:00'));
    expect(addBusinessMinutes(newYork, t('2026-10-30T16:00-04:00'), 120)).toBe(t('2026-11-02T09:00-05:00'));
  });

  it('counts the hours that really pass in a night of 23 or 25 hours', () => {
    const always = hours(
      'Europe/Berlin',
      Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]),
    );
    const spring = [t('2026-03-29T00:00+01:00'), t('2026-03-30T00:00+02:00')] as const;
    const autumn = [t('2026-10-25T00:00+02:00'), t('2026-10-26T00:00+01:00')] as const;
    expect(businessMinutesBetween(always, ...spring)).toBe(23 * 60);
    expect(businessMinutesBetween(always, ...autumn)).toBe(25 * 60);
    // 02:30 is never shown in spring, and shown twice in autumn.
    expect(instantOf('2026-03-29', 150, 'Europe/Berlin')).toBe(t('2026-03-29T03:30+02:00'));
    expect(instantOf('2026-10-25', 150, 'Europe/Berlin')).toBe(t('2026-10-25T02:30+02:00'));
  });
});

describe('open minutes between two instants', () => {
  it('are none in a closed time or backwards', () => {
    const evening = t('2026-03-11T18:00+07:00');
    expect(businessMinutesBetween(jakarta, evening, t('2026-03-12T07:00+07:00'))).toBe(0);
    expect(businessMinutesBetween(jakarta, evening, t('2026-03-11T09:00+07:00'))).toBe(0);
    expect(businessMinutesBetween(jakarta, t('2026-03-11T16:59:30+07:00'), evening)).toBe(0.5);
  });
});

describe('call-back slots', () => {
  const starts = (zone: BusinessHours, now: string, count: number) =>
    slotsAfter(zone, t(now), count).map((slot) =>
      new Date(slot.fromAt + 7 * 3_600_000).toISOString().slice(0, 16),
    );

  it('are two hours each from the opening on, the first at least an hour ahead', () => {
    expect(starts(jakarta, '2026-03-11T09:00+07:00', 3)).toEqual([
      '2026-03-11T10:00',
      '2026-03-11T12:00',
      '2026-03-11T14:00',
    ]);
    expect(starts(jakarta, '2026-03-11T09:01+07:00', 1)).toEqual(['2026-03-11T12:00']);
    expect(starts(jakarta, '2026-03-13T20:00+07:00', 2)).toEqual(['2026-03-16T08:00', '2026-03-16T10:00']);
  });

  it('are as short as the opening where it is shorter', () => {
    const hour = hours('Asia/Jakarta', [[], [{ from: 540, to: 600 }], [], [], [], [], []]);
    const [slot] = slotsAfter(hour, t('2026-03-11T09:00+07:00'), 1);
    expect(slot).toEqual({ fromAt: t('2026-03-16T09:00+07:00'), toAt: t('2026-03-16T10:00+07:00') });
  });
});

const zones = ['Asia/Jakarta', 'Asia/Jayapura', 'Europe/Berlin', 'America/New_York'];
const anyHours = fc
  .tuple(fc.constantFrom(...zones), fc.boolean())
  .map(([zone, usual]) => (usual ? office(zone, ['2026-03-30', '2026-11-02']) : odd(zone)));
// A year with both changes of clocks in it, to the second.
const anyTime = fc
  .integer({ min: 0, max: 400 * 86_400 })
  .map((seconds) => t('2026-01-01T00:00Z') + seconds * 1000);
const anyMinutes = fc.integer({ min: 1, max: 20_000 });

describe('whatever the hours and the zone', () => {
  it('a later beginning and more minutes never end earlier', () => {
    fc.assert(
      fc.property(anyHours, anyTime, anyTime, anyMinutes, anyMinutes, (zone, a, b, m, n) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        const [few, many] = m < n ? [m, n] : [n, m];
        expect(addBusinessMinutes(zone, early, few)).toBeLessThanOrEqual(addBusinessMinutes(zone, late, few));
        expect(addBusinessMinutes(zone, early, few)).toBeLessThanOrEqual(
          addBusinessMinutes(zone, early, many),
        );
      }),
    );
  });

  it('what was added lies between', () => {
    fc.assert(
      fc.property(anyHours, anyTime, anyMinutes, (zone, from, minutes) => {
        expect(businessMinutesBetween(zone, from, addBusinessMinutes(zone, from, minutes))).toBe(minutes);
      }),
    );
  });

  it('it never ends in a closed time: the millisecond before is open', () => {
    fc.assert(
      fc.property(anyHours, anyTime, anyMinutes, (zone, from, minutes) => {
        expect(isOpen(zone, addBusinessMinutes(zone, from, minutes) - 1)).toBe(true);
      }),
    );
  });

  it('the next opening is open, and nothing before it was', () => {
    fc.assert(
      fc.property(anyHours, anyTime, (zone, from) => {
        const opening = nextOpening(zone, from);
        expect(isOpen(zone, opening)).toBe(true);
        expect(businessMinutesBetween(zone, from, opening)).toBe(0);
        expect(isOpen(zone, from)).toBe(opening === from);
      }),
    );
  });

  it('slots are open from end to end', () => {
    fc.assert(
      fc.property(anyHours, anyTime, (zone, now) => {
        for (const { fromAt, toAt } of slotsAfter(zone, now, 6)) {
          expect(fromAt - now).toBeGreaterThanOrEqual(3_600_000);
          expect(businessMinutesBetween(zone, fromAt, toAt)).toBe((toAt - fromAt) / 60_000);
        }
      }),
    );
  });
});
