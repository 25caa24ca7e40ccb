import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Site } from './options.ts';

/** Headers the official client sends on every call, so that browsers ask before each one. */
const REQUEST_HEADERS = 'authorization, content-type, x-ms-bot-agent, x-requested-with, accept-language';
/** The most that Chromium honours. */
const PREFLIGHT_SECONDS = 7_200;
export const SESSION_PATH = '/session/getsessionid';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Lets the asking page read this answer. There are no cookies: the bearer token is all there is. */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  reply.header('access-control-allow-origin', origin).header('vary', 'Origin');
  reply.header('access-control-expose-headers', 'retry-after');
}

/**
 * Answers preflights. A preflight names neither token nor site, so any page may ask; whether it may
 * have an answer is decided by the request that follows.
 */
export function preflights(app: FastifyInstance, path: string): void {
  app.options(path, (request, reply) => {
    allowOrigin(request, reply);
    allowCredentials(request, reply);
    return reply
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', REQUEST_HEADERS)
      .header('access-control-max-age', PREFLIGHT_SECONDS)
      .code(204)
      .send();
  });
}

/** The official client asks for its session id "with credentials", though there are none to send. */
export function allowCredentials(request: FastifyRequest, reply: FastifyReply): void {
  if (request.url.endsWith(SESSION_PATH)) reply.header('access-control-allow-credentials', 'true');
}

/** Whether pages of `origin` may use this site; `trusted`, signed into a token, stands before its list. */
export function originAllowed(
  origin: string,
  site: Pick<Site, 'origins'>,
  publicUrl: string,
  trusted?: readonly string[],
): boolean {
  return (trusted ?? site.origins).some((allowed) =>
    allowed === 'self' ? sameServer(origin, publicUrl) : allowed === origin,
  );
}

/** `localhost` and `127.0.0.1` are one server to a developer, though two origins to a browser. */
function sameServer(origin: string, publicUrl: string): boolean {
  const ours = new URL(publicUrl);
  if (origin === ours.origin) return true;
  if (!LOOPBACK.has(ours.hostname) || !URL.canParse(origin)) return false;
  const theirs = new URL(origin);
  return LOOPBACK.has(theirs.hostname) && theirs.port === ours.port && theirs.protocol === ours.protocol;
}

/** Whether the browser itself says that the request comes from a page of this server. */
export function fromOwnPage(request: FastifyRequest): boolean {
  return request.headers['sec-fetch-site'] === 'same-origin';
}
