import { minorDigits } from '../../../shared/money.ts';
import { readQuantity } from './quantities.ts';
import { freeToken, isFree, type Scan, span, startsAny, take } from './scan.ts';

/** Signs that mean a currency in any language. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['$', 'USD'],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['¥', 'CNY'],
  ['₱', 'PHP'],
  ['₫', 'VND'],
]);

function currencyAt(scan: Scan, i: number): string | undefined {
  const token = scan.tokens[i];
  if (!token || !freeToken(scan, i)) return undefined;
  const { currencies } = scan.grammar.words;
  return SIGNS.get(token.text) ?? currencies[token.text] ?? currencies[token.word];
}

/** A currency before a number: "Rp", "Rp.", "US$". Its code, and the index of the number. */
function prefix(scan: Scan, i: number): { currency: string; at: number } | undefined {
  const first = currencyAt(scan, i);
  if (first === undefined) {
    const isUs = /^(us|s)$/.test(scan.tokens[i]?.text ?? '') && scan.tokens[i + 1]?.text === '$';
    return isUs ? { currency: scan.tokens[i]!.text === 's' ? 'SGD' : 'USD', at: i + 2 } : undefined;
  }
  const second = currencyAt(scan, i + 1);
  const next = second === first || scan.tokens[i + 1]?.text === '.' ? i + 2 : i + 1;
  return { currency: first, at: next };
}

/** Exact integer minor units, a fraction of one rounded half up; undefined beyond 2^53 − 1. */
export function toMinor(micro: bigint, currency: string): number | undefined {
  const scaled = micro * 10n ** BigInt(minorDigits(currency));
  const minor = (scaled + 500_000n) / 1_000_000n;
  return minor <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(minor) : undefined;
}

function spacedGroups(scan: Scan, i: number): { micro: bigint; end: number } | undefined {
  let digits = scan.tokens[i]?.text ?? '';
  if (!/^\d{1,3}$/.test(digits)) return undefined;
  let end = i + 1;
  while (/^\d{3}$/.test(scan.tokens[end]?.text ?? '')) digits += scan.tokens[end++]!.text;
  return end > i + 1 ? { micro: BigInt(digits) * 1_000_000n, end } : undefined;
}

/**
 * Amounts that the words show to be one: a currency, a scale (ribu, juta, k), thousands marks or two
 * decimals. Bare digits are left to `bare-numbers.ts`, which offers them as one reading among others.
 */
export function readAmounts(scan: Scan): void {
  const { tokens } = scan;
  for (let i = 0; i < tokens.length; i++) {
    if (!freeToken(scan, i)) continue;
    const before = prefix(scan, i);
    const at = before?.at ?? i;
    if (!tokens[at] || !startsAny(scan, at, scan.grammar.numberStarts) || !freeToken(scan, at)) continue;
    const quantity = readQuantity(scan, at);
    if (!quantity) continue;
    const groups = quantity.scale === 0 ? spacedGroups(scan, at) : undefined;
    // "482 913" may be a code; with a currency or a third group it is an amount.
    const spaced = groups && (before || groups.end > at + 2) ? groups : undefined;
    const end = spaced?.end ?? quantity.end;
    const after = before ? undefined : currencyAt(scan, end);
    const currency = before?.currency ?? after;
    const clock = i > 0 && scan.grammar.clock.has(tokens[i - 1]!.word);
    const clear =
      spaced !== undefined ||
      currency !== undefined ||
      quantity.scale >= 3 ||
      quantity.grouped ||
      (quantity.decimals === 2 && !clock);
    const last = tokens[(after === undefined ? end : end + 1) - 1]!;
    if (!clear || !isFree(scan, tokens[i]!.start, last.end) || tokens[end]?.text === '%') {
      if (quantity.end > at + 1) i = quantity.end - 1;
      continue;
    }
    const micro = spaced?.micro ?? quantity.micro;
    const minor = toMinor(micro, currency ?? scan.currency);
    if (minor === undefined || minor === 0) continue;
    const { start } = tokens[i]!;
    scan.found.push({
      type: 'amount',
      minor,
      ...(currency ? { currency } : {}),
      ...span(scan, start, last.end),
    });
    take(scan, start, last.end);
    i = end - 1;
  }
}
