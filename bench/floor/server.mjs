// The floor: a bare Fastify route over better-sqlite3 that does a turn's reads and writes and nothing
// else. It speaks as much of Direct Line as the load needs, so that one load drives it and Sapa.
// node bench/floor/server.mjs DATABASE PORT
import websocket from '@fastify/websocket';
import Fastify from 'fastify';
import { createTurn } from './turn.mjs';

const [file, port] = process.argv.slice(2);
const { turn, close } = createTurn(file);
const sockets = new Map();
const app = Fastify();
await app.register(websocket, { options: { perMessageDeflate: false } });

const activity = {
  type: 'object',
  required: ['type', 'text', 'channelData'],
  properties: {
    type: { type: 'string' },
    text: { type: 'string', maxLength: 4000 },
    channelData: {
      type: 'object',
      required: ['clientActivityID'],
      properties: { clientActivityID: { type: 'string', maxLength: 200 } },
    },
  },
};
const accepted = { type: 'object', properties: { id: { type: 'string' }, text: { type: 'string' } } };

app.post(
  '/v3/directline/conversations/:id/activities',
  { schema: { body: activity, response: { 200: accepted } } },
  async (request, reply) => {
    const done = await turn({
      token: request.headers.authorization?.slice('Bearer '.length) ?? '',
      externalId: request.body.channelData.clientActivityID,
      text: request.body.text,
    });
    if (done?.conversationId !== request.params.id) return reply.code(403).send();
    const id = `${done.conversationId}|${String(done.seq).padStart(7, '0')}`;
    sockets.get(done.conversationId)?.send(
      JSON.stringify({
        activities: [
          {
            type: 'message',
            id: `${done.conversationId}|${String(done.seq + 1).padStart(7, '0')}`,
            from: { id: 'bot', role: 'bot' },
            replyToId: id,
            text: done.said,
          },
        ],
        watermark: String(done.seq + 1),
      }),
    );
    return { id, text: done.said };
  },
);
app.post('/v3/directline/conversations', async (request) => {
  const { conversationId } = request.body;
  return { conversationId, streamUrl: `ws://127.0.0.1:${port}/stream/${conversationId}` };
});
app.get('/stream/:id', { websocket: true }, (socket, request) => {
  sockets.set(request.params.id, socket);
  socket.on('close', () => sockets.delete(request.params.id));
});
app.get('/readyz', async () => ({ ok: true }));

process.on('SIGTERM', async () => {
  for (const socket of sockets.values()) socket.terminate();
  await app.close();
  close();
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
