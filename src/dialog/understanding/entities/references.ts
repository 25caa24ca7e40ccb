import { referenceKey } from '../../../shared/reference-key.ts';
import type { Grammar } from './grammar.ts';
import { freeToken, isFree, type Scan, span, take } from './scan.ts';

const CHUNK = /[\p{L}\p{N}]+(?:[/\-_.#]+[\p{L}\p{N}]+)*/gu;
const LINK = /^(?:[.:#\-–()]|nos?|nr)$/;

/** True when token `i` goes on with a list whose last number was labelled: "faktur 12, 13 dan 15". */
function continuesList(scan: Scan, i: number): boolean {
  const before = scan.tokens[i - 2];
  if (!before || !scan.grammar.and.has(scan.tokens[i - 1]!.word)) return false;
  return scan.found.some((one) => one.type === 'reference' && one.labelled && one.end === before.end);
}

/** True when a word such as "faktur" or "no" stands before token `i` ("faktur no. 12", "invoice yang 0012"). */
export function isLabelled(scan: Scan, i: number): boolean {
  const { grammar, tokens } = scan;
  if (continuesList(scan, i)) return true;
  for (let k = i - 1; k >= 0 && k >= i - 4; k--) {
    const { text, word } = tokens[k]!;
    if (grammar.referenceLabels.has(word) || grammar.referenceLabels.has(text) || text === '#') return true;
    if (!LINK.test(text) && !grammar.links.has(word)) return false;
  }
  return false;
}

export function addReference(scan: Scan, start: number, end: number, labelled: boolean): void {
  const key = referenceKey(scan.text.slice(start, end));
  scan.found.push({ type: 'reference', key, labelled, ...span(scan, start, end) });
}

/** "500rb", "tgl25", "25th", "3x": digits glued to words that other readers know. */
function isGluedWords(chunk: string, grammar: Grammar): boolean {
  if (/\//.test(chunk) || /-.*-/.test(chunk)) return false;
  const { words } = grammar;
  const known = (run: string): boolean => {
    const word = grammar.standard(run);
    return [run, word].some(
      (w) =>
        w in words.scales ||
        w in words.numbers ||
        w in words.currencies ||
        w in words.months ||
        w in words.units ||
        w in words.weekdays ||
        grammar.counted.has(w) ||
        grammar.ordinalLabels.has(w) ||
        grammar.dayLabels.has(w) ||
        grammar.half.has(w) ||
        grammar.clock.has(w),
    );
  };
  const runs = chunk.toLowerCase().match(/\p{L}+/gu) ?? [];
  // "inv" is slang for a word that is counted ("3 faktur"), but before a number it is the number's own.
  if (/^\p{L}/u.test(chunk) && grammar.referencePrefixes.has(runs[0] ?? '')) return false;
  return runs.length > 0 && runs.every((run) => known(run) || /^(st|nd|rd|th|an)$/.test(run));
}

/** Letters beside digits that make a number in some ledger's format, not a word with a stray digit. */
function looksLikeNumber(chunk: string, labelled: boolean): boolean {
  if (!/\p{L}/u.test(chunk)) return /[/-]/.test(chunk) && (labelled || chunk.replace(/\D/g, '').length >= 5);
  if (/^\p{L}{3,}2(?:nya)?$/iu.test(chunk) && !labelled) return false;
  const digits = chunk.replace(/\D/g, '').length;
  if (/[/\-_]/.test(chunk)) return digits >= 2 || labelled;
  return labelled || digits >= 3 || (digits >= 1 && chunk.length >= 4 && /\p{Lu}/u.test(chunk));
}

/** References with letters or separators: `INV/2026/03/0012`, `0045/X/2026`, `9322-YCTQO`, `C-1001`. */
export function readReferences(scan: Scan): void {
  const { tokens, grammar, text } = scan;
  let at = 0;
  for (const match of text.matchAll(CHUNK)) {
    let chunk = match[0];
    let start = match.index;
    const end = start + chunk.length;
    if (!/\d/.test(chunk) || /^[\d.]+$/.test(chunk) || !isFree(scan, start, end)) continue;
    while (at < tokens.length && tokens[at]!.start < start) at++;
    const lead = /^\p{L}+/u.exec(chunk)?.[0] ?? '';
    const leadWord = grammar.standard(lead.toLowerCase());
    const leadIsLabel =
      lead !== '' &&
      grammar.referenceLabels.has(leadWord) &&
      !grammar.referencePrefixes.has(lead.toLowerCase());
    if (leadIsLabel) {
      const rest = chunk.slice(lead.length).replace(/^[^\p{L}\p{N}]+/u, '');
      start = end - rest.length;
      chunk = rest;
      addReference(scan, start, end, true);
      take(scan, match.index, end);
      continue;
    }
    const labelled = isLabelled(scan, at) || grammar.referencePrefixes.has(lead.toLowerCase());
    if (isGluedWords(chunk, grammar) || !looksLikeNumber(chunk, labelled)) continue;
    const code = /^(\d{3})-(\d{3})$/.exec(chunk);
    if (code) scan.found.push({ type: 'code', digits: code[1]! + code[2]!, ...span(scan, start, end) });
    addReference(scan, start, end, labelled);
    const tail = /^\p{L}+[^\p{L}\p{N}]?(\d{1,6})$/u.exec(chunk)?.[1];
    if (tail && grammar.referencePrefixes.has(lead.toLowerCase()))
      addReference(scan, end - tail.length, end, true);
    take(scan, start, end);
  }
}

/** Numbers typed with blanks: `inv 12`, `inv 2026 03 0012`, `C 1001`; with and without the prefix. */
export function readSpacedReferences(scan: Scan): void {
  const { tokens, grammar, text } = scan;
  for (let i = 0; i + 1 < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind !== 'word' || !freeToken(scan, i)) continue;
    const prefix = grammar.referencePrefixes.has(token.text);
    const letter = /^\p{Lu}$/u.test(text.slice(token.start, token.end));
    if (!prefix && !letter) continue;
    let first = i + 1;
    while (prefix && tokens[first] && LINK.test(tokens[first]!.text)) first++;
    const head = tokens[first];
    if (head?.kind !== 'number' || !/^\d{1,12}$/.test(head.text)) continue;
    const known = scan.found.find((e) => e.type === 'reference' && e.start === head.start);
    if (known) {
      addReference(scan, token.start, known.end, true);
      take(scan, token.start, known.end);
      continue;
    }
    if (!freeToken(scan, first) || (letter && !prefix && head.text.length < 3)) continue;
    let last = first;
    if (/^(19|20)\d\d$/.test(head.text))
      while (last < first + 3 && /^\d{1,6}$/.test(tokens[last + 1]?.text ?? '') && freeToken(scan, last + 1))
        last++;
    const next = tokens[last + 1]?.word ?? '';
    if (grammar.words.scales[next] !== undefined || grammar.counted.has(next)) continue;
    const end = tokens[last]!.end;
    addReference(scan, token.start, end, prefix || isLabelled(scan, i));
    if (prefix) addReference(scan, head.start, end, true);
    take(scan, token.start, end);
  }
}
