import { randomUUID } from 'node:crypto';
import type { TransportEnv } from '../ports.ts';

/** A lease of a process that froze is free after this; it is renewed three times as often. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
/** How often a lease that another process has is asked for. */
const ASK_MS = 1_000;

/** This transport's claim on its number. */
export interface Lease {
  /** Takes or renews it, as often as is needed: call it at every tick. True while it is ours. */
  keep(): boolean;
  release(): void;
}

/** One process per number: two devices with the same keys break each other's sessions. */
export function createLease(env: Pick<TransportEnv, 'account' | 'store' | 'clock'>): Lease {
  const holder = randomUUID();
  const { leases } = env.store;
  let ours = false;
  let askAt = Number.NEGATIVE_INFINITY;
  return {
    keep() {
      const now = env.clock.now();
      if (now < askAt) return ours;
      ours = leases.take(env.account.id, holder, now, now + LEASE_MS) === 'held';
      askAt = now + (ours ? RENEW_MS : ASK_MS);
      return ours;
    },
    release() {
      leases.release(env.account.id, holder);
      ours = false;
    },
  };
}
