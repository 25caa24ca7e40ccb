import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountWords, readAmount, writeAmount } from '../../../src/web/console/cases/amount.ts';

const minor = (typed: string, exponent = 2) => {
  const read = readAmount(typed, exponent);
  return read.ok ? read.minor : read.reason;
};

describe('an amount as it is typed', () => {
  it.each([
    ['2.500.000', 250_000_000],
    ['2,500,000', 250_000_000],
    ['2500000', 250_000_000],
    ['2.500.000,00', 250_000_000],
    ['2,500,000.50', 250_000_050],
    ['Rp2.500.000,-', 250_000_000],
    ['Rp. 2.500.000', 250_000_000],
    ['IDR 2 500 000', 250_000_000],
    ['US$1,850.25', 185_025],
    ['1.500', 150_000],
    ['12,50', 1250],
    ['0,05', 5],
    ['0', 0],
    ['90071992547409,91', Number.MAX_SAFE_INTEGER],
  ])('reads %s exactly', (typed, expected) => {
    expect(minor(typed)).toBe(expected);
  });

  it.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['Rp', 'not_a_number'],
    ['2,5 juta', 'not_a_number'],
    ['-5', 'not_a_number'],
    ['1e6', 'not_a_number'],
    ['2 5', 'not_a_number'],
    ['<b>5</b>', 'not_a_number'],
    ['1.50.000', 'ambiguous'],
    ['2.5', 'ambiguous'],
    ['1.000,000.00', 'ambiguous'],
    ['1500.000', 'decimals'],
    ['0.500', 'ambiguous'],
    ['1,2345', 'decimals'],
    ['90071992547409,92', 'too_large'],
    ['999999999999999999999', 'too_large'],
  ])('refuses %s: %s', (typed, reason) => {
    expect(minor(typed)).toBe(reason);
  });

  it('takes no sides where a currency has three decimals, and gives none to one that has none', () => {
    expect(minor('1.500', 3)).toBe('ambiguous');
    expect(minor('1,500.000', 3)).toBe(1_500_000);
    expect(minor('0.500', 3)).toBe(500);
    expect(minor('1.500', 0)).toBe(1500);
    expect(minor('1.500,00', 0)).toBe('decimals');
  });

  it('reads back whatever it writes, in every language and currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
        fc.constantFrom(0, 2),
        fc.constantFrom('id', 'en'),
        (amount, exponent, locale) => {
          expect(readAmount(writeAmount(amount, exponent, locale), exponent)).toEqual({
            ok: true,
            minor: amount,
          });
        },
      ),
    );
  });

  it('says it in words without passing through a float', () => {
    expect(amountWords({ minor: 250_000_000, currency: 'IDR', exponent: 2 }, 'id')).toBe('Rp2.500.000');
    expect(amountWords({ minor: Number.MAX_SAFE_INTEGER, currency: 'USD', exponent: 2 }, 'en')).toBe(
      '$90,071,992,547,409.91',
    );
  });
});
