import { sqlStatement, type Tx } from '../storage/database.ts';
import type { Asking } from './challenge-issue.ts';
import { latestChallenge, replaceOpenChallenges } from './challenge-repository.ts';
import { isKnownSender } from './subject-repository.ts';
import {
  contactAddress,
  endVerifications,
  endVerificationsOfContact,
  flagContact,
  forgetSendersOf,
  liveVerification,
} from './verification-repository.ts';

/** Ends the verification of a conversation ("keluar", "logout"). Returns whether there was one. */
export async function endVerification(tx: Tx, conversationId: number, now: number): Promise<boolean> {
  replaceOpenChallenges(tx, conversationId, now);
  return endVerifications(tx, conversationId, now) > 0;
}

/**
 * "That is not me": flags the contact of the live verification, else of the last challenge, and ends
 * both. Proven (verified, known for that debtor, or writing from the very address) the contact is never
 * used again, reason `not_me`. From a stranger it is only noted, reason `not_me_unproven`: anyone who
 * knows an invoice number could otherwise lock its debtor out. Returns whether a contact was flagged,
 * which must not be told.
 */
export async function flagNotMe(tx: Tx, conversation: Asking, now: number, idleMs: number): Promise<boolean> {
  const live = liveVerification(tx, conversation.id, now, now - idleMs);
  const challenge = latestChallenge(tx, conversation.id);
  const contactId = live?.contact_id ?? challenge?.contact_id ?? undefined;
  const debtorId = live?.debtor_id ?? challenge?.debtor_id ?? undefined;
  await endVerification(tx, conversation.id, now);
  if (contactId === undefined || debtorId === undefined) return false;
  const contact = contactAddress(tx, contactId);
  const itself = contact?.channel === conversation.channel && contact.address === conversation.senderId;
  const proven = live !== undefined || itself || isKnownSender(tx, conversation, debtorId);
  const flagged = flagContact(tx, contactId, proven ? 'not_me' : 'not_me_unproven', now) > 0;
  if (proven) {
    endVerificationsOfContact(tx, contactId, now);
    forgetSendersOf(tx, contactId);
  }
  return flagged;
}

const optOutOf = sqlStatement<[number, number]>(
  'UPDATE conversations SET opted_out_at = ? WHERE id = ? AND opted_out_at IS NULL',
);

/** "Stop writing to me": nothing speaks first in this conversation any more. False when it was so already. */
export async function optOut(tx: Tx, conversationId: number, now: number): Promise<boolean> {
  return optOutOf(tx).run(now, conversationId).changes > 0;
}
