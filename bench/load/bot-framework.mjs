import { once } from 'node:events';
import { createServer } from 'node:http';
import { HttpConnection } from './http-connection.mjs';

const PATH = '/api/messages';

/**
 * Users of a Bot Framework bot. `replies: 'body'` asks for the replies in the response
 * (`deliveryMode: expectReplies`); `replies: 'connector'` has the bot POST them to a connector, which
 * this process plays, as the channel service would. A turn is over when reply and response are both here.
 */
export async function openBotFramework({ port, sessions: count, texts, connections, replies }) {
  const sessions = Array.from({ length: count }, (_, i) => ({
    conversationId: `bench-${i}`,
    turn: undefined,
  }));
  const byId = new Map(sessions.map((session) => [session.conversationId, session]));
  const http = await Promise.all(Array.from({ length: connections }, () => HttpConnection.open(port)));
  const sink = replies === 'connector' ? await openSink(byId) : undefined;
  let asked = 0;

  function ask(session, connection, done) {
    const text = texts[asked % texts.length];
    const turn = { expected: `Echo: ${text}`, done, answered: false, reply: undefined };
    session.turn = turn;
    const body = JSON.stringify({
      type: 'message',
      id: `m-${asked++}`,
      channelId: 'bench',
      from: { id: 'user', name: 'User' },
      recipient: { id: 'bot', name: 'Bot' },
      conversation: { id: session.conversationId },
      serviceUrl: `http://127.0.0.1:${sink?.port ?? port}`,
      text,
      locale: 'id',
      timestamp: new Date().toISOString(),
      ...(replies === 'body' && { deliveryMode: 'expectReplies' }),
    });
    connection.post(PATH, '', body, (error, status, answer) => {
      if (error) return done(error);
      if (status !== 200) return done(new Error(`POST activity: ${status} ${answer}`));
      turn.answered = true;
      if (replies === 'body') turn.reply = JSON.parse(answer).activities?.[0]?.text ?? '';
      finish(session);
    });
  }

  return {
    sessions,
    connections: http,
    ask,
    close() {
      for (const one of http) one.close();
      sink?.close();
    },
  };
}

function finish(session) {
  const { turn } = session;
  if (!turn?.answered || turn.reply === undefined) return;
  session.turn = undefined;
  if (turn.reply === turn.expected) turn.done();
  else turn.done(new Error(`expected "${turn.expected}", got "${turn.reply}"`));
}

/** The connector service: takes `POST /v3/conversations/{id}/activities[/{replyTo}]`. */
async function openSink(byId) {
  const server = createServer((request, response) => {
    const parts = [];
    request.on('data', (chunk) => parts.push(chunk));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end('{"id":"r"}');
      const session = byId.get(decodeURIComponent(request.url.split('/')[3] ?? ''));
      if (!session?.turn) return;
      session.turn.reply = JSON.parse(Buffer.concat(parts).toString('utf8')).text ?? '';
      finish(session);
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
