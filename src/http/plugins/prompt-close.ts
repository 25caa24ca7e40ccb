import type { FastifyInstance } from 'fastify';

const LOOK_EVERY_MS = 20;
/** A request that takes longer than this to finish at the end is a client that has stopped sending. */
const PATIENCE_MS = 5_000;

/**
 * Makes `close` end soon after the last answer. Node waits for every connection that has not yet sent a
 * request, which browsers open in advance, as it does for one whose body never ends: up to a minute.
 */
export function promptClose(app: FastifyInstance): void {
  let inFlight = 0;
  app.server.on('request', (_request, response) => {
    inFlight++;
    response.once('close', () => {
      inFlight--;
    });
  });
  app.addHook('preClose', (done) => {
    const giveUpAt = Date.now() + PATIENCE_MS;
    const look = setInterval(() => {
      if (inFlight === 0 || Date.now() > giveUpAt) app.server.closeAllConnections();
    }, LOOK_EVERY_MS).unref();
    app.server.once('close', () => clearInterval(look));
    done();
  });
}
