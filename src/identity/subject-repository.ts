import { type ReadTx, sqlStatement } from '../storage/database.ts';

/** Who a number belongs to and how they can be reached. */
interface Match {
  debtor_id: number;
  kind: number;
  exact: number;
}

const STAND_IN = 9;

const match = sqlStatement<{ creditorId: number; key: string; typed: string }, Match>(
  `SELECT id AS debtor_id, 1 AS kind, external_id = @typed AS exact FROM debtors
     WHERE creditor_id = @creditorId AND external_key = @key
   UNION ALL
   SELECT debtor_id, 2, external_id = @typed FROM contracts
     WHERE creditor_id = @creditorId AND external_key = @key
   UNION ALL
   SELECT debtor_id, 3, external_id = @typed FROM invoices
     WHERE creditor_id = @creditorId AND external_key = @key
   UNION ALL
   SELECT COALESCE(
       (SELECT id FROM debtors WHERE creditor_id = @creditorId AND external_key > @key ORDER BY external_key LIMIT 1),
       (SELECT id FROM debtors WHERE creditor_id = @creditorId ORDER BY external_key LIMIT 1), -1), ${STAND_IN}, 0
   LIMIT 50`,
);

export interface Subject {
  /** Whose number it is; undefined for nobody's. */
  debtorId: number | undefined;
  /** Somebody of the same creditor, whose rows are read and thrown away where there is no debtor: reading costs time. */
  standIn: number;
}

/**
 * The debtor a debtor, contract or invoice number of this creditor belongs to. Written exactly as in
 * the ledger wins over merely alike, then debtor over contract over invoice; undefined when that still
 * leaves two debtors, or none.
 */
export function subjectOf(tx: ReadTx, creditorId: number, key: string, typed: string): Subject {
  const rows = match(tx).all({ creditorId, key, typed });
  const found = rows.filter((row) => row.kind !== STAND_IN);
  const rank = (row: Match) => row.kind - row.exact * 10;
  const best = Math.min(...found.map(rank));
  const debtors = new Set(found.filter((row) => rank(row) === best).map((row) => row.debtor_id));
  const [only] = debtors;
  const standIn = rows.find((row) => row.kind === STAND_IN)?.debtor_id ?? -1;
  return { debtorId: debtors.size === 1 ? only : undefined, standIn };
}

export interface ContactRow {
  id: number;
  channel: 'email' | 'whatsapp' | 'sms';
  address: string;
  verified_at: number | null;
  flagged_at: number | null;
  flag_reason: string | null;
}

const CONTACT =
  'SELECT c.id, c.channel, c.address, c.verified_at, c.flagged_at, c.flag_reason FROM contacts c';
const contacts = sqlStatement<[number], ContactRow>(
  `${CONTACT} JOIN debtor_contacts dc ON dc.contact_id = c.id WHERE dc.debtor_id = ? ORDER BY c.id LIMIT 100`,
);
/** All contacts on file of a debtor (-1 for nobody), oldest first. */
export const contactsOf = (tx: ReadTx, debtorId: number) => contacts(tx).all(debtorId);

const creditor = sqlStatement<[number], { slug: string; name: string }>(
  'SELECT slug, name FROM creditors WHERE id = ?',
);
/** Throws when there is no such creditor (a bug: conversations refer to one). */
export function creditorOf(tx: ReadTx, id: number): { slug: string; name: string } {
  const row = creditor(tx).get(id);
  if (!row) throw new Error(`identity: no creditor ${id}`);
  return row;
}

const known = sqlStatement<[string, string, string, number], { one: number }>(
  'SELECT 1 AS one FROM known_senders WHERE channel = ? AND account = ? AND sender_id = ? AND debtor_id = ?',
);
/** True when this sender once proved, on this channel account, to speak for the debtor. */
export const isKnownSender = (
  tx: ReadTx,
  at: { channel: string; account: string; senderId: string },
  debtorId: number,
) => known(tx).get(at.channel, at.account, at.senderId, debtorId) !== undefined;

/** A stranger's unproven word does not cost a debtor their contact; a proven one does. */
export function isUsable(contact: ContactRow): boolean {
  return contact.flagged_at === null || contact.flag_reason === 'not_me_unproven';
}

const atAddress = sqlStatement<[number, string], ContactRow>(
  `${CONTACT} WHERE c.creditor_id = ? AND c.address = ? AND c.channel IN ('whatsapp', 'sms') ORDER BY c.id`,
);
/** A creditor's contacts at this number (E.164), flagged ones too: one number may be on file for several channels. */
export const contactsAt = (tx: ReadTx, creditorId: number, address: string) =>
  atAddress(tx).all(creditorId, address);

const debtorsAt = sqlStatement<[number, string], { debtor_id: number }>(
  `SELECT DISTINCT dc.debtor_id FROM contacts c JOIN debtor_contacts dc ON dc.contact_id = c.id
   WHERE c.creditor_id = ? AND c.address = ? AND c.channel = 'whatsapp' ORDER BY dc.debtor_id LIMIT 2`,
);
/**
 * The debtors a number on file for WhatsApp speaks for; two at most: one is recognised, more are asked. On
 * file for SMS alone it names nobody here.
 */
export const debtorsOf = (tx: ReadTx, creditorId: number, address: string) =>
  debtorsAt(tx)
    .all(creditorId, address)
    .map((row) => row.debtor_id);

/**
 * Where a code goes: e-mail before anything else, verified before unverified, then the oldest; only to
 * contacts that can be reached now (`reachable`, in the order of `contacts`), never to a flagged one, and
 * not to the `asking` address: a code is a second proof. That one alone is left where `sameNumber` allows
 * it and no other usable contact is on file, reachable or not. Undefined when there is none.
 */
export function chooseContact(
  contacts: readonly ContactRow[],
  options: {
    reachable: readonly boolean[];
    asking?: string | undefined;
    sameNumber?: 'never' | 'last_resort';
  },
): ContactRow | undefined {
  const rank = (contact: ContactRow) =>
    (contact.channel === 'email' ? 0 : 2) + (contact.verified_at === null ? 1 : 0);
  const usable = contacts
    .map((contact, index) => ({ contact, reachable: options.reachable[index] === true }))
    .filter(({ contact }) => isUsable(contact));
  const others = usable.filter(({ contact }) => contact.address !== options.asking);
  const own = options.sameNumber === 'last_resort' && others.length === 0 ? usable : [];
  return [...others, ...own]
    .filter((one) => one.reachable)
    .map((one) => one.contact)
    .sort((a, b) => rank(a) - rank(b) || a.id - b.id)[0];
}

/** True when `last4` are the last four digits of a phone on file. */
export function phoneMatches(contacts: readonly ContactRow[], last4: string): boolean {
  return contacts.some(
    (contact) =>
      contact.channel !== 'email' &&
      isUsable(contact) &&
      contact.address.replace(/\D/g, '').slice(-4) === last4,
  );
}
