import type { ChannelHost } from '../channel.ts';
import type { Caller, Callers } from './callers.ts';
import { busy } from './failures.ts';
import type { SiteDirectory, WebchatLimits } from './options.ts';
import type { Limiters } from './rate-limit.ts';
import type { Sockets } from './sockets.ts';
import { type Identity, TOKEN_SECONDS, type Tokens } from './tokens.ts';

/** What the routes share. */
export interface WebchatContext {
  /** Throws 503 before `start`. */
  host(): ChannelHost;
  tokens: Tokens;
  sites: SiteDirectory;
  sockets: Sockets;
  limits: WebchatLimits;
  typingAfterMs: number;
  publicUrl(): string;
}

/** What the routes of one server share. */
export interface RouteContext extends WebchatContext {
  callers: Callers;
  limiters: Limiters;
}

export function hostOf(host: ChannelHost | undefined): ChannelHost {
  if (!host) throw busy('The assistant is starting or stopping.');
  return host;
}

/** A fresh token and, with it, a stream address that opens a socket within the next minute. */
export function conversationAnswer(context: WebchatContext, identity: Identity, watermark = '-') {
  const { conv } = identity;
  const base = context.publicUrl().replace(/^http/, 'ws');
  const stream = context.tokens.issue(identity, 'stream');
  const query = `watermark=${encodeURIComponent(watermark)}&t=${stream}`;
  return {
    ...tokenAnswer(context, identity),
    streamUrl: `${base}/v3/directline/conversations/${conv}/stream?${query}`,
  };
}

export function tokenAnswer({ tokens }: Pick<WebchatContext, 'tokens'>, identity: Identity) {
  return {
    conversationId: identity.conv,
    token: tokens.issue(identity, 'api'),
    expires_in: TOKEN_SECONDS,
  };
}

/** The identity behind a call: the token's, or the one the secret's bearer names. */
export function identityOf(caller: Caller, conv: string, user: string): Identity {
  return caller.identity ?? { conv, site: caller.site.siteKey, user };
}
