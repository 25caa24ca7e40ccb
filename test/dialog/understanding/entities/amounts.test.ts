import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOnly, TODAY } from '../readers.ts';

const amounts = (locale: 'id' | 'en', text: string, currency = 'IDR') =>
  readOnly('amount', locale, text, TODAY, currency).map(({ minor, currency: said }) => [minor, said]);

describe('amounts in Indonesian', () => {
  it.each([
    ['Rp2.500.000', 250_000_000, 'IDR'],
    ['bayar rp 2.500.000,00 ya', 250_000_000, 'IDR'],
    ['Rp. 500.000', 50_000_000, 'IDR'],
    ['Rp2.500.000,-', 250_000_000, 'IDR'],
    ['Rp 2 500 000', 250_000_000, 'IDR'],
    ['rp50rb', 5_000_000, 'IDR'],
    ['2,5 juta', 250_000_000, undefined],
    ['2.5jt', 250_000_000, undefined],
    ['500rb', 50_000_000, undefined],
    ['100k', 10_000_000, undefined],
    ['setengah juta', 50_000_000, undefined],
    ['1 jt 250', 125_000_000, undefined],
    ['1jt250', 125_000_000, undefined],
    ['sejuta dua ratus', 120_000_000, undefined],
    ['1 juta 5 ratus', 150_000_000, undefined],
    ['sejuta setengah', 150_000_000, undefined],
    ['satu setengah juta', 150_000_000, undefined],
    ['dua juta lima ratus ribu', 250_000_000, undefined],
    ['satu juta tiga ratus dua puluh lima ribu', 132_500_000, undefined],
    ['lima belas ribu', 1_500_000, undefined],
    ['duaratus ribu rupiah', 20_000_000, 'IDR'],
    ['1.250 juta', 125_000_000_000, undefined],
    ['1,25 juta', 125_000_000, undefined],
    ['IDR 1,250,000.00', 125_000_000, 'IDR'],
    ['1.250.000,50', 125_000_050, undefined],
    ['$1,200.50', 120_050, 'USD'],
    ['usd 300', 30_000, 'USD'],
    ['300 dolar', 30_000, 'USD'],
    ['2 milyar', 200_000_000_000, undefined],
  ])('%s', (text, minor, currency) => {
    expect(amounts('id', text)).toEqual([[minor, currency]]);
  });

  it('leaves a date or a count after it alone', () => {
    expect(amounts('id', 'saya bayar 1 jt 3 hari lagi')).toEqual([[100_000_000, undefined]]);
    expect(amounts('id', 'cicilan 4x 500rb')).toEqual([[50_000_000, undefined]]);
  });

  it('takes no small number, percentage, time or year for money', () => {
    for (const text of ['yang 12', 'dp 30%', 'jam 10.30', 'bulan maret 2026', '3 faktur', 'tgl 25', 'Rp 0'])
      expect(amounts('id', text), text).toEqual([]);
  });
});

describe('amounts in English', () => {
  it.each([
    ['$1,200.50', 120_050, 'USD'],
    ['300 dollars', 30_000, 'USD'],
    ['half a million', 50_000_000, undefined],
    ['one and a half million', 150_000_000, undefined],
    ['two thousand five hundred', 250_000, undefined],
    ['two million five hundred thousand rupiah', 250_000_000, 'IDR'],
    ['1.2k', 120_000, undefined],
    ['a hundred dollars', 10_000, 'USD'],
    ['Rp2.500.000', 250_000_000, 'IDR'],
    ['₱1,500.75', 150_075, 'PHP'],
    ['£45.99', 4_599, 'GBP'],
  ])('%s', (text, minor, currency) => {
    expect(amounts('en', text)).toEqual([[minor, currency]]);
  });

  it('counts in the minor unit of the currency that is said or assumed', () => {
    expect(amounts('en', 'VND 500,000')).toEqual([[500_000, 'VND']]);
    expect(amounts('en', '500,000', 'JPY')).toEqual([[500_000, undefined]]);
  });
});

describe('amounts, any', () => {
  const group = (value: number, mark: string): string => String(value).replace(/\B(?=(\d{3})+$)/g, mark);

  it('reads back what was written, in either style of marks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: 9_999_999_999 }),
        fc.integer({ min: 0, max: 99 }),
        (rupiah, sen) => {
          const minor = rupiah * 100 + sen;
          const cents = String(sen).padStart(2, '0');
          expect(amounts('id', `Rp${group(rupiah, '.')},${cents}`)).toEqual([[minor, 'IDR']]);
          expect(amounts('id', `IDR ${group(rupiah, ',')}.${cents}`)).toEqual([[minor, 'IDR']]);
          expect(amounts('en', `IDR ${group(rupiah, ',')}.${cents}`)).toEqual([[minor, 'IDR']]);
          expect(amounts('id', `bayar ${group(rupiah, '.')} ya`)).toEqual([[rupiah * 100, undefined]]);
        },
      ),
    );
  });

  it('reads thousands and millions exactly, with up to three decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (thousandths) => {
        const comma = (thousandths / 1000).toFixed(3).replace(/0+$/, '').replace(/\.$/, '').replace('.', ',');
        expect(amounts('id', `${comma} juta`)).toEqual([[thousandths * 100_000, undefined]]);
      }),
    );
  });

  it('never throws and never gives a fraction, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        for (const locale of ['id', 'en'] as const)
          for (const { minor } of readOnly('amount', locale, text))
            expect(Number.isSafeInteger(minor)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
