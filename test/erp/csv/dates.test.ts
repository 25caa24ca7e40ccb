import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DateOrder, dateOfSerial, orderEvidence, parseDate } from '../../../src/erp/csv/dates.ts';
import { addDays, daysBetween } from '../../../src/shared/calendar.ts';

const date = fc.integer({ min: 0, max: 47_846 }).map((days) => addDays('1970-01-01', days));
const order = fc.constantFrom<DateOrder>('dmy', 'mdy');

function written(iso: string, dateOrder: DateOrder, separator: string, padded: boolean): string {
  const [year, month = '', day = ''] = iso.split('-');
  const parts = dateOrder === 'dmy' ? [day, month] : [month, day];
  return [...parts.map((part) => (padded ? part : String(Number(part)))), year].join(separator);
}

describe('parseDate', () => {
  it('reads back any day in either order and with any separator', () => {
    fc.assert(
      fc.property(
        date,
        order,
        fc.constantFrom('/', '-', '.'),
        fc.boolean(),
        (iso, dateOrder, separator, padded) => {
          expect(parseDate(written(iso, dateOrder, separator, padded), dateOrder)).toBe(iso);
        },
      ),
    );
  });

  it('reads ISO dates whatever the order of the column', () => {
    fc.assert(
      fc.property(date, fc.option(order, { nil: undefined }), (iso, dateOrder) => {
        expect(parseDate(iso, dateOrder)).toBe(iso);
        expect(parseDate(iso.replaceAll('-', ''), dateOrder)).toBe(iso);
        expect(parseDate(`${iso}T00:00:00.000Z`, dateOrder)).toBe(iso);
      }),
    );
  });

  it('takes a day as evidence for one order only when the other makes no day of it', () => {
    fc.assert(
      fc.property(date, order, (iso, dateOrder) => {
        const evidence = orderEvidence(written(iso, dateOrder, '/', true));
        const [, month = '', day = ''] = iso.split('-');
        if (month === day) expect(evidence).toBe('none');
        else expect(evidence).toBe(Number(day) > 12 ? dateOrder : 'ambiguous');
      }),
    );
  });

  it('reads Excel serial numbers as the days they are', () => {
    fc.assert(
      fc.property(date, (iso) => {
        expect(dateOfSerial(25_569 + daysBetween('1970-01-01', iso))).toBe(iso);
      }),
    );
    expect(dateOfSerial(46_106.75)).toBe('2026-03-25');
    expect(dateOfSerial(2026)).toBeUndefined();
  });

  it.each([
    ['25 Maret 2026', '2026-03-25'],
    ['25-Mar-2026', '2026-03-25'],
    ['1 Agustus 2026', '2026-08-01'],
    ['March 25, 2026', '2026-03-25'],
    ['2026/3/25', '2026-03-25'],
    ['2026-03-25 14:30', '2026-03-25'],
    ['5/5/2026', '2026-05-05'],
  ])('%s needs no order', (text, iso) => {
    expect(parseDate(text, undefined)).toBe(iso);
  });

  it.each([
    '30/02/2026',
    '2026-02-30',
    '25/03/26',
    '25/13/2026',
    '25/03-2026',
    '0201-03-25',
    '25 Foo 2026',
    '2026-03-24T17:00:00Z',
    '',
    'besok',
  ])('%s is no date', (text) => {
    expect(parseDate(text, 'dmy')).toBeUndefined();
  });
});
