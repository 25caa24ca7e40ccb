/** Why a typed amount cannot be taken; a sentence for each stands in the texts of the page. */
export type AmountTrouble = 'missing' | 'not_a_number' | 'ambiguous' | 'decimals' | 'too_large';

export type TypedAmount = { ok: true; minor: number } | { ok: false; reason: AmountTrouble };

/** Grouped by three throughout, the first group may be shorter: `2.500.000`. */
const grouped = (groups: readonly string[]) =>
  /^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^\d{3}$/.test(group));

/**
 * Reads an amount as people here write it, `2.500.000`, `2.500.000,50`, `2,500,000.50`, `Rp 2500000`, in
 * exact minor units of a currency with `exponent` decimal places. Nothing is guessed: what could be meant
 * in two ways (`1.500` where three decimals exist) or breaks the grouping (`1.50.000`) is refused.
 */
export function readAmount(typed: string, exponent: number): TypedAmount {
  const text = typed
    .normalize('NFKC')
    .trim()
    .replace(/^(\p{Sc}|[A-Za-z]{1,3}\p{Sc}?)\.?\s*/u, '');
  if (text === '') return refuse(typed.trim() === '' ? 'missing' : 'not_a_number');
  return /^\d{1,3}([\s'’]\d{3})+([.,]\d+)?$/.test(text)
    ? readNumber(text.replace(/[\s'’]/g, ''), exponent)
    : readNumber(text, exponent);
}

function readNumber(text: string, exponent: number): TypedAmount {
  if (!/^\d+([.,]\d+)*(,-)?$/.test(text)) return refuse('not_a_number');
  const number = text.replace(/,-$/, '');
  const separators = [...number.replace(/\d/g, '')];
  const last = separators.at(-1);
  if (last === undefined) return exact(number, '', exponent);
  const parts = number.split(/[.,]/);
  const other = separators.slice(0, -1);
  if (other.length > 0 && other.every((one) => one === last)) {
    return grouped(parts) ? exact(parts.join(''), '', exponent) : refuse('ambiguous');
  }
  const whole = parts.slice(0, -1);
  const decimals = parts.at(-1) ?? '';
  if (other.length > 0) {
    // Two kinds of signs: the last one, standing once, is the decimal one.
    if (other.includes(last) || new Set(other).size > 1 || !grouped(whole)) return refuse('ambiguous');
    return exact(whole.join(''), decimals, exponent);
  }
  // One sign, once. Three digits behind it are a group, unless the currency has three decimals.
  if (decimals.length === 3 && grouped(parts)) {
    return exponent === 3 && Number(whole[0]) > 0 ? refuse('ambiguous') : groupOrZero(parts, exponent);
  }
  return exact(whole.join(''), decimals, exponent);
}

/** `1.500`; `0.500` is no group of anything. */
function groupOrZero(parts: string[], exponent: number): TypedAmount {
  if (!/^0/.test(parts[0] ?? '')) return exact(parts.join(''), '', exponent);
  return exponent === 3 ? exact(parts[0] ?? '0', parts[1] ?? '', exponent) : refuse('ambiguous');
}

function exact(whole: string, decimals: string, exponent: number): TypedAmount {
  // More decimals than the currency has, or fewer: `2.5` may as well be short for two and a half million.
  if (decimals !== '' && decimals.length !== exponent) {
    return refuse(decimals.length > exponent ? 'decimals' : 'ambiguous');
  }
  const digits = `${whole}${decimals.padEnd(exponent, '0')}`.replace(/^0+(?=\d)/, '');
  const minor = Number(digits);
  return digits.length <= 16 && Number.isSafeInteger(minor) ? { ok: true, minor } : refuse('too_large');
}

function refuse(reason: AmountTrouble): TypedAmount {
  return { ok: false, reason };
}

/** The decimal number of minor units without passing through a float: `2500000.50`. */
function decimalOf(minor: number, exponent: number): string {
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const sign = minor < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

const tag = (locale: string) => (locale === 'id' ? 'id-ID' : 'en-GB');

function fractions(minor: number, exponent: number) {
  const digits = minor % 10 ** exponent === 0 ? 0 : exponent;
  return { minimumFractionDigits: digits, maximumFractionDigits: digits };
}

/** As it stands in an input: grouped in the language, decimals only where there are any. */
export function writeAmount(minor: number, exponent: number, locale: string): string {
  const format = new Intl.NumberFormat(tag(locale), fractions(minor, exponent));
  return format.format(decimalOf(minor, exponent) as unknown as number);
}

/** As it stands in a sentence: `Rp2.500.000`, never broken over two lines. */
export function amountWords(
  money: { minor: number; currency: string; exponent: number },
  locale: string,
): string {
  const { minor, currency, exponent } = money;
  const format = new Intl.NumberFormat(tag(locale), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...fractions(minor, exponent),
  });
  const words = format.format(decimalOf(minor, exponent) as unknown as number);
  return words.replace(/\s/g, /^[A-Z]{3}/.test(words) ? '\u00a0' : '');
}
