import { type ContactChannel, normaliseAddress } from '../shared/contact-address.ts';
import { referenceKey } from '../shared/reference-key.ts';

/** Longer ones are no name, number or phone of anybody. */
const LONGEST_QUERY = 200;
const MOST_WORDS = 8;
const SHORTEST_ENDING = 4;
/** A national number is at least this long: from here on a leading zero is the trunk prefix. */
const SHORTEST_NATIONAL = 7;
/** E.164 numbers have 15 digits at most; `00` may stand before. */
const LONGEST_PHONE = 17;

/** What was typed into the search box, read in every way it can be meant. */
export interface SearchQuery {
  /** Spaces tidied up, no control characters; '' asks for everybody. */
  text: string;
  /** Tolerant form of a debtor's or invoice's number (shared/reference-key); '' when it can be none. */
  key: string;
  /** Whether numbers that only begin with `key` are meant too: a word is no beginning of a number. */
  keyIsPrefix: boolean;
  /** Ways a phone number's digits may end; [] when it is no phone number. */
  endings: string[];
  /** Words of a name, each the whole or the beginning of one. */
  words: string[];
}

/** Reads what was typed; `countries` (ISO 3166 alpha-2) tell how national phone numbers are meant. */
export function readSearchQuery(typed: string, countries: readonly string[]): SearchQuery {
  const text = typed
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, LONGEST_QUERY);
  const key = referenceKey(text);
  return {
    text,
    key,
    keyIsPrefix: /\p{N}/u.test(key),
    endings: phoneEndings(text, countries),
    // The same characters count as letters as in SQLite's unicode61 tokenizer: L*, N* and Co.
    words: (text.match(/[\p{L}\p{M}\p{N}\p{Co}]+/gu) ?? []).slice(0, MOST_WORDS),
  };
}

function phoneEndings(text: string, countries: readonly string[]): string[] {
  if (!/^[+\d\s().\-/]+$/.test(text)) return [];
  const digits = text.replace(/\D/g, '');
  if (digits.length < SHORTEST_ENDING || digits.length > LONGEST_PHONE) return [];
  const endings = new Set([digits]);
  const national = digits.replace(/^0+/, '');
  if (national.length >= SHORTEST_NATIONAL) endings.add(national);
  const channel: ContactChannel = 'sms';
  for (const country of countries) {
    const full = normaliseAddress(channel, text, country);
    if (full.ok) endings.add(full.address.slice(1));
  }
  return [...endings];
}
