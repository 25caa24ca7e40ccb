import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DecimalMark, decimalEvidence, parseAmount } from '../../../src/erp/csv/amount.ts';
import { minorDigits } from '../../../src/shared/money.ts';

/** Writes minor units as people do: grouped or not, with either mark. */
function written(minor: number, currency: string, mark: DecimalMark, group: string): string {
  const places = minorDigits(currency);
  const digits = String(Math.abs(minor)).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, group);
  const fraction = digits.slice(digits.length - places);
  const sign = minor < 0 ? '-' : '';
  return `${sign}${whole}${places > 0 ? (mark === 'comma' ? ',' : '.') + fraction : ''}`;
}

const currency = fc.constantFrom('IDR', 'USD', 'JPY', 'KWD');
const mark = fc.constantFrom<DecimalMark>('point', 'comma');
const minor = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -10_000_000, max: 10_000_000 }),
  fc.constantFrom(0, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
);

describe('parseAmount', () => {
  it('reads back to the last unit whatever is written, with groups, spaces or neither', () => {
    fc.assert(
      fc.property(
        minor,
        currency,
        mark,
        fc.constantFrom('group', '', ' ', '\u00a0'),
        (units, code, sign, how) => {
          const group = how === 'group' ? (sign === 'comma' ? '.' : ',') : how;
          const text = written(units, code, sign, group);
          expect(parseAmount(text, sign, code)).toEqual({ ok: true, minor: units === 0 ? 0 : units });
        },
      ),
    );
  });

  it('never takes a column for the other convention when the figure tells', () => {
    fc.assert(
      fc.property(minor, mark, (units, sign) => {
        const text = written(units, 'USD', sign, sign === 'comma' ? '.' : ',');
        // Two decimals can only be decimals: never evidence for the other sign.
        expect(decimalEvidence(text)).toBe(sign);
      }),
    );
  });

  it('never throws and never returns anything but safe integers', () => {
    fc.assert(
      fc.property(fc.string(), mark, currency, (text, sign, code) => {
        const parsed = parseAmount(text, sign, code);
        if (parsed.ok) expect(Number.isSafeInteger(parsed.minor)).toBe(true);
        decimalEvidence(text);
      }),
    );
  });

  it.each([
    ['1.250.000,50', 'comma', 'IDR', 125_000_050],
    ['1,250,000.50', 'point', 'USD', 125_000_050],
    ['Rp 1.250.000', 'comma', 'IDR', 125_000_000],
    ['Rp1.250.000,5', 'comma', 'IDR', 125_000_050],
    ['USD 5', 'point', 'USD', 500],
    ['5 USD', 'point', 'USD', 500],
    ['$55.940', 'point', 'USD', 5594],
    ['55.', 'point', 'USD', 5500],
    ['.5', 'point', 'USD', undefined],
    ['(55.94)', 'point', 'USD', -5594],
    ['55.94-', 'point', 'USD', -5594],
    ['\u221255.94', 'point', 'USD', -5594],
    ['-0', 'point', 'USD', 0],
    ['90,071,992,547,409.91', 'point', 'USD', Number.MAX_SAFE_INTEGER],
    ['1250', 'point', 'JPY', 1250],
    ['1.234', 'point', 'KWD', 1234],
  ] as const)('%s (%s, %s) is %s', (text, sign, code, expected) => {
    const parsed = parseAmount(text, sign, code);
    expect(parsed.ok ? parsed.minor : undefined).toBe(expected);
  });

  it.each([
    ['12,34,567', 'point', 'USD', 'not_a_number'],
    ['1.25.000', 'comma', 'IDR', 'not_a_number'],
    ['1250.500', 'comma', 'IDR', 'not_a_number'],
    ['--5', 'point', 'USD', 'not_a_number'],
    ['-(5)', 'point', 'USD', 'not_a_number'],
    ['1e5', 'point', 'USD', 'not_a_number'],
    ['0x10', 'point', 'USD', 'not_a_number'],
    ['NaN', 'point', 'USD', 'not_a_number'],
    ['٥٥', 'point', 'USD', 'not_a_number'],
    ['', 'point', 'USD', 'not_a_number'],
    ['$5', 'point', 'IDR', 'wrong_currency'],
    ['Rp 5', 'point', 'USD', 'wrong_currency'],
    ['EUR 5', 'point', 'USD', 'wrong_currency'],
    ['55.945', 'point', 'USD', 'too_precise'],
    ['5.5', 'point', 'JPY', 'too_precise'],
    ['90071992547409.92', 'point', 'USD', 'too_large'],
    ['9'.repeat(90), 'point', 'USD', 'too_large'],
  ] as const)('%s (%s, %s) is refused: %s', (text, sign, code, reason) => {
    expect(parseAmount(text, sign, code)).toEqual({ ok: false, reason });
  });

  it('tells what a figure tells of its column', () => {
    const told = (text: string) => decimalEvidence(text);
    expect(['55.94', '1,250,000', '1,250.5', '1250.500', '0.125'].map(told)).toEqual(Array(5).fill('point'));
    expect(['55,94', '1.250.000', '1.250,5', '1250,500', '0,125'].map(told)).toEqual(Array(5).fill('comma'));
    expect(['1.250', '250,000', 'Rp 1.250'].map(told)).toEqual(Array(3).fill('ambiguous'));
    expect(['1250', '', 'abc', '1.2.3,4'].map(told)).toEqual(Array(4).fill('none'));
  });
});
