import type { Socket } from 'node:net';
import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';

/** Nobody has more to say on a socket than a keep-alive or "typing". */
const MAX_INCOMING_BYTES = 1_024;
const HANDSHAKE_MS = 10_000;

/**
 * WebSockets for the whole server: the plugin takes every upgrade of the listening socket, so there can
 * be one only. Whoever keeps sockets closes them in a `preClose` hook of its own.
 */
export async function webSockets(app: FastifyInstance): Promise<void> {
  // An upgrade that ends in an ordinary answer would keep its connection for ever; `ws` lifts this.
  app.server.prependListener('upgrade', (_request, socket: Socket) => {
    socket.setTimeout(HANDSHAKE_MS, () => socket.destroy());
  });
  await app.register(websocket, {
    options: { maxPayload: MAX_INCOMING_BYTES, perMessageDeflate: false },
    preClose: (done) => done(),
    errorHandler: (_error, socket) => socket.terminate(),
  });
}
