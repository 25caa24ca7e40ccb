import type { Unreadable } from '../../shared/unreadable.ts';
import type { Account, AccountState, SendOutcome } from './ports.ts';

export interface NumberStats {
  accountId: number;
  creditorId: number;
  phone: string;
  transport: Account['transport'];
  state: AccountState;
  reason?: string;
  /** Messages of debtors that have not been answered yet. */
  waiting: number;
  /** Epoch ms. */
  lastInboundAt?: number;
  lastAcceptedAt?: number;
  roundTripMs?: number;
}

/** Counted since the start. */
export interface Counters {
  /** Messages taken from the inbox, and turns they became. */
  received: number;
  answered: number;
  /** Messages read together with an earlier one: an album, files in a row, a flood. */
  merged: number;
  floods: number;
  late: number;
  givenUp: number;
  unreadable: Partial<Record<Unreadable, number>>;
  sends: Record<SendOutcome['how'], number>;
  receipts: Record<'delivered' | 'read' | 'failed', number>;
}

export interface WhatsAppStats extends Counters {
  accounts: NumberStats[];
}

export function newCounters(): Counters {
  return {
    received: 0,
    answered: 0,
    merged: 0,
    floods: 0,
    late: 0,
    givenUp: 0,
    unreadable: {},
    sends: { accepted: 0, retry: 0, final: 0, window: 0, stop: 0, offline: 0 },
    receipts: { delivered: 0, read: 0, failed: 0 },
  };
}
