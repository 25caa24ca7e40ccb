import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { WebFiles } from '../web-files.ts';
import { sendFile } from './web.ts';

const PAGE = 'console/index.html';
/** Stands in the built page where each answer gets a nonce of its own. */
const NONCE = '__NONCE__';
/** Below `/console/`, but no page: the API, the live feed and the built files have routes of their own. */
const NO_PAGE = /^(api|live|assets)(\/|$)/;

/**
 * The collectors' console: one page at `/console` and at every address below it that is not the API,
 * the live feed or a file; the page itself finds what to show. Its scripts and styles have a hash in
 * their name and never change. Nothing is served when the console has not been built.
 */
export function consolePage(app: FastifyInstance, files: WebFiles): void {
  // One route for all of them: a route each would be half of what a start spends on routes.
  const assets = new Set(files.names.filter((name) => name.startsWith('console/assets/')));
  app.get<{ Params: { '*': string } }>('/console/assets/*', (request, reply) => {
    const name = `console/assets/${request.params['*']}`;
    return assets.has(name) ? sendFile(files, name, request, reply) : reply.callNotFound();
  });
  if (!files.names.includes(PAGE)) return;
  app.get('/console', (_request, reply) => sendPage(files, reply));
  app.get<{ Params: { '*': string } }>('/console/*', (request, reply) => {
    if (NO_PAGE.test(request.params['*'])) return reply.callNotFound();
    return sendPage(files, reply);
  });
}

async function sendPage(files: WebFiles, reply: FastifyReply) {
  const nonce = randomBytes(16).toString('base64url');
  const { bytes, contentType } = await files.read(PAGE, 'identity');
  return reply
    .headers({
      'content-security-policy': policy(nonce),
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    })
    .type(contentType)
    .send(bytes.toString('utf8').replace(NONCE, nonce));
}

/** Style elements need the nonce (Mantine writes some); scripts only ever come from a file of ours. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "frame-src 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}
