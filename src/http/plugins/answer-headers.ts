import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For pages: helmet's headers stand instead of those for data. */
    page?: boolean;
  }
}

/**
 * Headers of every answer that is data. Pages get helmet's full set (`routes/pages.ts`); helmet builds its headers
 * anew for each request, which costs as much as the rest of an API call, so data gets these instead.
 */
export function answerHeaders(app: FastifyInstance, https: boolean): void {
  const headers: Record<string, string> = {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
  if (https) headers['strict-transport-security'] = 'max-age=31536000; includeSubDomains';
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.routeOptions.config.page) reply.headers(headers);
    done();
  });
}
