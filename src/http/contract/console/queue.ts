import type { Creditor, Money, Page, Person } from './common.ts';

/**
 * GET /queue?view=&creditor=&reason=&locale=&minAmount=&currency=&minAge=&cursor=
 * `view`: mine | unassigned | all | closed. `creditor` is an id, `minAmount` in minor units of `currency`,
 * `minAge` in minutes. Breached first, then by priority; closed ones newest first.
 */
export type QueuePage = Page<QueueItem> & { now: number };

export interface QueueItem {
  handoffId: number;
  conversationId: number;
  state: HandoffState;
  reason: string;
  summary: string;
  creditor: Pick<Creditor, 'id' | 'name'>;
  /** Null for a sender who has not proved who they are. */
  debtor: { id: number; number: string; name: string } | null;
  channel: string;
  locale: string;
  amount: Money | null;
  priority: number;
  createdAt: number;
  /** The newest message and whose it was; the words are the debtor's own and hostile until shown as text. */
  last: { author: 'debtor' | 'bot' | 'collector' | 'system'; text: string; at: number } | null;
  collector: Person | null;
  dueAt: number | null;
  dueFor: 'first_answer' | 'next_answer' | 'resolution' | null;
  breached: boolean;
  callBack: { how: 'call' | 'email'; fromAt: number | null; toAt: number | null } | null;
  closedAt: number | null;
}

/** waiting: nobody has it; claimed: somebody, not answered yet. */
export type HandoffState = 'waiting' | 'claimed' | 'answered' | 'closed';

/** GET /queue/counts */
export interface QueueCounts {
  mine: number;
  unassigned: number;
  all: number;
  breached: number;
  proofs: number;
  disputes: number;
  callBacks: number;
}

/** GET /queue/filters: what there is to filter by. */
export interface QueueFilters {
  creditors: Creditor[];
  reasons: string[];
  locales: string[];
  collectors: Person[];
}

/**
 * POST /handoffs/:id/claim → HandoffAnswer. 409 `already_claimed` with `by`, 409 `closed`.
 * POST /handoffs/:id/assign {collectorId} (supervise) · /release (back to the queue) ·
 * /return (to the bot, stays solved for nobody) · /resolve {resolution?, note?}
 */
export interface HandoffAnswer {
  handoffId: number;
  conversationId: number;
  state: HandoffState;
  collector: Person | null;
  version: number;
}

/** GET /call-backs?state=open|done&cursor= ; POST /call-backs/:id/done · /cancel */
export interface CallBackItem {
  id: number;
  handoffId: number;
  conversationId: number;
  creditor: Pick<Creditor, 'id' | 'name' | 'timeZone'>;
  debtor: { id: number; number: string; name: string } | null;
  how: 'call' | 'email';
  fromAt: number | null;
  toAt: number | null;
  /** Where to; `proven` is false for what an unproven visitor typed. */
  address: string | null;
  proven: boolean;
  state: 'open' | 'done' | 'cancelled';
  createdAt: number;
}

/** GET /service-levels?days=30: met and breached by creditor and reason, times in business minutes. */
export interface ServiceLevelReport {
  rows: {
    creditor: Pick<Creditor, 'id' | 'name'>;
    reason: string;
    handoffs: number;
    firstAnswer: { met: number; breached: number; medianMinutes: number | null };
    nextAnswer: { met: number; breached: number };
    resolution: { met: number; breached: number; medianMinutes: number | null };
    rating: { count: number; average: number | null };
  }[];
}
