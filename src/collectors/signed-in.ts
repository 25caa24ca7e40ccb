import type { Locale } from '../shared/locale.ts';
import type { Role } from './permissions.ts';

declare const proof: unique symbol;

/**
 * Proof that a collector showed password and second factor in a session that still lives. What a
 * service shows to or takes from a collector needs it, as figures need a VerifiedDebtor; only
 * collectors/ can make one (index.ts exports the type alone).
 */
export interface SignedInCollector {
  readonly [proof]: true;
  readonly collectorId: number;
  readonly sessionId: number;
  readonly name: string;
  /** The only name a debtor is told. */
  readonly firstName: string;
  readonly role: Role;
  readonly locale: Extract<Locale, 'id' | 'en'>;
  /** Ids of the creditors whose cases they may see; 'all' for a person without a team. */
  readonly creditors: 'all' | readonly number[];
}

const genuine = new WeakSet<object>();

/** Makes the key; called by the session service alone. */
export function sealSignedIn(facts: Omit<SignedInCollector, typeof proof>): SignedInCollector {
  const collector = Object.freeze({ ...facts }) as SignedInCollector;
  genuine.add(collector);
  return collector;
}

/** Throws (a bug, not a refusal) for a forged key. */
export function assertSignedIn(collector: SignedInCollector): void {
  if (!genuine.has(collector)) throw new Error('collectors: not a SignedInCollector made by collectors/');
}

/** Whether this collector may see a creditor's cases. */
export function mayCreditor(collector: SignedInCollector, creditorId: number): boolean {
  assertSignedIn(collector);
  return collector.creditors === 'all' || collector.creditors.includes(creditorId);
}
