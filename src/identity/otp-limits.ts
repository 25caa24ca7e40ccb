import type { OtpPolicy } from './otp-policy.ts';

/** One earlier challenge, as far as limits care. Times in epoch ms. */
export interface PastChallenge {
  created_at: number;
  closed_at: number | null;
  tries: number;
  outcome: 'verified' | 'replaced' | 'exhausted' | 'expired' | null;
}

/**
 * Until when (epoch ms) wrong codes keep the door closed; 0 when they do not. Wrong tries add up over
 * codes, so that asking for a new one does not start the count again; a success forgets them.
 * `past` may be in any order and reach back further than the policy remembers.
 */
export function lockedUntil(past: readonly PastChallenge[], policy: OtpPolicy, now: number): number {
  let wrong = 0;
  let last = 0;
  for (const challenge of [...past].sort((a, b) => b.created_at - a.created_at)) {
    if (challenge.outcome === 'verified' || challenge.created_at <= now - policy.memoryMs) break;
    if (challenge.tries === 0) continue;
    wrong += challenge.tries;
    const at = challenge.outcome === 'exhausted' ? challenge.closed_at : null;
    last = Math.max(last, at ?? challenge.created_at);
  }
  const level = Math.floor(wrong / policy.tries);
  if (level === 0) return 0;
  return last + Math.min(policy.lockFirstMs * 2 ** (level - 1), policy.lockLongestMs);
}

/** Milliseconds until one more code fits under `max` per window; 0 when it fits now. */
export function windowWait(
  past: readonly PastChallenge[],
  max: number,
  policy: OtpPolicy,
  now: number,
): number {
  const inWindow = past
    .map((challenge) => challenge.created_at)
    .filter((at) => at > now - policy.windowMs)
    .sort((a, b) => b - a);
  const blocking = inWindow[max - 1];
  return blocking === undefined ? 0 : blocking + policy.windowMs - now;
}

/** Milliseconds until a new code may follow the newest one; 0 when it may now. */
export function resendWait(past: readonly PastChallenge[], policy: OtpPolicy, now: number): number {
  const newest = past.reduce((latest, challenge) => Math.max(latest, challenge.created_at), -Infinity);
  return Math.max(0, newest + policy.resendAfterMs - now);
}
