import type { Locale } from '../shared/locale.ts';

declare const proof: unique symbol;

/**
 * Proof that a conversation's sender showed a code sent to a contact on file of this debtor, and when
 * that ends. The only key to figures: every service that discloses one takes it as an argument, and
 * only this folder can make one (nobody outside may import this file, only index.ts, which exports the
 * type alone).
 */
export interface VerifiedDebtor {
  readonly [proof]: true;
  readonly debtorId: number;
  readonly creditorId: number;
  readonly contactId: number;
  readonly conversationId: number;
  readonly verificationId: number;
  /** The creditor's number for this debtor. */
  readonly externalId: string;
  readonly name: string;
  readonly salutation: 'bapak' | 'ibu' | undefined;
  readonly locale: Locale | undefined;
  readonly timeZone: string;
  /** Epoch ms. */
  readonly verifiedAt: number;
  /** Epoch ms; the earlier of 30 minutes after last use and 12 hours after verification. */
  readonly expiresAt: number;
}

const genuine = new WeakSet<object>();

/** Makes the key. Called by verification-service alone, after the evidence has been read or written. */
export function sealVerifiedDebtor(facts: Omit<VerifiedDebtor, typeof proof>): VerifiedDebtor {
  const debtor = Object.freeze({ ...facts }) as VerifiedDebtor;
  genuine.add(debtor);
  return debtor;
}

/** Throws (a bug, not a refusal) for a forged or expired key: the lock behind the type. `now` in epoch ms. */
export function assertVerified(debtor: VerifiedDebtor, now: number): void {
  if (!genuine.has(debtor)) throw new Error('identity: not a VerifiedDebtor made by identity/');
  if (now >= debtor.expiresAt) throw new Error('identity: this VerifiedDebtor has expired');
}
