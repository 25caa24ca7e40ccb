import type { ServicePolicy } from './policy.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Age counts in steps, the longer the coarser: the number stays right until the step ends. */
const STEPS: readonly { under: number; step: number }[] = [
  { under: 4 * HOUR_MS, step: 15 * MINUTE_MS },
  { under: 2 * DAY_MS, step: HOUR_MS },
  { under: Number.POSITIVE_INFINITY, step: DAY_MS },
];

export interface Ranked {
  priority: number;
  /** Epoch ms from which the number is another one. */
  nextAt: number;
}

/**
 * What orders the queue: amount × age × reason. The amount counts in reference units of its currency
 * (see the policy), the age in begun steps, as hours of wall-clock time since `createdAt`.
 */
export function priorityAt(
  policy: ServicePolicy,
  handoff: { amountMinor: number | null; currency: string | null; reason: string; createdAt: number },
  now: number,
): Ranked {
  const age = Math.max(0, now - handoff.createdAt);
  const { step } = STEPS.find(({ under }) => age < under)!;
  const stepEnd = (Math.floor(age / step) + 1) * step;
  const stake = policy.stakeOf(handoff.amountMinor, handoff.currency);
  return {
    priority: stake * (stepEnd / HOUR_MS) * policy.weightOf(handoff.reason),
    nextAt: handoff.createdAt + stepEnd,
  };
}
