import type { Agent as HttpsAgent } from 'node:https';
import type { Dispatcher } from 'undici';
import type { Clock } from '../../shared/clock.ts';
import type { Locale } from '../../shared/locale.ts';
import type { Account, MediaRef, Party, Status } from './model.ts';
import type { WhatsAppPolicy } from './policy.ts';
import type { Directory, WhatsAppStore } from './store.ts';

export type * from './model.ts';

/** One wire message. `id` values of choices come back as `Arrived.text`. */
export type Outgoing =
  | { kind: 'text'; text: string }
  | { kind: 'choices'; text: string; labels: string[]; locale?: Locale }
  | { kind: 'document'; bytes: Buffer; fileName: string; mediaType: string; caption?: string }
  | { kind: 'template'; name: string; language: string; parameters: string[]; code?: string };

/**
 * `accepted`: the network has it; `messageId` as it calls it. Otherwise `retry`: the same again later;
 * `final`: this message never (`not_on_whatsapp`, `too_large`, …); `window`: Meta's 24 hours are over;
 * `stop`: the number is restricted, nothing more may leave; `offline`: not connected, wait without counting.
 */
export type SendOutcome =
  | { how: 'accepted'; messageId: string }
  | { how: 'retry' | 'final' | 'window' | 'stop' | 'offline'; reason: string };

export type Downloaded =
  | { ok: true; bytes: Buffer }
  | { ok: false; reason: 'too_large' | 'gone' | 'tampered' | 'failed' };

/** A figure that means it: an own question to WhatsApp, answered. */
export type Health = { ok: true; roundTripMs: number } | { ok: false; reason: string };

/** One number on one transport. */
export interface Transport {
  /** Returns at once; connects, and connects again, by itself. */
  start(): void;
  stop(): Promise<void>;
  /** `messageId` is ours, the same over retries; a transport that cannot choose ids returns its own. */
  send(to: Party, message: Outgoing, messageId: string): Promise<SendOutcome>;
  markRead(from: Party, messageIds: readonly string[]): Promise<void>;
  typing(to: Party, on: boolean): Promise<void>;
  /** At most `maxBytes`; counted, timed out and checked against the announced hash. */
  download(media: MediaRef, maxBytes: number): Promise<Downloaded>;
  health(): Promise<Health>;
}

/** What a transport tells. None of them throws or waits. */
export interface TransportEvents {
  /** Something new lies in the inbox. */
  arrived(): void;
  /** Reported by the other side; `failed` with Meta's or WhatsApp's code as `reason`. Any order, any number of times. */
  receipt(one: {
    messageId: string;
    state: 'delivered' | 'read' | 'failed';
    at: number;
    reason?: string;
  }): void;
  /** WhatsApp said which number has which LID. */
  learnt(pairs: readonly { phone: string; lid: string }[]): void;
  status(now: Status): void;
}

/** No bodies, codes or contacts ever reach it. */
export interface ChannelLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** What a transport works with. */
export interface TransportEnv {
  account: Account;
  store: WhatsAppStore;
  directory: Directory;
  events: TransportEvents;
  clock: Clock;
  log: ChannelLog;
  policy: WhatsAppPolicy;
  surroundings: Surroundings;
}

/**
 * Where WhatsApp is. Set by tests alone, in code and never by configuration: a session has no other proof of
 * whom it talks to than TLS (Baileys' own signature checks never fail).
 */
export interface Surroundings {
  /** In place of WhatsApp's own socket. */
  webSocketUrl?: string;
  /** For uploads of media. */
  uploadAgent?: HttpsAgent;
  /** For downloads of media. */
  downloadDispatcher?: Dispatcher;
  /** In place of https://graph.facebook.com */
  graphUrl?: string;
  /** How long one QR text stands, in ms; else as long as WhatsApp lets it. */
  qrMs?: number;
  /** [0, 1), for jitter. */
  random?: () => number;
  /** Resolves after `ms`; pauses that make the pace human pass through it. */
  pause?: (ms: number) => Promise<void>;
}
