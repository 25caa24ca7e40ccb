import type { Scan } from './scan.ts';

/** An exact number in millionths: no float ever holds money. */
export interface Quantity {
  micro: bigint;
  /** Index after the last token read. */
  end: number;
  /** Largest scale used as a power of ten: 3 for "ribu". 0 for none. */
  scale: number;
  /** Written with thousands marks ("2.500.000"). */
  grouped: boolean;
  /** Decimal places as typed in digits. */
  decimals: number;
  /** Only words, no digits. */
  spelt: boolean;
}

const MICRO = 1_000_000n;

function micro(digits: string, decimals: number): bigint {
  return BigInt(digits) * 10n ** BigInt(6 - decimals);
}

/**
 * Digits with marks. Two kinds of mark: the last is the decimal one. One kind: three digits after it are
 * thousands (money has no third decimal), unless a scale word follows and the mark is the language's
 * decimal one ("1,250 juta").
 */
export function readDigits(
  text: string,
  decimal: ',' | '.',
  scaled: boolean,
): { micro: bigint; decimals: number; grouped: boolean } | undefined {
  if (/^\d{1,18}$/.test(text)) return { micro: micro(text, 0), decimals: 0, grouped: false };
  const groups = /^(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:([.,])(\d{1,2}))?$/.exec(text);
  if (groups && groups[2] !== groups[3]) {
    const single = groups[1]!.length <= 7 && !groups[4];
    if (!(single && scaled && groups[2] === decimal)) {
      const rest = groups[4] ?? '';
      const whole = groups[1]!.replace(/[.,]/g, '');
      return { micro: micro(whole + rest, rest.length), decimals: rest.length, grouped: true };
    }
  }
  const plain = /^(\d{1,15})[.,](\d{1,6})$/.exec(text);
  if (!plain || (plain[2]!.length > 2 && !scaled)) return undefined;
  return {
    micro: micro(plain[1]! + plain[2]!, plain[2]!.length),
    decimals: plain[2]!.length,
    grouped: false,
  };
}

function numberWord(scan: Scan, i: number): number | undefined {
  const token = scan.tokens[i];
  if (token?.kind !== 'word') return undefined;
  const value = scan.grammar.words.numbers[token.word] ?? scan.grammar.words.numbers[token.text];
  if (value === undefined || !scan.grammar.articles.has(token.text)) return value;
  const next = scan.tokens[i + 1]?.word ?? '';
  const counts = next in scan.grammar.words.scales || next in scan.grammar.words.units;
  return counts ? value : undefined;
}

function scaleWord(scan: Scan, i: number): number | undefined {
  const token = scan.tokens[i];
  if (token?.kind !== 'word') return undefined;
  return scan.grammar.words.scales[token.text] ?? scan.grammar.words.scales[token.word];
}

/** Reads the longest number starting at token `start`: "2,5 juta", "1 jt 250", "dua juta lima ratus ribu". */
export function readQuantity(scan: Scan, start: number): Quantity | undefined {
  const { tokens, grammar } = scan;
  let total = 0n;
  let hundreds = 0n;
  let small: bigint | undefined;
  let scale = 0;
  let lastScale: number | undefined;
  let ellipsis: string | undefined;
  let restStart = start;
  let restDigits = '';
  let grouped = false;
  let decimals = 0;
  let spelt = true;
  let i = start;
  const open = (): boolean => small === undefined && hundreds === 0n;
  const begin = (): void => {
    if (open()) restStart = i;
  };
  for (; i < tokens.length; i++) {
    const token = tokens[i]!;
    const joins = !open() && grammar.joiners.has(token.word);
    const value = joins ? undefined : numberWord(scan, i);
    const exponent = scaleWord(scan, i);
    if (token.kind === 'number') {
      if (!open()) break;
      const digits = readDigits(token.text, grammar.words.decimal, (scaleWord(scan, i + 1) ?? 0) >= 3);
      if (!digits) break;
      begin();
      small = digits.micro;
      restDigits = token.text;
      spelt = false;
      grouped ||= digits.grouped;
      decimals = digits.decimals;
    } else if (value !== undefined && value >= 1000) {
      if (!open() || total > 0n) break;
      total += BigInt(value) * MICRO;
      lastScale = Math.round(Math.log10(value));
      scale = Math.max(scale, lastScale);
      ellipsis = grammar.words.elliptic[token.word];
    } else if (value === 100) {
      if (hundreds > 0n || small !== undefined) break;
      begin();
      hundreds = 100n * MICRO;
      restDigits = '';
    } else if (value !== undefined) {
      const amount = BigInt(value) * MICRO;
      begin();
      if (small === undefined) small = amount;
      else if (small >= 20n * MICRO && small % (10n * MICRO) === 0n && value < 10 && restDigits === '')
        small += amount;
      else break;
      if (restStart === i) restDigits = '';
    } else if (small !== undefined && grammar.teens.has(token.word)) small += 10n * MICRO;
    else if (grammar.half.has(token.word)) {
      if (!open()) small = (small ?? 0n) + MICRO / 2n;
      else if (lastScale !== undefined) {
        total += (MICRO / 2n) * 10n ** BigInt(lastScale);
        i++;
        break;
      } else {
        begin();
        small = MICRO / 2n;
      }
    } else if (exponent !== undefined && !open()) {
      const size = 10n ** BigInt(exponent);
      if (exponent === 1) small = (small ?? 0n) * size;
      else if (exponent === 2) {
        hundreds += (small ?? 0n) * size;
        small = undefined;
        restDigits = '';
      } else {
        if (lastScale !== undefined && exponent >= lastScale) break;
        total += (hundreds + (small ?? 0n)) * size;
        hundreds = 0n;
        small = undefined;
        lastScale = exponent;
        ellipsis = grammar.words.elliptic[token.word];
      }
      scale = Math.max(scale, exponent);
    } else if (i > start && grammar.joiners.has(token.word)) {
      let next = i + 1;
      while (tokens[next] && grammar.joiners.has(tokens[next]!.word)) next++;
      const more = tokens[next];
      const fits =
        more !== undefined &&
        (grammar.half.has(more.word) ||
          scaleWord(scan, next) !== undefined ||
          numberWord(scan, next) !== undefined);
      if (!fits || (open() && lastScale === undefined)) break;
      i = next - 1;
    } else break;
  }
  let end = i;
  if (!open()) {
    let rest = hundreds + (small ?? 0n);
    if (lastScale !== undefined) {
      const counted = tokens[i] !== undefined && grammar.counted.has(tokens[i]!.word);
      const enough = restDigits ? /^\d{3}$/.test(restDigits) : rest >= 10n * MICRO;
      const by = ellipsis === undefined ? undefined : grammar.words.scales[ellipsis];
      if (by !== undefined && enough && !counted && rest < 1000n * MICRO) rest *= 10n ** BigInt(by);
      else if (by !== undefined || counted || restDigits) {
        rest = 0n;
        end = restStart;
      }
    }
    total += rest;
  }
  if (end === start) return undefined;
  return { micro: total, end, scale, grouped, decimals, spelt };
}

/** A whole number of at most `max`, or undefined. */
export function wholeNumber(quantity: Quantity | undefined, max: number): number | undefined {
  if (!quantity || quantity.micro % MICRO !== 0n) return undefined;
  const value = quantity.micro / MICRO;
  return value <= BigInt(max) ? Number(value) : undefined;
}
