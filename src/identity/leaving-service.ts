import { sqlStatement, type Tx } from '../storage/database.ts';
import type { Asking } from './challenge-issue.ts';
import { latestChallenge, replaceOpenChallenges } from './challenge-repository.ts';
import { contactsAt, isKnownSender } from './subject-repository.ts';
import {
  endVerifications,
  endVerificationsOfContact,
  flagContact,
  forgetSender,
  forgetSendersOf,
  liveVerification,
} from './verification-repository.ts';

/** Ends the verification of a conversation ("keluar", "logout"). Returns whether there was one. */
export async function endVerification(tx: Tx, conversationId: number, now: number): Promise<boolean> {
  replaceOpenChallenges(tx, conversationId, now);
  return endVerifications(tx, conversationId, now) > 0;
}

/**
 * "That is not me": flags what is on file for whoever says it, and ends what rests on it.
 * - The sender's own number, proven because the message comes from it: never used or recognised again,
 *   reason `not_me`, in whichever role it is on file.
 * - The contact of the live verification, likewise.
 * - Else, without a number of their own on file, the contact of the last challenge: proven from a sender
 *   known for that debtor, only noted (`not_me_unproven`) from a stranger, for anyone who knows an invoice
 *   number could otherwise lock its debtor out.
 * Returns whether a contact was flagged, which must not be told.
 */
export async function flagNotMe(tx: Tx, conversation: Asking, now: number, idleMs: number): Promise<boolean> {
  const live = liveVerification(tx, conversation.id, now, now - idleMs);
  const challenge = latestChallenge(tx, conversation.id);
  const { address, creditorId } = conversation;
  const own = address === undefined ? [] : contactsAt(tx, creditorId, address).map((contact) => contact.id);
  const proven = new Set([...own, ...(live ? [live.contact_id] : [])]);
  const unproven = new Set<number>();
  const { contact_id: asked, debtor_id: debtorId } = challenge ?? {};
  if (proven.size === 0 && asked != null && debtorId != null) {
    (isKnownSender(tx, conversation, debtorId) ? proven : unproven).add(asked);
  }
  await endVerification(tx, conversation.id, now);
  let flagged = 0;
  for (const contactId of unproven) flagged += flagContact(tx, contactId, 'not_me_unproven', now);
  for (const contactId of proven) {
    flagged += flagContact(tx, contactId, 'not_me', now);
    endVerificationsOfContact(tx, contactId, now);
    forgetSendersOf(tx, contactId);
  }
  if (proven.size > 0) forgetSender(tx, conversation);
  return flagged > 0;
}

const optOutOf = sqlStatement<[number, number]>(
  'UPDATE conversations SET opted_out_at = ? WHERE id = ? AND opted_out_at IS NULL',
);

/** "Stop writing to me": nothing speaks first in this conversation any more. False when it was so already. */
export async function optOut(tx: Tx, conversationId: number, now: number): Promise<boolean> {
  return optOutOf(tx).run(now, conversationId).changes > 0;
}
