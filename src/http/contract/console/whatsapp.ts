import type { Person } from './common.ts';

/**
 * GET /whatsapp → WhatsAppNumber[], the firm's own numbers of creditors one may see (read_whatsapp).
 * PATCH /whatsapp/:id, POST /whatsapp/:id/link and /whatsapp/:id/unlink → WhatsAppNumber (manage_whatsapp).
 * 409: `not_linkable` (the Cloud API is configured, not linked), `elsewhere` (another process has the number).
 */
export interface WhatsAppNumber {
  id: number;
  creditor: Person;
  /** E.164 with "+". */
  phone: string;
  transport: 'baileys' | 'cloud';
  /** Reminders may go out over this number. */
  reminders: boolean;
  state: WhatsAppState;
  /** One word where the state has one: a disconnect code's name, `device_removed`. */
  reason: string | null;
  /** When it came into this state. */
  since: number | null;
  lastInboundAt: number | null;
  lastAcceptedAt: number | null;
  /** Sapa's own question to WhatsApp: how long the answer took, and when that was. */
  roundTripMs: number | null;
  roundTripAt: number | null;
  /** Arrived and could not be read: somebody looks at the phone. */
  missing: number;
  /** A person has to do something before it works again. */
  needsPerson: boolean;
  link: WhatsAppLink | null;
}

export type WhatsAppState =
  | 'unlinked'
  | 'linking'
  | 'connecting'
  | 'linked'
  | 'restricted'
  | 'replaced'
  | 'banned'
  | 'outdated'
  | 'misconfigured';

/** The newest linking or unlinking that was asked for. */
export interface WhatsAppLink {
  method: 'qr' | 'code' | 'unlink';
  state: 'requested' | 'showing' | 'done' | 'failed';
  /** To be scanned with the phone: modules as one SVG path in a square of `size` units. For who may manage alone. */
  qr?: { size: number; path: string };
  /** To be typed into the phone, 8 characters. For who may manage alone. */
  code?: string;
  /** When what is shown stops working; a new one follows by itself. */
  expiresAt: number | null;
  /** One word, where it failed. */
  reason: string | null;
}

export interface NewWhatsAppLink {
  method: 'qr' | 'code';
}

/** GET /whatsapp/alerts → WhatsAppAlert[]: numbers that need a person (read_whatsapp); asked on every page. */
export interface WhatsAppAlert {
  id: number;
  creditor: Person;
  phone: string;
  state: WhatsAppState;
  since: number | null;
}
