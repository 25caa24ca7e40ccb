import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';

export interface LiveRow {
  id: number;
  debtor_id: number;
  creditor_id: number;
  contact_id: number;
  challenge_id: number;
  verified_at: number;
  last_used_at: number;
  expires_at: number;
  external_id: string;
  name: string;
  salutation: 'bapak' | 'ibu' | null;
  locale: string | null;
  time_zone: string;
}

const live = sqlStatement<[number, number, number], LiveRow>(
  `SELECT v.id, v.debtor_id, d.creditor_id, v.contact_id, v.challenge_id, v.verified_at, v.last_used_at,
     v.expires_at, d.external_id, d.name, d.salutation, d.locale, COALESCE(d.time_zone, c.time_zone) AS time_zone
   FROM verifications v JOIN debtors d ON d.id = v.debtor_id JOIN creditors c ON c.id = d.creditor_id
   WHERE v.conversation_id = ? AND v.ended_at IS NULL AND v.expires_at > ? AND v.last_used_at > ?
   ORDER BY v.id DESC LIMIT 1`,
);
/** The verification a conversation stands under; `idleSince` is the oldest last use that still counts. */
export const liveVerification = (tx: ReadTx, conversationId: number, now: number, idleSince: number) =>
  live(tx).get(conversationId, now, idleSince);

const touch = sqlStatement<[number, number]>('UPDATE verifications SET last_used_at = ? WHERE id = ?');
export const touchVerification = (tx: Tx, id: number, now: number) => touch(tx).run(now, id);

export interface NewVerification {
  conversationId: number;
  debtorId: number;
  contactId: number;
  challengeId: number;
  verifiedAt: number;
  now: number;
  expiresAt: number;
}
const insert = sqlStatement<NewVerification>(
  `INSERT INTO verifications (conversation_id, debtor_id, contact_id, challenge_id, verified_at, last_used_at, expires_at)
   VALUES (@conversationId, @debtorId, @contactId, @challengeId, @verifiedAt, @now, @expiresAt)`,
);
export const insertVerification = (tx: Tx, row: NewVerification) => insert(tx).run(row);

const endAll = sqlStatement<[number, number]>(
  'UPDATE verifications SET ended_at = ? WHERE conversation_id = ? AND ended_at IS NULL',
);
/** Ends what a conversation stands under; returns how many were open. */
export const endVerifications = (tx: Tx, conversationId: number, now: number) =>
  endAll(tx).run(now, conversationId).changes;

const endOfContact = sqlStatement<[number, number]>(
  'UPDATE verifications SET ended_at = ? WHERE contact_id = ? AND ended_at IS NULL',
);
/** Ends whatever rests on a contact, in every conversation. */
export const endVerificationsOfContact = (tx: Tx, contactId: number, now: number) =>
  endOfContact(tx).run(now, contactId);

const remember = sqlStatement<{ conversationId: number; debtorId: number; contactId: number; now: number }>(
  `INSERT INTO known_senders (channel, account, sender_id, debtor_id, contact_id, first_verified_at)
   SELECT channel, account, sender_id, @debtorId, @contactId, @now FROM conversations WHERE id = @conversationId
   ON CONFLICT DO UPDATE SET contact_id = excluded.contact_id`,
);
/** Makes the conversation's sender known for the debtor. */
export const rememberSender = (
  tx: Tx,
  row: { conversationId: number; debtorId: number; contactId: number; now: number },
) => remember(tx).run(row);

const forget = sqlStatement<[number]>('DELETE FROM known_senders WHERE contact_id = ?');
export const forgetSendersOf = (tx: Tx, contactId: number) => forget(tx).run(contactId);

const forgetOne = sqlStatement<[string, string, string]>(
  'DELETE FROM known_senders WHERE channel = ? AND account = ? AND sender_id = ?',
);
/** Whoever writes as this sender is unknown again, for every debtor. */
export const forgetSender = (tx: Tx, at: { channel: string; account: string; senderId: string }) =>
  forgetOne(tx).run(at.channel, at.account, at.senderId);

const contactVerified = sqlStatement<[number, number]>('UPDATE contacts SET verified_at = ? WHERE id = ?');
export const markContactVerified = (tx: Tx, contactId: number, now: number) =>
  contactVerified(tx).run(now, contactId);

const flag = sqlStatement<[number, string, number]>(
  `UPDATE contacts SET flagged_at = ?, flag_reason = ?
   WHERE id = ? AND (flagged_at IS NULL OR flag_reason = 'not_me_unproven')`,
);
export const flagContact = (tx: Tx, contactId: number, reason: string, now: number) =>
  flag(tx).run(now, reason, contactId).changes;

export interface SpokenFor {
  debtorId: number;
  name: string;
  externalId: string;
}
const others = sqlStatement<[number, number, number], SpokenFor>(
  `SELECT d.id AS debtorId, d.name, d.external_id AS externalId
   FROM debtor_contacts dc JOIN debtors d ON d.id = dc.debtor_id
   WHERE dc.contact_id = ? AND d.creditor_id = ? AND d.id <> ? ORDER BY d.name, d.id LIMIT 50`,
);
/** Debtors of the same creditor the contact speaks for too, by name; 50 at most. */
export const otherDebtors = (tx: ReadTx, contactId: number, creditorId: number, debtorId: number) =>
  others(tx).all(contactId, creditorId, debtorId);
