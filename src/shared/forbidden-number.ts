/** Numbers that are never asked for and never stored: they identify people or pay for things. */
export type ForbiddenKind = 'national_id' | 'card';

/** Shortest and longest card numbers (ISO/IEC 7812); a NIK has 16 digits. */
const SHORTEST = 13;
const LONGEST = 19;

/**
 * Recognises, by shape alone, a number nobody should type here: a payment card or an Indonesian NIK.
 * Undefined for anything else: a bank's long transfer reference is no card.
 */
export function forbiddenKind(typed: string): ForbiddenKind | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s.-]/g, '');
  if (!/^[0-9]{13,19}$/.test(digits)) return undefined;
  if (isCard(digits)) return 'card';
  return isNationalId(digits) ? 'national_id' : undefined;
}

/** A span of a text, in UTF-16 code units. */
export interface ForbiddenSpan {
  start: number;
  end: number;
  kind: ForbiddenKind;
}

/** Digits with what people put between them. */
const RUN = /\p{Nd}+(?:[\s.\-\u2010-\u2015\u200b-\u200d\u2060\ufeff]{1,2}\p{Nd}+)*/gu;

/** Where such numbers stand in a longer text, also among other numbers ("2. 4111 1111 1111 1111"). */
export function forbiddenNumbers(text: string): ForbiddenSpan[] {
  const found: ForbiddenSpan[] = [];
  for (const run of text.matchAll(RUN)) {
    const groups = [...run[0].matchAll(/\p{Nd}+/gu)];
    for (let from = 0; from < groups.length; from++) {
      let digits = '';
      for (let to = from; to < groups.length; to++) {
        digits += groups[to]![0].normalize('NFKC');
        if (digits.length > LONGEST) break;
        const kind = digits.length >= SHORTEST ? forbiddenKind(digits) : undefined;
        if (!kind) continue;
        const start = run.index + groups[from]!.index;
        found.push({ start, end: run.index + groups[to]!.index + groups[to]![0].length, kind });
        from = to;
        break;
      }
    }
  }
  return found;
}

/** Hides such numbers wherever they stand in a longer text. */
export function maskForbiddenNumbers(text: string): string {
  return maskSpans(text, forbiddenNumbers(text));
}

/** Puts a dot in place of each letter and digit of the spans. */
export function maskSpans(text: string, spans: readonly { start: number; end: number }[]): string {
  let masked = text;
  for (const { start, end } of [...spans].sort((a, b) => b.start - a.start)) {
    const count = masked.slice(start, end).match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    masked = masked.slice(0, start) + '•'.repeat(count) + masked.slice(end);
  }
  return masked;
}

/** The beginnings and lengths that card schemes give out, with the check digit. */
const SCHEMES: [start: RegExp, lengths: readonly number[]][] = [
  [/^4/, [13, 16, 19]],
  [/^5[0-8]/, [16, 17, 18, 19]],
  [/^2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)/, [16]],
  [/^3[47]/, [15]],
  [/^3(?:0[0-5]|[689])/, [14, 16]],
  [/^35/, [16, 17, 18, 19]],
  [/^6/, [16, 17, 18, 19]],
];

function isCard(digits: string): boolean {
  return (
    SCHEMES.some(([start, lengths]) => start.test(digits) && lengths.includes(digits.length)) &&
    passesLuhn(digits)
  );
}

/**
 * Sixteen digits that begin with a province, as a NIK and a family card do. The date inside is not
 * looked at: a mistyped one is personal too.
 */
function isNationalId(digits: string): boolean {
  return /^(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])\d{14}$/.test(digits);
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
