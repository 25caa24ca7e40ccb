import type { Agent as HttpsAgent } from 'node:https';
import type { Dispatcher } from 'undici';
import type { Clock } from '../../shared/clock.ts';
import type { Locale } from '../../shared/locale.ts';
import type { WhatsAppPolicy } from './policy.ts';
import type { Directory, WhatsAppStore } from './store.ts';

/**
 * Who is on the other side, as WhatsApp itself says. Each kind of id stands apart; none is ever made from
 * another. `phone` is E.164 with "+"; `lid` the digits before "@lid"; `bsuid` Meta's business-scoped id.
 */
export interface Party {
  phone?: string;
  lid?: string;
  bsuid?: string;
}

/** One of our numbers. */
export interface Account {
  id: number;
  creditorId: number;
  creditorName: string;
  locale: Locale;
  /** E.164 with "+". */
  phone: string;
  transport: 'baileys' | 'cloud';
  reminders: boolean;
  cloud?: CloudSettings;
  templates: Template[];
}

export interface CloudSettings {
  phoneNumberId: string;
  businessAccountId?: string;
  accessToken: string;
  appSecret: string;
  verifyToken: string;
}

export interface Template {
  purpose: 'reopen' | 'code' | 'reminder';
  locale: Locale;
  name: string;
  language: string;
}

/** A media file that was announced; the bytes are fetched when its turn comes. */
export interface MediaRef {
  kind: 'image' | 'document' | 'video' | 'audio' | 'voice' | 'sticker';
  mediaType: string;
  fileName?: string;
  /** What the sender claims. */
  size?: number;
  /** Hex SHA-256 of the content, where it was given. */
  sha256?: string;
  /** The transport's own way back to it, JSON. */
  handle: string;
}

/** What a transport hands in: filtered, unwrapped, and already durable in the inbox. */
export interface Arrived {
  /** The message's id on the wire. */
  id: string;
  party: Party;
  /** Epoch ms as WhatsApp stamped it. */
  at: number;
  /** `owner`: typed on the firm's own phone, to this party. */
  author: 'debtor' | 'owner';
  kind: 'text' | 'media' | 'location' | 'contact' | 'edit' | 'delete' | 'undecryptable' | 'other';
  /** Words or caption; the full label of a tapped choice. Empty where there are none. */
  text: string;
  media?: MediaRef;
  /** Id of the message replied to. */
  quotes?: string;
  /** Words of the message replied to, as the sender's phone claims them. */
  quotedText?: string;
  /** Id of the album it belongs to, and how many pieces that has. */
  album?: { id: string; pieces?: number };
  /** For `edit` and `delete`: id of the message meant. */
  target?: string;
}

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

export type AccountState =
  | 'unlinked'
  | 'linking'
  | 'connecting'
  | 'linked'
  | 'restricted'
  | 'replaced'
  | 'banned'
  | 'outdated'
  | 'misconfigured';

export interface Status {
  state: AccountState;
  /** One word. */
  reason?: string;
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
