import { createHmac } from 'node:crypto';
import { createSigner, createVerifier } from 'fast-jwt';
import type { Clock } from '../../shared/clock.ts';
import { isLocale, type Locale } from '../../shared/locale.ts';

/** Who a token speaks for. */
export interface Identity {
  conv: string;
  site: string;
  user: string;
  /** Language wished for the first words. */
  loc?: Locale;
  /** Origins a backend trusts with this token, instead of the site's own. */
  origins?: string[];
}

/** `api` tokens call the REST routes; `stream` tokens open one WebSocket within a minute. */
export type TokenUse = 'api' | 'stream';

interface Claims extends Identity {
  use: TokenUse;
  /** Seconds since 1970, as in RFC 7519. */
  iat: number;
  exp: number;
}

export type VerifiedToken = { ok: true; identity: Identity } | { ok: false; reason: 'bad' | 'expired' };

/** A day for a page left open overnight, and half a day more for clients that were asleep. */
export const TOKEN_SECONDS = 36 * 3600;
/** The Direct Line documentation gives a stream address 60 seconds. */
const STREAM_SECONDS = 60;
/** A page may come back to its conversation this long after its token ended. */
const RESUME_SECONDS = 30 * 24 * 3600;
const MAX_LENGTH = 4_096;
const REMEMBERED = 5_000;

export interface Tokens {
  issue(identity: Identity, use: TokenUse): string;
  /** Never throws; a token of another use is `bad`. */
  verify(token: string, use: TokenUse): VerifiedToken;
  /** As `verify` for `api`, but for 30 days more. */
  verifyForResume(token: string): VerifiedToken;
}

/** JWTs (HS256 only) signed with a key derived from the secret, so that the secret itself signs nothing. */
export function createTokens(secret: string, clock: Clock): Tokens {
  const key = createHmac('sha256', secret).update('sapa webchat token 1').digest();
  const sign = createSigner({ key, algorithm: 'HS256', noTimestamp: true });
  // Expiry is compared below with the injected clock.
  const check = createVerifier({ key, algorithms: ['HS256'], ignoreExpiration: true });
  // Keyed by the whole token: two tokens can never be taken for one another.
  let young = new Map<string, Claims>();
  let old = new Map<string, Claims>();
  const seconds = () => Math.floor(clock.now() / 1000);

  const remember = (token: string, claims: Claims) => {
    if (young.size >= REMEMBERED) {
      old = young;
      young = new Map();
    }
    young.set(token, claims);
  };
  const claimsOf = (token: string): Claims | undefined => {
    const known = young.get(token) ?? old.get(token);
    if (known) return known;
    if (token.length > MAX_LENGTH) return undefined;
    let claims: unknown;
    try {
      claims = check(token);
    } catch {
      return undefined;
    }
    if (!isClaims(claims)) return undefined;
    if (claims.use === 'api') remember(token, claims);
    return claims;
  };
  const verify = (token: string, use: TokenUse, grace: number): VerifiedToken => {
    const claims = claimsOf(token);
    if (!claims || claims.use !== use) return { ok: false, reason: 'bad' };
    if (claims.exp + grace <= seconds()) return { ok: false, reason: 'expired' };
    return { ok: true, identity: claims };
  };

  return {
    issue({ conv, site, user, loc, origins }, use) {
      const iat = seconds();
      const exp = iat + (use === 'api' ? TOKEN_SECONDS : STREAM_SECONDS);
      const claims: Claims = { conv, site, user, use, iat, exp };
      if (loc) claims.loc = loc;
      if (origins) claims.origins = origins;
      return sign(claims);
    },
    verify: (token, use) => verify(token, use, 0),
    verifyForResume: (token) => verify(token, 'api', RESUME_SECONDS),
  };
}

function isClaims(value: unknown): value is Claims {
  const claims = value as Partial<Claims> | null;
  return (
    typeof claims === 'object' &&
    claims !== null &&
    typeof claims.conv === 'string' &&
    typeof claims.site === 'string' &&
    typeof claims.user === 'string' &&
    (claims.use === 'api' || claims.use === 'stream') &&
    typeof claims.exp === 'number' &&
    (claims.loc === undefined || isLocale(claims.loc)) &&
    (claims.origins === undefined || Array.isArray(claims.origins))
  );
}
