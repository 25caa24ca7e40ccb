import type { FastifyInstance } from 'fastify';
import { contentDisposition } from '../../shared/content-disposition.ts';
import type { WebchatContext } from './context.ts';
import { DirectLineError } from './failures.ts';

/** Shown in the page; everything else is only ever saved. SVG is not among them: it can carry scripts. */
const INLINE: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);
/** Told to the browser; whatever else was stored is bytes without a kind. */
const NAMED: ReadonlySet<string> = new Set([
  ...INLINE,
  'image/heic',
  'application/pdf',
  'text/csv; charset=utf-8',
]);

/**
 * `GET /attachments/{token}/{name}`. Clients load files by plain `<img>` and `<a>`, without headers, so
 * the unguessable token is the permission. The name in the address is only for people.
 */
export function attachmentRoute(app: FastifyInstance, context: WebchatContext): void {
  app.get<{ Params: { token: string; name: string } }>(
    '/attachments/:token/:name',
    async (request, reply) => {
      const { token } = request.params;
      const found = /^[\w-]{16,128}$/.test(token) ? await context.host().openAttachment(token) : undefined;
      if (!found) throw new DirectLineError(404, 'NotFound', 'There is no such file.');
      const { bytes, file } = found;
      const { mediaType, name } = file;
      return reply
        .header('content-type', NAMED.has(mediaType) ? mediaType : 'application/octet-stream')
        .header(
          'content-disposition',
          contentDisposition(INLINE.has(mediaType) ? 'inline' : 'attachment', name),
        )
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "sandbox; default-src 'none'")
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('access-control-allow-origin', '*')
        .header('cache-control', 'private, max-age=3600, immutable')
        .header('referrer-policy', 'no-referrer')
        .header('x-robots-tag', 'noindex')
        .send(bytes);
    },
  );
}
