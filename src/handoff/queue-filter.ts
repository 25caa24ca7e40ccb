import type { SignedInCollector } from '../collectors/index.ts';

export const QUEUE_VIEWS = ['mine', 'unassigned', 'all', 'closed'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

/** What a collector narrows a list of handoffs to; left out: everything they may see. */
export interface QueueFilter {
  creditorId?: number | undefined;
  reason?: string | undefined;
  locale?: string | undefined;
  /** In minor units of `currency`, which must come with it. */
  minAmount?: number | undefined;
  currency?: string | undefined;
  /** Only handoffs that began at or before this instant (epoch ms). */
  createdBefore?: number | undefined;
}

/** Where the page before ended: breached, priority and id; of closed ones the time of closing and id. */
export type QueuePosition = readonly [number, number, number] | readonly [number, number];

/** The filter as parameters of the statements in queue-repository. */
export interface FilterParameters {
  /** JSON array of creditor ids; null for a collector who may see every creditor. */
  scope: string | null;
  creditorId: number | null;
  reason: string | null;
  locale: string | null;
  minAmount: number | null;
  currency: string | null;
  createdBefore: number | null;
}

export function parametersOf(collector: SignedInCollector, filter: QueueFilter): FilterParameters {
  const { creditorId, reason, locale, minAmount, currency, createdBefore } = filter;
  return {
    scope: scopeOf(collector),
    creditorId: creditorId ?? null,
    reason: reason ?? null,
    locale: locale ?? null,
    minAmount: minAmount ?? null,
    currency: currency ?? null,
    createdBefore: createdBefore ?? null,
  };
}

/** A collector's creditors as a JSON array for `json_each`; null for all. */
export function scopeOf(collector: SignedInCollector): string | null {
  return collector.creditors === 'all' ? null : JSON.stringify(collector.creditors);
}
