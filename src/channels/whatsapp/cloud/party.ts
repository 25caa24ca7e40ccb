import type { Party } from '../ports.ts';
import { isJson, type Json, listAt, textAt } from './json.ts';

/** As Meta writes numbers: digits of E.164, mostly without "+". */
const NUMBER = /^\+?([1-9]\d{5,14})$/;
/** Country, a full stop, and what Meta made up; the parent ids of linked businesses have one part more. */
const BUSINESS_SCOPED = /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/;

function phoneFrom(text: string | undefined): string | undefined {
  const digits = text && NUMBER.exec(text)?.[1];
  return digits ? `+${digits}` : undefined;
}

function bsuidFrom(text: string | undefined): string | undefined {
  return text && BUSINESS_SCOPED.test(text) ? text : undefined;
}

function build(phone: string | undefined, bsuid: string | undefined): Party | undefined {
  return phone || bsuid ? { ...(phone && { phone }), ...(bsuid && { bsuid }) } : undefined;
}

/**
 * Who wrote `message`. Meta leaves the number out for people who chose a user name; then the
 * business-scoped id is all there is. An entry of `contacts` counts when it names the same person, or
 * when it is the only one and the message itself names nobody.
 */
export function senderOf(message: Json, contacts: readonly unknown[]): Party | undefined {
  const from = textAt(message, 'from');
  const phone = phoneFrom(from);
  const bsuid = bsuidFrom(textAt(message, 'from_user_id')) ?? bsuidFrom(from);
  const entries = contacts.filter(isJson);
  const same = entries.find((entry) => {
    const [entryPhone, entryBsuid] = [phoneFrom(textAt(entry, 'wa_id')), bsuidFrom(textAt(entry, 'user_id'))];
    return (phone && entryPhone === phone) || (bsuid && entryBsuid === bsuid);
  });
  if (!same && !phone && !bsuid && entries.length === 1) {
    return build(phoneFrom(textAt(entries[0], 'wa_id')), bsuidFrom(textAt(entries[0], 'user_id')));
  }
  const named = (key: string) => textAt(same, key);
  return build(phone ?? phoneFrom(named('wa_id')), bsuid ?? bsuidFrom(named('user_id')));
}

/** To whom the owner wrote from the firm's own phone. */
export function addresseeOf(echo: Json): Party | undefined {
  const to = textAt(echo, 'to');
  return build(phoneFrom(to), bsuidFrom(textAt(echo, 'to_user_id')) ?? bsuidFrom(to));
}

/** How a message is addressed; undefined when Meta has no way to this person. */
export function recipientOf(party: Party): { to: string } | { recipient: string } | undefined {
  if (party.phone) return { to: party.phone.slice(1) };
  return party.bsuid ? { recipient: party.bsuid } : undefined;
}

/** Contacts of a change. */
export function contactsOf(value: Json): unknown[] {
  return listAt(value, 'contacts');
}
