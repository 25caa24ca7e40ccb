import type { CalendarDate } from '../../../shared/calendar.ts';
import type { Entity } from '../understanding.ts';
import type { Grammar, PhraseMap } from './grammar.ts';

export interface Token {
  /** Lower case, as typed. */
  text: string;
  /** Lower case, slang made standard. */
  word: string;
  start: number;
  end: number;
  kind: 'word' | 'number' | 'symbol';
}

/** One message being read. Readers take what they recognise; what is taken is not read again. */
export interface Scan {
  text: string;
  tokens: Token[];
  grammar: Grammar;
  today: CalendarDate;
  currency: string;
  found: Entity[];
  taken: Uint8Array;
}

const TOKEN = /\p{L}[\p{L}\p{M}]*|\d+(?:[.,]\d+)*|\S/gu;

export function createScan(text: string, grammar: Grammar, today: CalendarDate, currency: string): Scan {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const lower = match[0].toLowerCase();
    const first = lower.charCodeAt(0);
    const kind = first >= 48 && first <= 57 ? 'number' : /^\p{L}/u.test(lower) ? 'word' : 'symbol';
    const word = kind === 'word' ? grammar.standard(lower) : lower;
    tokens.push({ text: lower, word, start: match.index, end: match.index + match[0].length, kind });
  }
  return { text, tokens, grammar, today, currency, found: [], taken: new Uint8Array(text.length + 1) };
}

export function isFree(scan: Scan, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (scan.taken[i]) return false;
  return true;
}

export function take(scan: Scan, start: number, end: number): void {
  scan.taken.fill(1, start, end);
}

/** The span part of an entity. */
export function span(scan: Scan, start: number, end: number): { start: number; end: number; raw: string } {
  return { start, end, raw: scan.text.slice(start, end) };
}

/** True when token `i` exists and none of it was taken. */
export function freeToken(scan: Scan, i: number): boolean {
  const token = scan.tokens[i];
  return token !== undefined && isFree(scan, token.start, token.end);
}

/** True when token `i` is a number or one of the words something can start with. */
export function startsAny(scan: Scan, i: number, starts: ReadonlySet<string>): boolean {
  const token = scan.tokens[i]!;
  return token.kind === 'number' || starts.has(token.word) || starts.has(token.text);
}

/** The longest phrase starting at token `i`: how many tokens, and its value. */
export function phraseAt<T>(
  scan: Scan,
  i: number,
  map: PhraseMap<T>,
): { length: number; value: T } | undefined {
  const token = scan.tokens[i];
  if (!token) return undefined;
  for (const key of token.text === token.word ? [token.word] : [token.word, token.text])
    for (const { words, value } of map.get(key) ?? []) {
      const fits = words.every((word, offset) => {
        const at = scan.tokens[i + offset];
        return at !== undefined && (at.word === word || at.text === word);
      });
      if (fits) return { length: words.length, value };
    }
  return undefined;
}

/** A whole number written in plain digits, or undefined. */
export function plainInteger(token: Token | undefined): number | undefined {
  return token && /^\d{1,9}$/.test(token.text) ? Number(token.text) : undefined;
}
