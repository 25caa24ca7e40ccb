import { randomBytes } from 'node:crypto';
import { maskContact } from '../shared/mask.ts';
import type { Tx } from '../storage/database.ts';
import { enqueueOutbox } from '../storage/outbox-rows.ts';
import { insertChallenge, replaceOpenChallenges } from './challenge-repository.ts';
import { codeOf } from './otp-code.ts';
import type { OtpPolicy } from './otp-policy.ts';
import type { IdentitySecrets } from './secrets.ts';
import type { ContactRow } from './subject-repository.ts';
import { isKnownSender } from './subject-repository.ts';

/** Where a question comes from, as the channel proved it. */
export interface Asking {
  id: number;
  channel: string;
  account: string;
  senderId: string;
  /** The network address, where the channel knows it. */
  origin?: string;
  /** As a contact on file is written (E.164), where the channel proved that it is theirs now. */
  address?: string;
  creditorId: number;
}

export interface Sent {
  outcome: 'sent';
  /** How long the code holds, whole minutes. */
  minutes: number;
  /** Where it went, masked; only for a sender already known for that debtor on this channel. */
  masked?: string;
  /** It went to the very number that asks: the creditor allows it, and has no other contact on file. */
  same?: true;
}

/** Where a decoy's row claims to go; the outbox drops it. */
const NOWHERE = 'tidak.ada@alamat.invalid';

/**
 * Writes one challenge and the message with its code. Without a contact the very same statements and
 * derivations make a decoy: a row no code opens, and an outbox row that goes nowhere.
 */
export async function issueChallenge(
  tx: Tx,
  deps: { policy: OtpPolicy; secrets: IdentitySecrets },
  ask: {
    conversation: Asking;
    creditorName: string;
    locale: string;
    debtorId: number | undefined;
    contact: ContactRow | undefined;
    subjectHash: string;
    askerHash: string;
    originHash: string | undefined;
    now: number;
    /** The sender's own number is on file: where it went may be told as far as they can see it anyway. */
    recognised?: boolean;
  },
): Promise<Sent> {
  const { policy, secrets } = deps;
  const { conversation, contact, now } = ask;
  const nonce = randomBytes(16).toString('base64url');
  const code = await codeOf(secrets.codeSeed(nonce));
  const minutes = Math.round(policy.validMs / 60_000);
  const expiresAt = now + policy.validMs;
  replaceOpenChallenges(tx, conversation.id, now);
  const challengeId = insertChallenge(tx, {
    conversationId: conversation.id,
    debtorId: ask.debtorId ?? null,
    contactId: contact?.id ?? null,
    subjectHash: ask.subjectHash,
    askerHash: ask.askerHash,
    originHash: ask.originHash ?? null,
    nonce,
    codeHash: secrets.codeHash(nonce, code),
    now,
    expiresAt,
  });
  await enqueueOutbox(tx, {
    channel: contact?.channel ?? 'email',
    payload: {
      creditorId: conversation.creditorId,
      locale: ask.locale,
      to: { address: contact?.address ?? NOWHERE },
      author: 'system',
      subject: { key: 'otp.subject', slots: { creditor: ask.creditorName } },
      lines: [
        { key: 'otp.code', slots: { creditor: ask.creditorName } },
        { key: 'otp.validity', slots: { minutes } },
        { key: 'otp.not_you' },
      ],
      secret: { kind: 'otp', challengeId },
      decoy: contact === undefined,
    },
    dedupeKey: `otp:${challengeId}`,
    now,
    expiresAt,
  });
  const known = isKnownSender(tx, conversation, ask.debtorId ?? -1);
  const masked = known && contact ? maskContact(contact.address) : undefined;
  const same = ask.recognised === true && contact?.address === conversation.address;
  return {
    outcome: 'sent',
    minutes,
    ...(masked !== undefined && { masked }),
    ...(same && { same }),
  };
}
