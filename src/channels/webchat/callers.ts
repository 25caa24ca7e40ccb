import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Locale } from '../../shared/locale.ts';
import type { ConversationAddress } from '../channel.ts';
import { DirectLineError, forbidden } from './failures.ts';
import { siteKeyOf } from './ids.ts';
import type { Site, SiteDirectory } from './options.ts';
import { originAllowed } from './origins.ts';
import type { Identity, Tokens, TokenUse } from './tokens.ts';

/** Who is calling, as proved by a token or by the secret. */
export interface Caller {
  /** Undefined for the secret where the address names no conversation. */
  conv: string | undefined;
  site: Site;
  /** Undefined for the secret: its bearer says in whose name it acts. */
  user: string | undefined;
  locale: Locale | undefined;
  identity: Identity | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    webchatCaller: Caller | null;
    /** Key of the limit per token; the token itself is kept nowhere. */
    webchatToken: string;
  }
}

export interface CallerPorts {
  tokens: Tokens;
  sites: SiteDirectory;
  secret: string;
  publicUrl: () => string;
}

export interface Callers {
  /** Hook: Bearer TOKEN or SECRET, for the conversation in the address if there is one. Throws 401/403. */
  tokenOrSecret(request: FastifyRequest): Promise<void>;
  token(request: FastifyRequest): Promise<void>;
  secret(request: FastifyRequest): Promise<void>;
  /** Hook: the stream token in `t`. */
  stream(request: FastifyRequest): Promise<void>;
}

const unknownSite = () => forbidden('Forbidden', 'The site of this conversation is no longer served.');

export function createCallers({ tokens, sites, secret, publicUrl }: CallerPorts): Callers {
  const secretDigest = digest(secret);
  // The length is no secret, and comparing it first spares tokens the hashing.
  const isSecret = (bearer: string) =>
    bearer.length === secret.length && timingSafeEqual(digest(bearer), secretDigest);

  const byToken = async (request: FastifyRequest, token: string, use: TokenUse) => {
    const verified = tokens.verify(token, use);
    if (!verified.ok && verified.reason === 'expired')
      throw forbidden('TokenExpired', 'The token has expired.');
    if (!verified.ok) throw forbidden('BadToken', 'The token is not valid here.');
    const { identity } = verified;
    const asked = (request.params as { id?: string } | undefined)?.id;
    if (asked !== undefined && asked !== identity.conv)
      throw forbidden('Forbidden', 'The token belongs to another conversation.');
    const site = await sites.find(identity.site);
    if (!site) throw unknownSite();
    checkOrigin(request, site, publicUrl(), identity.origins);
    request.webchatToken = token;
    const { conv, user, loc } = identity;
    request.webchatCaller = { conv, site, user, locale: loc, identity };
  };

  const bySecret = async (request: FastifyRequest) => {
    const conv = (request.params as { id?: string } | undefined)?.id;
    const siteKey = conv === undefined ? undefined : siteKeyOf(conv);
    if (conv !== undefined && siteKey === undefined)
      throw new DirectLineError(404, 'ConversationNotFound', 'There is no such conversation.');
    const site = await (siteKey === undefined ? sites.defaultSite() : sites.find(siteKey));
    if (!site) throw unknownSite();
    checkOrigin(request, site, publicUrl());
    request.webchatToken = 'secret';
    request.webchatCaller = { conv, site, user: undefined, locale: undefined, identity: undefined };
  };

  return {
    tokenOrSecret: async (request) => {
      const bearer = bearerOf(request);
      return isSecret(bearer) ? bySecret(request) : byToken(request, bearer, 'api');
    },
    token: (request) => byToken(request, bearerOf(request), 'api'),
    secret: async (request) => {
      if (!isSecret(bearerOf(request))) throw forbidden('Forbidden', 'This needs the webchat secret.');
      return bySecret(request);
    },
    stream: async (request) => {
      const { t } = request.query as { t?: unknown };
      if (typeof t !== 'string')
        throw new DirectLineError(401, 'Unauthorized', 'The stream token is missing.');
      return byToken(request, t, 'stream');
    },
  };
}

/** The caller a hook has found; a bug when the route has no such hook. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.webchatCaller) throw new Error('webchat: route without authentication');
  return request.webchatCaller;
}

export function addressOf(caller: Caller): ConversationAddress {
  if (caller.conv === undefined) throw new Error('webchat: caller without conversation');
  return { channel: 'webchat', account: caller.site.siteKey, externalId: caller.conv };
}

function bearerOf(request: FastifyRequest): string {
  const match = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '');
  if (!match)
    throw new DirectLineError(401, 'Unauthorized', 'Expected the header "Authorization: Bearer …".');
  return match[1]!;
}

/** Programs send no Origin and are let through: their token is what counts. Pages must be allowed ones. */
function checkOrigin(request: FastifyRequest, site: Site, publicUrl: string, trusted?: string[]): void {
  const { origin } = request.headers;
  if (origin !== undefined && !originAllowed(origin, site, publicUrl, trusted))
    throw forbidden('OriginNotAllowed', 'Pages of this origin may not use this site.');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
