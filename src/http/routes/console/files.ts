import { conversationFor, recordSeen } from '../../../casefile/index.ts';
import { contentDisposition } from '../../../shared/content-disposition.ts';
import type { ConsoleRoutes } from './deps.ts';
import { notFound } from './input.ts';

/** Drawn by an <img>. SVG is not among them: it can carry scripts. PDFs are fetched and drawn by a script. */
const INLINE: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);
/** Told to the browser; whatever else was stored is bytes without a kind. */
const NAMED: ReadonlySet<string> = new Set([
  ...INLINE,
  'image/heic',
  'application/pdf',
  'text/csv; charset=utf-8',
]);

/**
 * `GET /files/:token`: a file of a conversation, for whoever is signed in and may see its creditor. The
 * address alone opens nothing. It never becomes a document of ours, whatever is inside.
 */
export const filesRoutes: ConsoleRoutes = (app, { database, clock, files }) => {
  app.get('/files/:token', { config: { permission: 'read' } }, async (request, reply) => {
    const { token } = request.params as { token: string };
    const found = /^[\w-]{16,128}$/.test(token) ? await files.open(token) : undefined;
    if (!found) throw notFound();
    const { collector } = request;
    const place = await database.read((tx) => conversationFor(tx, collector, found.conversationId));
    if (!place) throw notFound();
    await recordSeen(database, collector, clock.now(), { what: 'attachment_opened', ...place });
    const { mediaType, name } = found.file;
    const kind = INLINE.has(mediaType) ? 'inline' : 'attachment';
    return reply
      .header('content-type', NAMED.has(mediaType) ? mediaType : 'application/octet-stream')
      .header('content-disposition', contentDisposition(kind, name))
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .header('cross-origin-resource-policy', 'same-origin')
      .header('cache-control', 'private, no-store')
      .header('referrer-policy', 'no-referrer')
      .header('x-robots-tag', 'noindex')
      .send(found.bytes);
  });
};
