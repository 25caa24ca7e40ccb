import { toMinor } from './amounts.ts';
import { readQuantity, wholeNumber } from './quantities.ts';
import { addReference, isLabelled } from './references.ts';
import { freeToken, phraseAt, type Scan, span, type Token, take } from './scan.ts';

const LIST_JOINER = /^[,;&+/.]$/;

/** True when the message is nothing but numbers: "2", "1 dan 3", "no 2". */
function onlyNumbers(scan: Scan): boolean {
  return scan.tokens.every(
    (token) =>
      token.kind === 'number' ||
      LIST_JOINER.test(token.text) ||
      token.text.length <= 3 ||
      scan.grammar.pointers.has(token.word) ||
      scan.grammar.ordinalLabels.has(token.word),
  );
}

function pointed(scan: Scan, i: number): boolean {
  const before = scan.tokens[i - 1];
  if (!before) return false;
  if (/^[-.]$/.test(before.text)) return pointed(scan, i - 1);
  return (
    before.text === '#' ||
    scan.grammar.pointers.has(before.word) ||
    scan.grammar.ordinalLabels.has(before.word)
  );
}

/** Bare digits may be a code, a reference, an amount, a place in a list or a count: all readings are given. */
function readDigits(scan: Scan, token: Token, i: number, alone: boolean): void {
  const { start, end, text } = token;
  const here = span(scan, start, end);
  const labelled = isLabelled(scan, i);
  const value = Number(text);
  const zero = text.startsWith('0');
  const next = scan.tokens[i + 1]?.word ?? '';
  const counted = scan.grammar.counted.has(next);
  const percent = next === '%';
  // "baik2" says a word twice.
  const glued = scan.tokens[i - 1];
  if (text === '2' && glued?.kind === 'word' && glued.end === start && glued.text.length > 2) return;
  if (scan.grammar.clock.has(glued?.word ?? '') && text.length <= 2) return;
  const round = text.length >= 5 && text.endsWith('000');
  const ordinal = !zero && value <= 99 && !counted && !percent && (alone || pointed(scan, i));
  if (ordinal) scan.found.push({ type: 'ordinal', position: value, ...here });
  const { amountDigits } = scan.grammar.words;
  const amount = !zero && !labelled && text.length >= amountDigits && text.length <= 15 && !counted;
  const minor = amount ? toMinor(BigInt(text) * 1_000_000n, scan.currency) : undefined;
  if (minor !== undefined && round) scan.found.push({ type: 'amount', minor, ...here });
  if (text.length === 6) scan.found.push({ type: 'code', digits: text, ...here });
  if (!counted && !percent && value > 0 && (labelled || zero || text.length >= 3 || ordinal))
    addReference(scan, start, end, labelled);
  if (minor !== undefined && !round) scan.found.push({ type: 'amount', minor, ...here });
  if (!zero && text.length <= 4) scan.found.push({ type: 'number', value, ...here });
  take(scan, start, end);
}

/** "1,2,3" as picks from a list. */
function readCommaList(scan: Scan, token: Token): boolean {
  if (!/^\d{1,2}(?:,\d{1,2})+$/.test(token.text)) return false;
  for (const match of token.text.matchAll(/\d+/g)) {
    const start = token.start + match.index;
    const here = span(scan, start, start + match[0].length);
    scan.found.push({ type: 'ordinal', position: Number(match[0]), ...here });
  }
  take(scan, token.start, token.end);
  return true;
}

/** Ordinal words: "yang kedua", "the last one", "2nd". */
function readOrdinalWord(scan: Scan, i: number, short: boolean): boolean {
  const token = scan.tokens[i]!;
  const { ordinals } = scan.grammar.words;
  const suffix = scan.tokens[i + 1];
  if (
    token.kind === 'number' &&
    suffix &&
    /^(st|nd|rd|th)$/.test(suffix.text) &&
    suffix.start === token.end
  ) {
    const here = span(scan, token.start, suffix.end);
    scan.found.push({ type: 'ordinal', position: Number(token.text), ...here });
    take(scan, token.start, suffix.end);
    return true;
  }
  const position = ordinals[token.word] ?? ordinals[token.text];
  if (token.kind !== 'word' || position === undefined) return false;
  const joined = scan.found.some(
    (e) => e.type === 'ordinal' && e.end < token.start && token.start - e.end <= 6,
  );
  const next = suffix?.word ?? '';
  const named = scan.grammar.referenceLabels.has(next) || scan.grammar.pronouns.has(next);
  if (!short && !joined && !named && !pointed(scan, i)) return false;
  scan.found.push({ type: 'ordinal', position, ...span(scan, token.start, token.end) });
  take(scan, token.start, token.end);
  return true;
}

/** Everything numeric that nothing before it took. */
export function readBareNumbers(scan: Scan): void {
  const { tokens, grammar } = scan;
  const alone = onlyNumbers(scan);
  const short = tokens.length <= 3;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (!freeToken(scan, i) || readOrdinalWord(scan, i, short)) continue;
    if (token.kind === 'number') {
      if (/^\d{1,18}$/.test(token.text)) readDigits(scan, token, i, alone);
      else if (alone) readCommaList(scan, token);
      continue;
    }
    const all = phraseAt(scan, i, grammar.all);
    if (all) {
      const { end } = tokens[i + all.length - 1]!;
      scan.found.push({ type: 'all', ...span(scan, token.start, end) });
      take(scan, token.start, end);
      continue;
    }
    const quantity =
      grammar.numberStarts.has(token.word) || grammar.numberStarts.has(token.text)
        ? readQuantity(scan, i)
        : undefined;
    const value = wholeNumber(quantity, 9999);
    if (!quantity || value === undefined || value === 0) continue;
    const next = tokens[quantity.end]?.word ?? '';
    if (grammar.articles.has(token.text)) continue;
    if (grammar.pronouns.has(token.word) && tokens.length > 1 && !grammar.counted.has(next)) continue;
    const { end } = tokens[quantity.end - 1]!;
    if (alone || pointed(scan, i))
      scan.found.push({ type: 'ordinal', position: value, ...span(scan, token.start, end) });
    scan.found.push({ type: 'number', value, ...span(scan, token.start, end) });
    take(scan, token.start, end);
    i = quantity.end - 1;
  }
}
