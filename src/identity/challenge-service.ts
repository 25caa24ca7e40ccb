import { type ForbiddenKind, forbiddenKind } from '../shared/forbidden-number.ts';
import { referenceKey } from '../shared/reference-key.ts';
import type { ReadTx, Tx } from '../storage/database.ts';
import { type Asking, issueChallenge, type Sent } from './challenge-issue.ts';
import {
  type ChallengeRow,
  challengeById,
  latestChallenge,
  pastByAsker,
  pastByDebtor,
  pastByOrigin,
  pastBySubject,
} from './challenge-repository.ts';
import { codeOf } from './otp-code.ts';
import { lockedUntil, resendWait, windowWait } from './otp-limits.ts';
import type { OtpPolicy } from './otp-policy.ts';
import type { IdentitySecrets } from './secrets.ts';
import {
  type ContactRow,
  chooseContact,
  contactsAt,
  contactsOf,
  creditorOf,
  debtorsOf,
  phoneMatches,
  subjectOf,
} from './subject-repository.ts';

/** Why no code was sent; each the same for numbers that exist and numbers that do not. */
export type Refused =
  /** A code was sent less than the policy's pause ago. `open`: this conversation can still answer it. */
  | { outcome: 'too_soon'; seconds: number; open: boolean }
  /** Too many codes in the window. */
  | { outcome: 'limited'; minutes: number }
  /** Too many wrong codes. */
  | { outcome: 'locked'; minutes: number };

export type Started =
  | Sent
  | Refused
  /** The creditor wants the last four digits of the phone on file too; asked whatever the number. */
  | { outcome: 'need_phone_last4' }
  /** By its shape a number that is never asked for; nothing of it is stored. */
  | { outcome: 'forbidden_kind'; kind: ForbiddenKind };

export type Resent = Sent | Refused | { outcome: 'none' };

export type Recognised =
  | Sent
  | Refused
  /** The sender's number says nothing: not on file, flagged, for several debtors, or not proven at all. */
  | { outcome: 'unknown' }
  /** On file for one debtor, with nowhere else to send a code. */
  | { outcome: 'nowhere' };

/**
 * Which of these contacts of one creditor a code can be sent to now, in their order. Asked once per code,
 * for all contacts at once, so that it costs the same whosever they are.
 */
export type Reachable = (
  tx: ReadTx,
  creditorId: number,
  contacts: readonly Pick<ContactRow, 'channel' | 'address'>[],
) => readonly boolean[] | Promise<readonly boolean[]>;

export interface StartRequest {
  conversation: Asking;
  /** As typed: a debtor, contract or invoice number of the conversation's creditor. */
  reference: string;
  phoneLast4?: string;
  locale: string;
  /** Epoch ms. */
  now: number;
}

export interface ChallengeDependencies {
  policy: OtpPolicy;
  secrets: IdentitySecrets;
  reachable: Reachable;
}

/** Whom a code is about and who asks, as limits count them. */
interface Subject {
  subjectHash: string;
  askerHash: string;
  originHash: string | undefined;
  debtorId: number | undefined;
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
const minutes = (ms: number) => Math.ceil(ms / 60_000);

/** Sends codes within the policy's limits. Every path runs the same statements for known and unknown numbers. */
export function createChallenges({ policy, secrets, reachable }: ChallengeDependencies) {
  function hashes(conversation: Asking) {
    const { channel, account, senderId, origin } = conversation;
    // A loopback address is a proxy that was not named, or a demonstration: it would be everybody's.
    const counts = origin !== undefined && !LOOPBACK.test(origin);
    return {
      askerHash: secrets.subjectHash('sender', channel, account, senderId),
      originHash: counts ? secrets.subjectHash('origin', origin) : undefined,
    };
  }

  /**
   * What limits say: a refusal to be spoken (it depends on the number as typed and on who asks, so that
   * it says nothing of the ledger), or in silence: enough codes went to this debtor by other numbers.
   */
  function limits(
    tx: Tx,
    at: Subject,
    conversation: Asking,
    now: number,
  ): { refused?: Refused; silent: Refused | undefined } {
    const since = now - policy.memoryMs;
    const subject = pastBySubject(tx, at.subjectHash, since);
    const asker = pastByAsker(tx, at.askerHash, since);
    const origin = pastByOrigin(tx, at.originHash ?? '', now - policy.windowMs);
    const debtor = pastByDebtor(tx, at.debtorId ?? -1, since);
    const latest = latestChallenge(tx, conversation.id);
    const closed = lockedUntil(debtor, policy, now) - now;
    const full = windowWait(debtor, policy.perDebtor, policy, now);
    const silent: Refused | undefined =
      closed > 0
        ? { outcome: 'locked', minutes: minutes(closed) }
        : full > 0
          ? { outcome: 'limited', minutes: minutes(full) }
          : undefined;
    const lock = Math.max(lockedUntil(subject, policy, now), lockedUntil(asker, policy, now)) - now;
    if (lock > 0) return { refused: { outcome: 'locked', minutes: minutes(lock) }, silent };
    // The pause is between codes of one conversation; over conversations the window counts.
    const own = latest?.subject_hash === at.subjectHash && latest.outcome !== 'verified' ? latest : undefined;
    const pause = own ? resendWait([own], policy, now) : 0;
    if (own && pause > 0) {
      const open = isOpen(own, now);
      return { refused: { outcome: 'too_soon', seconds: Math.ceil(pause / 1000), open }, silent };
    }
    const wait = Math.max(
      windowWait(subject, policy.perDebtor, policy, now),
      windowWait(asker, policy.perSender, policy, now),
      windowWait(origin, policy.perOrigin, policy, now),
    );
    if (wait > 0) return { refused: { outcome: 'limited', minutes: minutes(wait) }, silent };
    return { silent };
  }

  /**
   * A code to `contact`; to nobody, in the same words, where there is none or in silence. Whoever was
   * recognised is told even that: their own number has shown whose codes they are.
   */
  async function issueWithinLimits(
    tx: Tx,
    at: Subject,
    ask: {
      conversation: Asking;
      locale: string;
      now: number;
      creditorName: string;
      contact: ContactRow | undefined;
      recognised?: true;
    },
  ): Promise<Sent | Refused> {
    const { conversation, locale, now, creditorName, recognised } = ask;
    const { refused, silent } = limits(tx, at, conversation, now);
    if (refused) return refused;
    if (silent && recognised) return silent;
    const contact = silent ? undefined : ask.contact;
    return issueChallenge(
      tx,
      { policy, secrets },
      { ...at, conversation, creditorName, locale, contact, now, recognised: recognised === true },
    );
  }

  async function start(tx: Tx, request: StartRequest): Promise<Started> {
    const { conversation, reference, phoneLast4 } = request;
    const kind = forbiddenKind(reference);
    if (kind) return { outcome: 'forbidden_kind', kind };
    const creditor = creditorOf(tx, conversation.creditorId);
    const asksPhone = policy.needsPhone(creditor.slug);
    if (asksPhone && phoneLast4 === undefined) return { outcome: 'need_phone_last4' };
    const key = referenceKey(reference);
    const { debtorId, standIn } = subjectOf(tx, conversation.creditorId, key, reference.trim());
    const read = contactsOf(tx, debtorId ?? standIn);
    const can = await reachable(tx, conversation.creditorId, read);
    const contacts = debtorId === undefined ? [] : read;
    const proven = !asksPhone || phoneMatches(contacts, phoneLast4 ?? '');
    const at = {
      subjectHash: secrets.subjectHash('reference', conversation.creditorId, key),
      debtorId,
      ...hashes(conversation),
    };
    return issueWithinLimits(tx, at, {
      ...request,
      creditorName: creditor.name,
      contact: chooseContact(proven ? contacts : [], {
        reachable: can,
        asking: conversation.address,
        sameNumber: policy.sameNumber(creditor.slug),
      }),
    });
  }

  /**
   * A code for the one debtor for whom the sender's own number is on file, without asking for anything:
   * the number says who it may be, the code to another contact proves it. It stands for the last four
   * digits of the phone on file, too.
   */
  async function recognise(
    tx: Tx,
    request: { conversation: Asking; locale: string; now: number },
  ): Promise<Recognised> {
    const { conversation } = request;
    const { address, creditorId } = conversation;
    if (address === undefined) return { outcome: 'unknown' };
    const own = contactsAt(tx, creditorId, address);
    // Whatever became of it, in whichever role: a number somebody has doubted is recognised no more.
    if (own.some((contact) => contact.flagged_at !== null)) return { outcome: 'unknown' };
    const [debtorId, another] = debtorsOf(tx, creditorId, address);
    if (debtorId === undefined || another !== undefined) return { outcome: 'unknown' };
    const creditor = creditorOf(tx, creditorId);
    const contacts = contactsOf(tx, debtorId);
    const contact = chooseContact(contacts, {
      reachable: await reachable(tx, creditorId, contacts),
      asking: address,
      sameNumber: policy.sameNumber(creditor.slug),
    });
    if (!contact) return { outcome: 'nowhere' };
    const subjectHash = secrets.subjectHash('address', creditorId, address);
    const at = { subjectHash, debtorId, ...hashes(conversation) };
    return issueWithinLimits(tx, at, { ...request, creditorName: creditor.name, contact, recognised: true });
  }

  /** A new code for what this conversation asked for last; the older code ends. */
  async function resend(
    tx: Tx,
    request: { conversation: Asking; locale: string; now: number },
  ): Promise<Resent> {
    const { conversation } = request;
    const last = latestChallenge(tx, conversation.id);
    if (!last || last.outcome === 'verified') return { outcome: 'none' };
    const debtorId = last.debtor_id ?? undefined;
    const creditor = creditorOf(tx, conversation.creditorId);
    const contacts = contactsOf(tx, debtorId ?? -1).filter((contact) => contact.id === last.contact_id);
    const can = await reachable(tx, conversation.creditorId, contacts);
    const { address } = conversation;
    const recognised =
      address !== undefined &&
      last.subject_hash === secrets.subjectHash('address', conversation.creditorId, address);
    const at = { subjectHash: last.subject_hash, debtorId, ...hashes(conversation) };
    return issueWithinLimits(tx, at, {
      ...request,
      creditorName: creditor.name,
      contact: chooseContact(contacts, { reachable: can }),
      ...(recognised && { recognised }),
    });
  }

  /** The code to put into a message at the moment of sending; undefined once it opens nothing any more. */
  async function codeFor(tx: Pick<Tx, 'connection' | 'orm'>, challengeId: number, now: number) {
    const challenge = challengeById(tx, challengeId);
    if (!challenge || !isOpen(challenge, now) || !challenge.usable) return undefined;
    return codeOf(secrets.codeSeed(challenge.nonce));
  }

  return { start, recognise, resend, codeFor };
}

/** True while a code of this challenge can still be answered. */
export function isOpen(challenge: ChallengeRow, now: number): boolean {
  return challenge.closed_at === null && now < challenge.expires_at;
}
