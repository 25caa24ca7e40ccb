import { isLocale } from '../shared/locale.ts';
import type { ReadTx, Tx } from '../storage/database.ts';
import {
  type ChallengeRow,
  latestChallenge,
  pastByAsker,
  pastBySubject,
  settleChallenge,
} from './challenge-repository.ts';
import { isOpen } from './challenge-service.ts';
import { readCode } from './otp-code.ts';
import { lockedUntil } from './otp-limits.ts';
import type { OtpPolicy } from './otp-policy.ts';
import { type IdentitySecrets, sameHash } from './secrets.ts';
import {
  endVerifications,
  insertVerification,
  type LiveRow,
  liveVerification,
  markContactVerified,
  otherDebtors,
  rememberSender,
  type SpokenFor,
  touchVerification,
} from './verification-repository.ts';
import { assertVerified, sealVerifiedDebtor, type VerifiedDebtor } from './verified-debtor.ts';

export type CodeChecked =
  /** `others`: further debtors the same contact speaks for. */
  | { outcome: 'verified'; debtor: VerifiedDebtor; others: SpokenFor[] }
  | { outcome: 'wrong'; left: number }
  | { outcome: 'expired' }
  /** That was the last try (now or before); a new code may be asked for in so many minutes. */
  | { outcome: 'exhausted'; minutes: number }
  /** No code is open in this conversation. */
  | { outcome: 'none' };

/** Using `last_used_at` this exactly would cost a write per turn. */
const TOUCH_MS = 60_000;

/** Checks codes, keeps verifications alive and ends them. */
export function createVerifications({ policy, secrets }: { policy: OtpPolicy; secrets: IdentitySecrets }) {
  function live(tx: ReadTx, conversationId: number, now: number): LiveRow | undefined {
    return liveVerification(tx, conversationId, now, now - policy.idleMs);
  }

  function seal(row: LiveRow, conversationId: number, usedAt: number): VerifiedDebtor {
    return sealVerifiedDebtor({
      debtorId: row.debtor_id,
      creditorId: row.creditor_id,
      contactId: row.contact_id,
      conversationId,
      verificationId: row.id,
      externalId: row.external_id,
      name: row.name,
      salutation: row.salutation ?? undefined,
      locale: row.locale !== null && isLocale(row.locale) ? row.locale : undefined,
      timeZone: row.time_zone,
      verifiedAt: row.verified_at,
      expiresAt: Math.min(usedAt + policy.idleMs, row.expires_at),
    });
  }

  async function current(tx: Tx, conversationId: number, now: number): Promise<VerifiedDebtor | undefined> {
    const row = live(tx, conversationId, now);
    if (!row) return undefined;
    if (now - row.last_used_at > TOUCH_MS) touchVerification(tx, row.id, now);
    return seal(row, conversationId, now);
  }

  async function standing(
    tx: ReadTx,
    conversationId: number,
    now: number,
  ): Promise<VerifiedDebtor | undefined> {
    const row = live(tx, conversationId, now);
    return row && seal(row, conversationId, row.last_used_at);
  }

  function begin(
    tx: Tx,
    at: {
      conversationId: number;
      debtorId: number;
      contactId: number;
      challengeId: number;
      verifiedAt: number;
      expiresAt: number;
      now: number;
    },
  ): VerifiedDebtor {
    endVerifications(tx, at.conversationId, at.now);
    insertVerification(tx, at);
    rememberSender(tx, at);
    const row = live(tx, at.conversationId, at.now);
    if (!row) throw new Error('identity: a verification just written is not live');
    return seal(row, at.conversationId, at.now);
  }

  /** Minutes until this number and this sender may ask for a code again. */
  function pause(tx: Tx, challenge: ChallengeRow, now: number): number {
    const since = now - policy.memoryMs;
    const subject = lockedUntil(pastBySubject(tx, challenge.subject_hash, since), policy, now);
    const asker = lockedUntil(pastByAsker(tx, challenge.asker_hash, since), policy, now);
    return Math.max(0, Math.ceil((Math.max(subject, asker) - now) / 60_000));
  }

  async function verifyCode(
    tx: Tx,
    { conversationId, code, now }: { conversationId: number; code: string; now: number },
  ): Promise<CodeChecked> {
    const challenge = latestChallenge(tx, conversationId);
    if (!challenge) return { outcome: 'none' };
    if (challenge.outcome === 'exhausted')
      return { outcome: 'exhausted', minutes: pause(tx, challenge, now) };
    if (challenge.outcome === 'expired') return { outcome: 'expired' };
    if (challenge.closed_at !== null) return { outcome: 'none' };
    if (!isOpen(challenge, now)) {
      settleChallenge(tx, challenge.id, challenge.tries, { at: now, outcome: 'expired' });
      return { outcome: 'expired' };
    }
    const typed = secrets.codeHash(challenge.nonce, readCode(code) ?? '');
    const right = sameHash(typed, challenge.code_hash);
    const { debtor_id: debtorId, contact_id: contactId } = challenge;
    if (!right || !challenge.usable || debtorId === null || contactId === null) {
      const tries = challenge.tries + 1;
      const over = tries >= policy.tries;
      settleChallenge(tx, challenge.id, tries, over ? { at: now, outcome: 'exhausted' } : undefined);
      if (!over) return { outcome: 'wrong', left: policy.tries - tries };
      return { outcome: 'exhausted', minutes: pause(tx, challenge, now) };
    }
    settleChallenge(tx, challenge.id, challenge.tries, { at: now, outcome: 'verified' });
    markContactVerified(tx, contactId, now);
    const expiresAt = now + policy.absoluteMs;
    const challengeId = challenge.id;
    const debtor = begin(tx, {
      conversationId,
      debtorId,
      contactId,
      challengeId,
      verifiedAt: now,
      expiresAt,
      now,
    });
    return { outcome: 'verified', debtor, others: otherDebtors(tx, contactId, debtor.creditorId, debtorId) };
  }

  async function speaksFor(tx: Tx, debtor: VerifiedDebtor, now: number): Promise<SpokenFor[]> {
    assertVerified(debtor, now);
    return otherDebtors(tx, debtor.contactId, debtor.creditorId, debtor.debtorId);
  }

  async function chooseDebtor(
    tx: Tx,
    debtor: VerifiedDebtor,
    debtorId: number,
    now: number,
  ): Promise<{ ok: true; debtor: VerifiedDebtor } | { ok: false; reason: 'not_spoken_for' | 'ended' }> {
    assertVerified(debtor, now);
    const row = live(tx, debtor.conversationId, now);
    if (row?.id !== debtor.verificationId) return { ok: false, reason: 'ended' };
    if (debtorId === row.debtor_id) return { ok: true, debtor };
    const spoken = otherDebtors(tx, row.contact_id, row.creditor_id, row.debtor_id);
    if (!spoken.some((one) => one.debtorId === debtorId)) return { ok: false, reason: 'not_spoken_for' };
    // The evidence is the same code to the same contact: its twelve hours go on, they do not start again.
    const next = begin(tx, {
      conversationId: debtor.conversationId,
      debtorId,
      contactId: row.contact_id,
      challengeId: row.challenge_id,
      verifiedAt: row.verified_at,
      expiresAt: row.expires_at,
      now,
    });
    return { ok: true, debtor: next };
  }

  return { current, standing, verifyCode, speaksFor, chooseDebtor };
}
