import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { isFree, type Scan, span, take } from './scan.ts';

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,6}\p{L}{2,24}/gu;
const PHONE = /(?<![\p{L}\p{N}][.,/-]?)\+?\d[\d\s().-]{7,18}\d\b/gu;
/** Thousands marks: an amount. */
const GROUPED = /^\d{1,3}(?:\.\d{3})+$/;
/** What a phone number starts with; other long digits are references or amounts. */
const PHONE_START = /^(?:\+|0|62|60|63|65|84|86)/;

export function readEmails(scan: Scan): void {
  if (!scan.text.includes('@')) return;
  for (const match of scan.text.matchAll(EMAIL)) {
    const end = match.index + match[0].length;
    scan.found.push({ type: 'email', address: match[0].toLowerCase(), ...span(scan, match.index, end) });
    take(scan, match.index, end);
  }
}

/** Phone numbers as written in Indonesia or with a country code. Bare digits stay open for other readings. */
export function readPhones(scan: Scan): void {
  for (const match of scan.text.matchAll(PHONE)) {
    const raw = match[0];
    const digits = raw.replace(/\D/g, '');
    const end = match.index + raw.length;
    if (!PHONE_START.test(raw) || GROUPED.test(raw) || digits.length < 9 || digits.length > 15) continue;
    if (!isFree(scan, match.index, end)) continue;
    const international = raw.startsWith('+') || !raw.startsWith('0') ? `+${digits}` : digits;
    const parsed = parsePhoneNumberFromString(international, 'ID');
    if (!parsed?.isValid()) continue;
    scan.found.push({ type: 'phone', e164: parsed.number, ...span(scan, match.index, end) });
    // Plain digits may still be a customer number.
    if (!/^\d+$/.test(raw)) take(scan, match.index, end);
  }
}
