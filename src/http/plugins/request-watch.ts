import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics.ts';

/** Counts every answered request by route, and logs it at `debug` (by route: addresses can hold tokens). */
export function requestWatch(app: FastifyInstance, metrics: Metrics | undefined): void {
  const verbose = app.log.level === 'debug' || app.log.level === 'trace';
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const route = routeOptions.url ?? 'unknown';
    metrics?.request(method, route, reply.statusCode);
    if (verbose)
      app.log.debug(
        { method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
        'request',
      );
    done();
  });
}
