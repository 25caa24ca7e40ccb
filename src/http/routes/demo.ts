import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { DemoInboxMessage } from '../contract/webchat.ts';
import type { WebFiles } from '../web-files.ts';
import { sendFile } from './web.ts';

/**
 * The demonstration: `/demo/shop`, `/demo/inbox` and whatever else was built below `demo/`, and the
 * inbox as JSON, newest first. It shows codes to everybody and exists in demonstration mode only.
 */
export async function demoRoutes(
  app: FastifyInstance,
  files: WebFiles,
  inbox: () => Promise<DemoInboxMessage[]>,
  publicUrl: string,
): Promise<void> {
  await app.register(helmet, pageHeaders(new URL(publicUrl).origin));
  app.get('/', (_request, reply) => reply.redirect('/demo/shop'));
  app.get('/demo', (_request, reply) => reply.redirect('/demo/shop'));
  app.get('/demo/inbox.json', async () => inbox());
  for (const name of files.names.filter((file) => file.startsWith('demo/'))) {
    const url = `/${name.replace(/(\/index)?\.html$/, '')}`;
    const config = { page: name.endsWith('.html') };
    app.get(url, { config }, (request, reply) => sendFile(files, name, request, reply));
  }
}

/** What a page may do: load its own files, show those of this server by its public name, and talk to it. */
const pageHeaders = (publicOrigin: string) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", publicOrigin, 'data:', 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' as const },
});
