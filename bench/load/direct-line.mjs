import WebSocket from 'ws';
import { HttpConnection } from './http-connection.mjs';

const OPEN_AT_ONCE = 20;

/**
 * Debtors on Direct Line 3.0: every session has its WebSocket open, a question is a POST, and its turn
 * is over when both the POST is answered and the bot's reply to it has arrived on the socket. Each reply
 * must hold the figure this debtor owes.
 */
export async function openDirectLine({ port, sessions, texts, connections }) {
  const ready = sessions.map((session) => ({
    ...session,
    path: `/v3/directline/conversations/${encodeURIComponent(session.conversationId)}/activities`,
    headers: `authorization: Bearer ${session.token}\r\n`,
    figure: figure(session.outstandingMinor),
    turn: undefined,
  }));
  const http = await Promise.all(Array.from({ length: connections }, () => HttpConnection.open(port)));
  const waiting = [...ready];
  await Promise.all(
    Array.from({ length: OPEN_AT_ONCE }, async () => {
      const line = await HttpConnection.open(port);
      for (let session = waiting.pop(); session; session = waiting.pop()) await openSocket(session, line);
      line.close();
    }),
  );
  let asked = 0;
  // Unique over runs as well: the server drops a message it has seen before.
  const run = `${process.pid}-${Date.now()}`;

  function ask(session, connection, done) {
    const text = texts[asked % texts.length];
    const clientActivityID = `${run}-${asked++}`;
    const turn = { text, done, id: undefined, reply: undefined };
    session.turn = turn;
    const body = JSON.stringify({
      type: 'message',
      from: { id: session.userId, role: 'user' },
      text,
      locale: 'id',
      textFormat: 'plain',
      channelData: { clientActivityID },
    });
    connection.post(session.path, session.headers, body, (error, status, answer) => {
      if (error) return done(error);
      if (status !== 200) return done(new Error(`POST activity: ${status} ${answer}`));
      turn.id = JSON.parse(answer).id;
      finish(session);
    });
  }

  return {
    sessions: ready,
    connections: http,
    ask,
    close() {
      for (const one of http) one.close();
      for (const session of ready) session.socket.terminate();
    },
  };
}

async function openSocket(session, line) {
  const { streamUrl } = await line.json('/v3/directline/conversations', session.headers, {
    conversationId: session.conversationId,
    user: { id: session.userId },
    locale: 'id',
  });
  const socket = new WebSocket(streamUrl, { perMessageDeflate: false, skipUTF8Validation: true });
  session.socket = socket;
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, response) =>
      reject(new Error(`stream: ${response.statusCode}`)),
    );
  });
  socket.on('message', (data) => receive(session, data));
  socket.on('close', () =>
    session.turn?.done(new Error('the server closed a socket in the middle of a turn')),
  );
}

function receive(session, data) {
  const { turn } = session;
  if (!turn || data.length === 0) return;
  for (const activity of JSON.parse(data.toString('utf8')).activities ?? []) {
    if (
      activity.type === 'message' &&
      activity.from?.role === 'bot' &&
      activity.replyToId !== session.lastId
    ) {
      turn.reply ??= activity;
    }
  }
  finish(session);
}

function finish(session) {
  const { turn } = session;
  if (turn.id === undefined || turn.reply === undefined) return;
  session.turn = undefined;
  session.lastId = turn.id;
  if (turn.reply.replyToId !== turn.id) {
    return turn.done(new Error(`a reply to ${turn.reply.replyToId} came where one to ${turn.id} was due`));
  }
  if (!turn.reply.text?.includes(session.figure)) {
    return turn.done(new Error(`"${turn.text}" was answered without ${session.figure}: ${turn.reply.text}`));
  }
  turn.done();
}

/** `Rp2.500.000` of minor units. */
function figure(minor) {
  return `Rp${String(minor / 100).replace(/\B(?=(\d{3})+$)/g, '.')}`;
}
