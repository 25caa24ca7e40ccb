import { fastifyCookie as cookie } from '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import { SIGN_IN_POLICY } from '../../collectors/index.ts';

/** The console's session cookie: out of reach of scripts, and sent along by no other site's pages. */
export interface SessionCookie {
  /** The token in a Cookie header; undefined without one. */
  tokenOf(cookieHeader: string | undefined): string | undefined;
  give(reply: FastifyReply, token: string): void;
  takeAway(reply: FastifyReply): void;
}

/**
 * Under https the name begins with `__Host-`: browsers then take it from this very host only, over TLS
 * and for all paths (RFC 6265bis, 4.1.3.2). Without TLS, for trying out, it goes to the console alone.
 */
export function sessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https:');
  const name = secure ? '__Host-sapa_session' : 'sapa_session';
  const options = { path: secure ? '/' : '/console', secure, httpOnly: true, sameSite: 'strict' } as const;
  const put = (reply: FastifyReply, value: string, maxAge: number) => {
    reply.header('set-cookie', cookie.serialize(name, value, { ...options, maxAge }));
  };
  return {
    tokenOf(header) {
      const value = header === undefined ? undefined : cookie.parse(header)[name];
      return value === '' ? undefined : value;
    },
    give: (reply, token) => put(reply, token, SIGN_IN_POLICY.absoluteMs / 1000),
    takeAway: (reply) => put(reply, '', 0),
  };
}
