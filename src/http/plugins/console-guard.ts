import { fastifyCookie } from '@fastify/cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { allows, type Sessions } from '../../collectors/index.ts';
import { HttpProblem } from '../problem.ts';
import { sessionCookie } from './session-cookie.ts';

export interface ConsoleGuardOptions {
  sessions: Sessions;
  /** Its origin is the only one whose pages may change anything. */
  publicUrl: string;
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Stands before every route that is added to `app` after it: a session that lives (401 `signed_out`), for
 * changes also our own page (403 `forbidden`: Origin where the browser sends one, and the session's
 * `x-sapa-csrf`), and the permission the route declares (403). A route that declares none throws at start.
 */
export function consoleGuard(app: FastifyInstance, { sessions, publicUrl }: ConsoleGuardOptions): void {
  const origin = new URL(publicUrl).origin;
  const cookie = sessionCookie(publicUrl);

  // Loads what reads and writes cookies (session-cookie); nothing is read but by us.
  app.register(fastifyCookie, { hook: false });
  app.decorateRequest('collector');

  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.permission === undefined)
      throw new Error(`console: ${method} ${url} does not declare its permission (config.permission)`);
  });

  app.addHook('onRequest', async (request) => {
    const { permission } = request.routeOptions.config;
    // Nothing is at this address: the answer is 404 for everybody.
    if (permission === undefined) return;
    const changes = !READING.has(request.method);
    if (changes) mustBeOurPage(request, origin);
    if (permission === 'public') {
      if (changes) mustBeJson(request);
      return;
    }
    const token = cookie.tokenOf(request.headers.cookie);
    const collector = token === undefined ? undefined : await sessions.current(token);
    if (token === undefined || !collector)
      throw new HttpProblem(401, 'signed_out', 'Nobody is signed in here any more. Please sign in.');
    if (changes) {
      const sent = request.headers['x-sapa-csrf'];
      if (typeof sent !== 'string' || !sessions.csrfMatches(token, sent))
        throw new HttpProblem(403, 'forbidden', 'The header x-sapa-csrf is missing or of another session.');
    }
    if (!allows(collector.role, permission))
      throw new HttpProblem(403, 'forbidden', `This needs the permission "${permission}".`);
    request.collector = collector;
  });
}

function mustBeOurPage(request: FastifyRequest, origin: string): void {
  const sent = request.headers.origin;
  if (sent === undefined || sent === origin) return;
  throw new HttpProblem(403, 'forbidden', `Only pages of ${origin} (PUBLIC_URL) may do this.`);
}

/** A form of another site can send text, but not this type without asking first. */
function mustBeJson(request: FastifyRequest): void {
  const type = request.headers['content-type'] ?? '';
  if (/^application\/json\s*(;|$)/i.test(type)) return;
  throw new HttpProblem(415, 'unsupported_media_type', 'Expected content-type application/json.');
}
