import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Encoding, WebFiles } from '../web-files.ts';

/** Names with a hash in them, such as `cards-3f9a2c1b.js`, never change. */
const HASHED = /[-.][0-9A-Za-z]{8,}\.\w+$/;

/** The scripts a foreign page loads (`/widget.js` and its parts): files of the folder itself. */
export function widgetFiles(app: FastifyInstance, files: WebFiles): void {
  for (const name of files.names) {
    if (name.includes('/') || name.endsWith('.html')) continue;
    app.get(`/${name}`, (request, reply) => {
      reply.header('cross-origin-resource-policy', 'cross-origin').header('access-control-allow-origin', '*');
      return sendFile(files, name, request, reply);
    });
  }
}

/** One built file, compressed as the browser likes it, or 304. */
export async function sendFile(files: WebFiles, name: string, request: FastifyRequest, reply: FastifyReply) {
  const encoding = encodingFor(request.headers['accept-encoding']);
  const file = await files.read(name, encoding);
  reply
    .header('vary', 'Accept-Encoding')
    .header('etag', file.etag)
    .header('cache-control', cacheControl(name));
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(file.etag)) return reply.code(304).send();
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply.type(file.contentType).send(file.bytes);
}

function cacheControl(name: string): string {
  if (HASHED.test(name)) return 'public, max-age=31536000, immutable';
  // A page that embeds the widget must get a mended one within minutes.
  return name.endsWith('.js') ? 'public, max-age=300, stale-while-revalidate=86400' : 'no-cache';
}

function encodingFor(header: string | undefined): Encoding {
  const accepted = new Set(
    (header ?? '')
      .split(',')
      .map((part) =>
        part
          .trim()
          .toLowerCase()
          .split(/\s*;\s*/),
      )
      .filter(([, quality]) => !/^q=0(\.0*)?$/.test(quality ?? ''))
      .map(([name]) => name),
  );
  if (accepted.has('br')) return 'br';
  return accepted.has('gzip') ? 'gzip' : 'identity';
}
