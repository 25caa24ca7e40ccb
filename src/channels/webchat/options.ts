import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../shared/clock.ts';
import type { Locale } from '../../shared/locale.ts';

/** A web site that shows the chat, bound to one creditor. */
export interface Site {
  /** Public. Letters, digits, `_`, `.` and `-`, at most 64. */
  siteKey: string;
  creditorId: number;
  creditorName: string;
  /** Language of a visitor whose page names none that Sapa speaks. */
  locale: Locale;
  /** Origins (`https://shop.example`) whose pages may use the site key; `self` is the server's own. */
  origins: readonly string[];
}

type Maybe<T> = T | undefined | Promise<T | undefined>;

/** Asked on every request: answer from memory. */
export interface SiteDirectory {
  find(siteKey: string): Maybe<Site>;
  /** For a backend that names no site. */
  defaultSite(): Maybe<Site>;
}

export interface RateRule {
  max: number;
  windowMs: number;
}

export interface WebchatLimits {
  /** Messages and uploads in one conversation, whichever token they come with. */
  conversation: RateRule;
  /** Calls with one token. A client that polls makes 60 in a minute. */
  token: RateRule;
  /** UTF-16 code units of one message. */
  textLength: number;
  /** Of one file. */
  uploadBytes: number;
  /** Uploads held in memory at a time, of everybody together. */
  uploadsAtOnce: number;
  socketsPerConversation: number;
  sockets: number;
}

export const DEFAULT_LIMITS: WebchatLimits = {
  conversation: { max: 40, windowMs: 60_000 },
  token: { max: 120, windowMs: 60_000 },
  textLength: 4_000,
  uploadBytes: 10 * 1024 * 1024,
  uploadsAtOnce: 8,
  socketsPerConversation: 32,
  sockets: 10_000,
};

export interface WebchatOptions {
  /** `https://bot.example` without a trailing slash; a function where the port is known only later. */
  publicUrl: string | (() => string);
  /** WEBCHAT_SECRET: what a company's backend proves itself with; the key of tokens is derived from it. */
  secret: string;
  sites: SiteDirectory;
  clock: Clock;
  limits?: Partial<WebchatLimits>;
  log: Pick<FastifyBaseLogger, 'error'>;
  /** Milliseconds a turn may take before the debtor sees that Sapa is typing. */
  typingAfterMs?: number;
}
