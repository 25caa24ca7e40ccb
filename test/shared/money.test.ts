import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMoney, money, sumByCurrency } from '../../src/shared/money.ts';

const amount = fc.record({
  minor: fc.integer({ min: -1e12, max: 1e12 }),
  currency: fc.constantFrom('IDR', 'USD', 'VND'),
});

describe('money', () => {
  it('refuses fractions, unsafe integers, malformed and mixed currencies', () => {
    expect(() => money(0.5, 'IDR')).toThrow('safe integer');
    expect(() => money(2 ** 53, 'IDR')).toThrow('safe integer');
    expect(() => money(1, 'rp')).toThrow('ISO 4217');
    expect(() => addMoney(money(1, 'IDR'), money(1, 'USD'))).toThrow('cannot add');
    expect(() => addMoney(money(2 ** 53 - 1, 'IDR'), money(1, 'IDR'))).toThrow('safe integer');
  });

  it('sums each currency exactly, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(amount), (amounts) => {
        const sums = new Map(sumByCurrency(amounts).map((sum) => [sum.currency, sum.minor]));
        const reversed = new Map(
          sumByCurrency([...amounts].reverse()).map((sum) => [sum.currency, sum.minor]),
        );
        const total = (currency: string) =>
          amounts.filter((one) => one.currency === currency).reduce((sum, one) => sum + one.minor, 0);
        for (const [currency, sum] of sums) expect(sum).toBe(total(currency));
        expect(Object.fromEntries(reversed)).toEqual(Object.fromEntries(sums));
      }),
    );
  });
});
