import type { WebchatTokenResponse } from '../../../http/contract/webchat.ts';
import type { Prepared } from '../link/connection.ts';
import type { DirectLine } from '../link/direct-line.ts';
import { streamAddress } from '../link/socket.ts';
import type { Memory, SavedSession } from './memory.ts';

/** What this page knows about its conversation. */
export interface Credentials extends SavedSession {
  /** The server refused the token; a new one is asked for with it before anything else. */
  stale: boolean;
  /** The conversation exists on the server, so messages can be posted. */
  started: boolean;
}

export interface CredentialsPort {
  base: string;
  siteKey: string;
  locale: () => string;
  /** A usable conversation is there. */
  onReady: (credentials: Credentials) => void;
  /** The conversation gone by is over; what was shown of it stays on screen. */
  onEnded: () => void;
}

/** Half of the token's life, at most 12 h: `setTimeout` overflows at 24 days. */
const refreshAfterMs = (seconds: number) => Math.min(seconds * 500, 12 * 3_600_000);
/** Said by the server about the site, not about a token: nothing the page could do better. */
const ABOUT_THE_SITE = new Set(['origin_not_allowed', 'unknown_site']);

/** Gets, keeps, renews and gives up the token and conversation. */
export class CredentialsKeeper {
  readonly #api: DirectLine;
  readonly #memory: Memory;
  readonly #port: CredentialsPort;
  #now: Credentials | undefined;
  #refresh: ReturnType<typeof setTimeout> | undefined;

  constructor(api: DirectLine, memory: Memory, port: CredentialsPort) {
    this.#api = api;
    this.#memory = memory;
    this.#port = port;
    const saved = memory.session();
    // The history is replayed from its start: this page shows nothing of it yet.
    if (saved?.token && saved.conversationId) {
      this.#now = { ...saved, watermark: '', stale: false, started: true };
    }
  }

  get now(): Credentials | undefined {
    return this.#now;
  }

  /** Writes to the browser's memory, unless another tab has meanwhile started a new conversation. */
  save(): void {
    if (!this.#now) return;
    const other = this.#memory.session();
    if (other && other.conversationId !== this.#now.conversationId) return;
    const { stale, started, ...session } = this.#now;
    this.#memory.saveSession(session);
  }

  /** Another conversation is wanted; the server need not know. */
  forget(): void {
    this.#now = undefined;
    clearTimeout(this.#refresh);
    this.#memory.forgetSession();
  }

  /** Follows an answer of 401, 403 or 404 to a call made with `token`. */
  refused(status: number, token: string): void {
    const now = this.#now;
    if (!now || now.token !== token) return;
    if (status === 404) {
      this.forget();
      this.#port.onEnded();
    } else {
      now.stale = true;
    }
  }

  /** A stream address for the conversation, with a token and a conversation gotten first if need be. */
  async prepare(): Promise<Prepared> {
    if (!this.#now || this.#now.stale) {
      const trouble = await this.#acquire();
      if (trouble) return trouble;
    }
    const now = this.#now!;
    const answer = now.started
      ? await this.#api.rejoin(now.token, now.conversationId, now.watermark)
      : await this.#api.start(now.token, this.#port.locale());
    if (this.#now !== now) return { ok: false, next: 'at_once' };
    if (!answer.ok) {
      if (answer.status === 401 || answer.status === 403 || answer.status === 404) {
        this.refused(answer.status, now.token);
        return { ok: false, next: 'at_once' };
      }
      return { ok: false, next: 'retry', retryAfterMs: answer.retryAfterMs, busy: answer.status === 429 };
    }
    now.started = true;
    if (answer.body.conversationId) now.conversationId = answer.body.conversationId;
    if (answer.body.token) this.#renewed(answer.body.token, answer.body.expires_in);
    this.save();
    this.#port.onReady(now);
    return { ok: true, address: streamAddress(answer.body.streamUrl ?? '', this.#port.base) };
  }

  /** Asks for a token; with an old one, for the same conversation. Undefined when it worked. */
  async #acquire(): Promise<Prepared | undefined> {
    const old = this.#now;
    const answer = await this.#api.token({
      siteKey: this.#port.siteKey,
      locale: this.#port.locale(),
      ...(old ? { token: old.token } : {}),
    });
    if (this.#now !== old) return { ok: false, next: 'at_once' };
    if (answer.ok) {
      this.#adopt(answer.body, old);
      return undefined;
    }
    if (answer.status < 400 || answer.status >= 500 || answer.status === 429 || answer.status === 408) {
      return { ok: false, next: 'retry', retryAfterMs: answer.retryAfterMs, busy: answer.status === 429 };
    }
    if (!old || ABOUT_THE_SITE.has(answer.problem.code ?? '')) return { ok: false, next: 'never' };
    this.forget();
    this.#port.onEnded();
    return { ok: false, next: 'at_once' };
  }

  #adopt(given: WebchatTokenResponse, old: Credentials | undefined): void {
    if (old && old.conversationId === given.conversationId) {
      old.stale = false;
    } else {
      this.#memory.forgetSession();
      const { conversationId, creditorName = '', botName = 'Sapa', locale } = given;
      const fresh = { watermark: '', joined: false, unread: 0, stale: false, started: false };
      this.#now = { ...fresh, token: given.token, conversationId, creditorName, botName, locale };
      if (old) this.#port.onEnded();
    }
    this.#renewed(given.token, given.expires_in);
    this.save();
  }

  #renewed(token: string, expiresIn = 3600): void {
    if (!this.#now) return;
    this.#now.token = token;
    clearTimeout(this.#refresh);
    this.#refresh = setTimeout(async () => {
      const answer = await this.#api.refresh(token);
      if (this.#now?.token !== token) return;
      // When refused, the next call finds out; when unreachable, the reconnect brings a new token.
      if (answer.ok && answer.body.token) this.#renewed(answer.body.token, answer.body.expires_in);
      this.save();
    }, refreshAfterMs(expiresIn));
  }
}
