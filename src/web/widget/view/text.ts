import { el } from './dom.ts';

const TAGS: Record<string, string> = { id: 'id-ID', en: 'en-GB' };
const ADDRESS = /https?:\/\/[^\s<>"'`]+/g;
/** Marks that end a sentence rather than an address. */
const TRAILING = /[.,;:!?)\]}]+$/;

/**
 * An address on Sapa's own server, or undefined. Only these become links or pictures: nothing that
 * arrives in a message can send a person elsewhere.
 */
export function ownAddress(given: string | undefined, base: string): string | undefined {
  if (!given) return undefined;
  try {
    const url = given.startsWith('/') ? new URL(given, base) : new URL(given);
    const local = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
    const safe = url.protocol === 'https:' || (url.protocol === 'http:' && local);
    return safe && url.origin === new URL(base).origin && !url.username ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Plain text as nodes; addresses on Sapa's own server become links, everything else stays text. */
export function textNodes(text: string, base: string): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = match[0].replace(TRAILING, '');
    const href = ownAddress(shown, base);
    if (!href) continue;
    nodes.push(text.slice(from, match.index));
    nodes.push(el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, shown));
    from = match.index + shown.length;
  }
  nodes.push(text.slice(from));
  return nodes;
}

/** `2,4 MB`, `310 kB`: bytes for a person, in the language's own digits. */
export function sizeText(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  const digits = unit === 'MB' ? 1 : 0;
  const number = new Intl.NumberFormat(TAGS[locale] ?? locale, { maximumFractionDigits: digits }).format(
    Math.max(value, 1),
  );
  return `${number} ${unit}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are slow to make and a history is long: each is made once. */
function format(timestamp: string | undefined, locale: string, kind: 'time' | 'day'): string {
  const at = timestamp ? new Date(timestamp) : new Date();
  if (Number.isNaN(at.getTime())) return '';
  const key = locale + kind;
  let made = formats.get(key);
  if (!made) {
    const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
    const calendar: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
    made = new Intl.DateTimeFormat(TAGS[locale] ?? locale, kind === 'time' ? clock : calendar);
    formats.set(key, made);
  }
  return made.format(at);
}

/** Time of day in the reader's zone: `10.05` in Indonesian, `10:05` in English. Now when undefined. */
export function timeText(timestamp: string | undefined, locale: string): string {
  return format(timestamp, locale, 'time');
}

/** Calendar day in the reader's zone: `25 Maret 2026`; empty for a timestamp that is none. */
export function dayText(timestamp: string | undefined, locale: string): string {
  return format(timestamp, locale, 'day');
}
