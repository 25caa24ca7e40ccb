import type { Socket } from 'node:net';
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addressOf, callerOf } from './callers.ts';
import type { RouteContext } from './context.ts';
import { DirectLineError } from './failures.ts';
import { seqOfWatermark } from './ids.ts';

/** Clients say nothing on the stream but empty keep-alive frames. */
const MAX_INCOMING_BYTES = 1_024;
const HANDSHAKE_MS = 10_000;

/** `WS /conversations/{id}/stream?watermark=W&t=T`. */
export async function streamRoute(app: FastifyInstance, context: RouteContext): Promise<void> {
  const { callers, sockets } = context;
  await ownSockets(app);
  app.addHook('preClose', () => sockets.close());

  const roomLeft = async (request: FastifyRequest) => {
    if (!sockets.hasRoom(callerOf(request).conv!))
      throw new DirectLineError(429, 'TooManyConnections', 'Too many open connections.', 5);
    context.host();
  };

  app.get(
    '/conversations/:id/stream',
    { websocket: true, onRequest: callers.stream, preHandler: roomLeft },
    (socket, request) => {
      const caller = callerOf(request);
      const host = context.host();
      const encoding = {
        conversationId: caller.conv!,
        user: caller.user ?? 'debtor',
        publicUrl: context.publicUrl(),
      };
      const watermark = seqOfWatermark((request.query as { watermark?: unknown }).watermark);
      const opened = { socket, connection: request.raw.socket };
      sockets.join(opened, addressOf(caller), encoding, watermark, (address, after) =>
        host.transcript(address, after),
      );
    },
  );
}

/** The server around it takes the upgrades; alone (in another server) the channel brings its own. */
async function ownSockets(app: FastifyInstance): Promise<void> {
  if (app.hasDecorator('websocketServer')) return;
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
