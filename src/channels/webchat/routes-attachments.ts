import type { FastifyInstance } from 'fastify';
import type { WebchatContext } from './context.ts';
import { DirectLineError } from './failures.ts';

/** Shown in the page; everything else is only ever saved. SVG is not among them: it can carry scripts. */
const INLINE = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

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
      return reply
        .header('content-type', file.mediaType)
        .header('content-disposition', disposition(file.mediaType, file.name))
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

/** RFC 6266: a plain name for old clients, the real one beside it. */
function disposition(mediaType: string, name: string): string {
  const kind = INLINE.has(mediaType) ? 'inline' : 'attachment';
  const plain = name.replace(/[^\w.() -]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
