import type { Locale } from '../../shared/locale.ts';

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
