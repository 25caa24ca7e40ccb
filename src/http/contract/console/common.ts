/**
 * What the console and the server say to each other under `/console/api`. Types only. Amounts are
 * integer minor units; instants are epoch milliseconds (UTC); days are `YYYY-MM-DD`. Errors are RFC 9457
 * problem details with a `code` for programs.
 */
export interface Money {
  currency: string;
  minor: number;
  /** Decimal places of the currency (ISO 4217). */
  exponent: number;
  /** Finished words in the collector's language. */
  text: string;
}

export type ConsoleLocale = 'id' | 'en';
export type Role = 'collector' | 'supervisor' | 'admin' | 'auditor';
export type Permission =
  | 'read'
  | 'work'
  | 'decide'
  | 'supervise'
  | 'edit_replies'
  | 'read_team'
  | 'manage_team'
  | 'read_whatsapp'
  | 'manage_whatsapp'
  | 'own_account';

export interface Creditor {
  id: number;
  slug: string;
  name: string;
  timeZone: string;
  currency: string;
}

export interface Person {
  id: number;
  name: string;
}

/** A file behind an unguessable address; `url` is relative to the origin. */
export interface FileRef {
  token: string;
  url: string;
  name: string;
  mediaType: string;
  size: number;
}

/** One page of a list; `next` absent on the last one. */
export interface Page<T> {
  items: T[];
  /** Opaque; hand it back as `cursor`. */
  next?: string;
}

/** Body of every answer that is not 2xx. */
export interface Problem {
  status: number;
  code: string;
  detail?: string;
  /** Field by field, for a form. */
  fields?: Record<string, string>;
  /** 409 `already_claimed`: who was faster. */
  by?: Person;
  /** 423 `locked`: seconds to wait. */
  retryAfter?: number;
}
