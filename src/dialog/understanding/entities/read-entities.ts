import type { CalendarDate } from '../../../shared/calendar.ts';
import type { Entity } from '../understanding.ts';
import { readAmounts } from './amounts.ts';
import { readBanks } from './banks.ts';
import { readBareNumbers } from './bare-numbers.ts';
import { readSpacedCodes } from './codes.ts';
import { readEmails, readPhones } from './contacts.ts';
import { readDates } from './dates.ts';
import type { Grammar } from './grammar.ts';
import { readReferences, readSpacedReferences } from './references.ts';
import { createScan } from './scan.ts';

/** More than a person types; the rest of a longer message carries no entities. */
const MAX_LENGTH = 2000;

/**
 * What a message names, in order of appearance. The surest readers go first and take their characters;
 * what stays open is read in every way it can be meant.
 */
export function readEntities(
  text: string,
  grammar: Grammar,
  today: CalendarDate,
  currency: string,
): Entity[] {
  const scan = createScan(text.slice(0, MAX_LENGTH), grammar, today, currency);
  readBanks(scan);
  readEmails(scan);
  if (scan.tokens.some((token) => token.kind === 'number')) {
    readPhones(scan);
    readDates(scan);
    readReferences(scan);
    readSpacedReferences(scan);
    readAmounts(scan);
    readSpacedCodes(scan);
  } else {
    readDates(scan);
    readAmounts(scan);
  }
  readBareNumbers(scan);
  return scan.found.sort((a, b) => a.start - b.start);
}

const MASKS: Readonly<Record<Entity['type'], string>> = {
  reference: 'xref',
  amount: 'xamt',
  date: 'xdate',
  code: 'xcode',
  phone: 'xphone',
  email: 'xmail',
  bank: 'xbank',
  ordinal: 'xord',
  number: 'xnum',
  all: 'xall',
};
/**
 * The message with its entities replaced by their kind, so that "bayar 2 jt" and "bayar Rp500.000" are
 * one sentence to the classifier. Days and banks keep their words: "besok" and "kemarin" say more.
 */
export function maskEntities(text: string, entities: readonly Entity[]): string {
  let out = '';
  let at = 0;
  for (let i = 0; i < entities.length; i++) {
    const first = entities[i]!;
    if (first.start < at) continue;
    let best = first;
    let end = first.end;
    for (let k = i + 1; k < entities.length && entities[k]!.start < end; k++) {
      const other = entities[k]!;
      end = Math.max(end, other.end);
      if (best.type === 'ordinal' && other.type === 'reference' && other.key.length > 1) best = other;
    }
    const raw = text.slice(first.start, end);
    const keep =
      best.type === 'date' || best.type === 'bank' || best.type === 'all' || best.type === 'ordinal';
    out += `${text.slice(at, first.start)} ${keep ? `${raw.replace(/\d+/g, ' ')} ` : ''}${MASKS[best.type]} `;
    at = end;
  }
  return out + text.slice(at);
}
