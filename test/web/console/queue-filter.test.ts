import { describe, expect, it } from 'vitest';
import { exponentOf, minorOf, wholeUnits } from '../../../src/web/console/pages/queue/amount-input.ts';
import { activeFilters, filterOf, paramsOf } from '../../../src/web/console/pages/queue/queue-filter.ts';

const read = (search: string) => filterOf(new URLSearchParams(search));

describe('the filter in the address', () => {
  it('comes back as it went', () => {
    const filter = {
      view: 'mine',
      creditor: 3,
      reason: 'hardship',
      locale: 'id',
      minAge: 60,
      minAmount: 100_000_000,
      currency: 'IDR',
    } as const;
    expect(filterOf(paramsOf(filter))).toEqual(filter);
    expect(activeFilters(filter)).toBe(5);
  });

  it('is who waits for somebody when nothing is said', () => {
    expect(read('')).toEqual({ view: 'unassigned' });
    expect(paramsOf({ view: 'unassigned' }).toString()).toBe('');
  });

  it('leaves out what cannot be used', () => {
    expect(read('view=secret&creditor=-1&minAge=x&minAmount=5')).toEqual({ view: 'unassigned' });
    expect(read('currency=rupiah&minAmount=5')).toEqual({ view: 'unassigned' });
    expect(read('creditor=1e9&minAge=999999999999999999')).toEqual({ view: 'unassigned' });
  });
});

describe('an amount as it is typed', () => {
  it.each([
    ['2.500.000', 'IDR', 250_000_000],
    ['2,500,000', 'IDR', 250_000_000],
    ['1 200', 'USD', 120_000],
    ['9000', 'JPY', 9000],
    ['5', 'KWD', 5000],
  ])('%s %s', (text, currency, minor) => {
    expect(minorOf(text, currency)).toBe(minor);
  });

  it.each(['', 'abc', '0', '1234567890123'])('%j is none', (text) => {
    expect(minorOf(text, 'IDR')).toBeUndefined();
  });

  it('is grouped as the language does', () => {
    expect(wholeUnits(250_000_000, 'IDR', 'id')).toBe('2.500.000');
    expect(wholeUnits(250_000_000, 'IDR', 'en')).toBe('2,500,000');
    expect(wholeUnits(undefined, 'IDR', 'en')).toBe('');
    expect(exponentOf('IDR')).toBe(2);
  });
});
