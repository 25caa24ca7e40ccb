import type { Clock } from '../../shared/clock.ts';
import type { WhatsAppPolicy } from './policy.ts';
import type { Account, AccountState, ChannelLog, Surroundings, Transport, TransportEnv } from './ports.ts';
import type { Directory, WhatsAppStore } from './store.ts';

export interface WhatsAppOptions {
  store: WhatsAppStore;
  directory: Directory;
  policy: WhatsAppPolicy;
  clock: Clock;
  log: ChannelLog;
  /** Makes the ids of what we send; see wire-id.ts. The same over restarts. */
  idKey?: string;
  /** Most bytes of one file of a debtor's. */
  maxFileBytes: number;
  /** A number needs a person. Told once per change; must not throw. */
  alert(one: WhatsAppAlert): void;
  surroundings?: Surroundings;
  /** In place of the two real ones. */
  transports?: Partial<Record<Account['transport'], OpenTransport>>;
  /** How often added and removed numbers are looked for. */
  accountsEveryMs?: number;
  tuning?: Partial<Tuning>;
}

export type OpenTransport = (env: TransportEnv) => Transport | Promise<Transport>;

export type AlertKind =
  | Extract<AccountState, 'unlinked' | 'restricted' | 'replaced' | 'banned' | 'outdated' | 'misconfigured'>
  /** A debtor's message could not be answered, however often it was tried. */
  | 'given_up'
  /** A message was announced and never came: it may stand on the firm's phone. */
  | 'missing';

export interface WhatsAppAlert {
  accountId: number;
  creditorId: number;
  /** Our number, E.164. */
  phone: string;
  kind: AlertKind;
  /** One word. */
  reason?: string;
  at: number;
}

/** Technical figures nobody needs to set; ms where not said otherwise. */
export interface Tuning {
  /** Senders answered at once, over all numbers. */
  concurrency: number;
  /** How long a message that could not be decrypted may still come readable. */
  graceMs: number;
  /** The minute in which a sender's messages are counted. */
  floodWindowMs: number;
  /** Most files or words read as one submission. */
  together: number;
  firstRetryMs: number;
  longestRetryMs: number;
  /** Tries before a message is given up. */
  attempts: number;
  /** Tries to fetch a file before the debtor is told that it is lost. */
  mediaAttempts: number;
}

export const TUNING: Tuning = {
  concurrency: 16,
  graceMs: 8_000,
  floodWindowMs: 60_000,
  together: 30,
  firstRetryMs: 1_000,
  longestRetryMs: 5 * 60_000,
  attempts: 12,
  mediaAttempts: 4,
};
