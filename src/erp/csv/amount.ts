import { minorDigits } from '../../shared/money.ts';

/** Which sign stands before the decimals; the other one (or a space) groups thousands. */
export type DecimalMark = 'point' | 'comma';

export type ParsedAmount =
  | { ok: true; minor: number }
  | { ok: false; reason: 'not_a_number' | 'wrong_currency' | 'too_precise' | 'too_large' };

const SPACES = /[\s\u00a0\u2007\u2009\u202f]/gu;

interface Unwrapped {
  negative: boolean;
  digits: string;
  /** A currency written beside the figure: `Rp`, `IDR`, `$`. */
  symbol: string;
}

/** Takes sign and currency off: `-Rp 1.250`, `Rp -1.250`, `(1,250.00)`, `USD 5`, `1.250 IDR`, `100-`. */
function unwrap(text: string): Unwrapped | undefined {
  let rest = text.trim().replace(/\u2212/g, '-');
  let negative = false;
  if (/^\(.*\)$/.test(rest)) {
    negative = true;
    rest = rest.slice(1, -1).trim();
  }
  const match =
    /^([+-]?)\s*([A-Za-z]{2,3}\.?|[$€£¥])?\s*([+-]?)\s*([\d.,\s\u00a0\u2007\u2009\u202f]*\d[.,]?)\s*([A-Za-z]{3})?\s*(-?)$/u.exec(
      rest,
    );
  if (!match) return undefined;
  const [, before = '', prefix = '', inner = '', digits = '', suffix = '', after = ''] = match;
  if ([before, inner, after].filter((sign) => sign !== '').length > 1 || (prefix && suffix)) return undefined;
  if (before === '-' || inner === '-' || after === '-') {
    if (negative) return undefined;
    negative = true;
  }
  return { negative, digits: digits.trim(), symbol: (prefix.replace('.', '') || suffix).toUpperCase() };
}

const SYMBOLS: Readonly<Record<string, readonly string[]>> = {
  RP: ['IDR'],
  $: ['USD', 'SGD', 'AUD', 'HKD', 'NZD', 'CAD', 'TWD', 'BND'],
  '€': ['EUR'],
  '£': ['GBP'],
  '¥': ['JPY', 'CNY'],
  RM: ['MYR'],
};

/** `1.250.000` split at `mark`, with every group of thousands complete; undefined when it is not so written. */
function splitDecimal(digits: string, mark: DecimalMark): { whole: string; fraction: string } | undefined {
  const decimal = mark === 'point' ? '.' : ',';
  const group = mark === 'point' ? ',' : '.';
  const parts = digits.split(decimal);
  if (parts.length > 2) return undefined;
  const [whole = '', fraction = ''] = parts;
  if (!/^\d*$/.test(fraction)) return undefined;
  const plain = whole.replace(SPACES, group);
  if (!/^\d+$/.test(plain)) {
    const grouped = group === ',' ? /^\d{1,3}(,\d{3})+$/ : /^\d{1,3}(\.\d{3})+$/;
    if (!grouped.test(plain)) return undefined;
  }
  return { whole: plain.replaceAll(group, ''), fraction };
}

/**
 * Reads a decimal as integer minor units of `currency`, digit by digit: no float ever holds it. Grouping
 * must be in threes; more decimals than the currency has are refused unless they are zeros; so is anything
 * beyond ±(2^53 − 1) minor units. A currency sign beside the figure must be that of `currency`.
 */
export function parseAmount(text: string, mark: DecimalMark, currency: string): ParsedAmount {
  const unwrapped = unwrap(text);
  const split = unwrapped && splitDecimal(unwrapped.digits, mark);
  if (!unwrapped || !split) return { ok: false, reason: 'not_a_number' };
  const { symbol } = unwrapped;
  if (symbol && symbol !== currency && !SYMBOLS[symbol]?.includes(currency)) {
    return { ok: false, reason: 'wrong_currency' };
  }
  const places = minorDigits(currency);
  const fraction = split.fraction.padEnd(places, '0');
  if (/[1-9]/.test(fraction.slice(places))) return { ok: false, reason: 'too_precise' };
  const minor = BigInt(split.whole + fraction.slice(0, places));
  if (minor > BigInt(Number.MAX_SAFE_INTEGER)) return { ok: false, reason: 'too_large' };
  const amount = Number(minor);
  return { ok: true, minor: unwrapped.negative && amount !== 0 ? -amount : amount };
}

export type MarkEvidence = DecimalMark | 'ambiguous' | 'none';

/**
 * What one figure tells about its column: `1.250,50` and `1.250.000` can only have a decimal comma,
 * `55.94` only a point; `1.250` may be either, `1250` says nothing.
 */
export function decimalEvidence(text: string): MarkEvidence {
  const digits = unwrap(text)?.digits;
  if (digits === undefined) return 'none';
  const point = splitDecimal(digits, 'point');
  const comma = splitDecimal(digits, 'comma');
  if (point && !comma) return 'point';
  if (comma && !point) return 'comma';
  if (!point || !comma || !/[.,]/.test(digits)) return 'none';
  // Both readings are well formed: one sign, three digits after it. A leading zero is no thousand.
  if (/^0+[.]/.test(digits)) return 'point';
  if (/^0+,/.test(digits)) return 'comma';
  return 'ambiguous';
}
