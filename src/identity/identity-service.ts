import type { ReadTx, Tx } from '../storage/database.ts';
import type { Asking } from './challenge-issue.ts';
import {
  createChallenges,
  type Reachable,
  type Recognised,
  type Resent,
  type Started,
  type StartRequest,
} from './challenge-service.ts';
import { codesIn } from './codes-in.ts';
import { endVerification, flagNotMe, optOut } from './leaving-service.ts';
import type { OtpPolicy } from './otp-policy.ts';
import { identitySecrets } from './secrets.ts';
import type { SpokenFor } from './verification-repository.ts';
import { type CodeChecked, createVerifications } from './verification-service.ts';
import type { VerifiedDebtor } from './verified-debtor.ts';

/** Proves who is asking. Every call belongs to the caller's transaction; times are epoch ms. */
export interface IdentityService {
  /** The key a conversation holds now; renews its half hour. The hot path: one prepared read. */
  current(tx: Tx, conversationId: number, now: number): Promise<VerifiedDebtor | undefined>;
  /**
   * The same without renewing it: for what speaks to a debtor while they are silent (a decision). Its
   * expiry is that of their own last use.
   */
  standing(tx: ReadTx, conversationId: number, now: number): Promise<VerifiedDebtor | undefined>;
  /** Sends a code to a contact on file of whoever the number belongs to; see `Started` for what is told. */
  startChallenge(tx: Tx, request: StartRequest): Promise<Started>;
  /** Sends a code at once where the sender's own number (`conversation.address`) is on file for one debtor. */
  recognise(tx: Tx, request: { conversation: Asking; locale: string; now: number }): Promise<Recognised>;
  /** Another code for the number last asked for in this conversation; the older code ends. */
  resendChallenge(tx: Tx, request: { conversation: Asking; locale: string; now: number }): Promise<Resent>;
  /** Checks what was typed against the conversation's newest code; single use. */
  verifyCode(tx: Tx, answer: { conversationId: number; code: string; now: number }): Promise<CodeChecked>;
  /** Further debtors the verified contact speaks for, by name. */
  speaksFor(tx: Tx, debtor: VerifiedDebtor, now: number): Promise<SpokenFor[]>;
  /** Goes over to another of them on the same evidence, without a new code. */
  chooseDebtor(
    tx: Tx,
    debtor: VerifiedDebtor,
    debtorId: number,
    now: number,
  ): Promise<{ ok: true; debtor: VerifiedDebtor } | { ok: false; reason: 'not_spoken_for' | 'ended' }>;
  /** Logout. Returns whether anything had to end. */
  end(tx: Tx, conversationId: number, now: number): Promise<boolean>;
  /** "That is not me"; see leaving-service for what a stranger's word is worth. */
  flagNotMe(tx: Tx, conversation: Asking, now: number): Promise<boolean>;
  /** "Stop writing to me" in this conversation; false when it was so already. */
  optOut(tx: Tx, conversationId: number, now: number): Promise<boolean>;
  /** The code of a challenge at the moment of sending; undefined once it opens nothing any more. */
  codeFor(tx: ReadTx, challengeId: number, now: number): Promise<string | undefined>;
  /** Where a code of this conversation, used or not, stands in a text: to keep it out of what is stored. */
  codesIn(tx: ReadTx, conversationId: number, text: string): Promise<{ start: number; end: number }[]>;
}

/**
 * `otpSecret`: 32 bytes, the same over restarts. `reachable`: which contacts a code can be sent to;
 * e-mail alone when left out.
 */
export function createIdentityService(options: {
  otpSecret: Buffer;
  policy: OtpPolicy;
  reachable?: Reachable;
}): IdentityService {
  const { policy, reachable = byEmail } = options;
  const secrets = identitySecrets(options.otpSecret);
  const challenges = createChallenges({ policy, secrets, reachable });
  const verifications = createVerifications({ policy, secrets });
  return {
    current: verifications.current,
    standing: verifications.standing,
    startChallenge: challenges.start,
    recognise: challenges.recognise,
    resendChallenge: challenges.resend,
    verifyCode: verifications.verifyCode,
    speaksFor: verifications.speaksFor,
    chooseDebtor: verifications.chooseDebtor,
    end: endVerification,
    flagNotMe: (tx, conversation, now) => flagNotMe(tx, conversation, now, policy.idleMs),
    optOut,
    codeFor: challenges.codeFor,
    codesIn: async (tx, conversationId, text) => codesIn(tx, secrets, conversationId, text),
  };
}

const byEmail: Reachable = (_tx, _creditorId, contacts) => contacts.map((one) => one.channel === 'email');
