import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** What the server does with the next letters, in order; afterwards it takes everything. */
export type Mood = 'take' | 'drop' | 'drop_after_data' | { rcpt: number } | { data: number };

/** A real SMTP server on a loopback port of its own. */
export async function mailHost(moods: Mood[] = []) {
  const letters: ParsedMail[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  let connections = 0;

  const refusal = (code: number) =>
    Object.assign(new Error('not this one: andi@ptabc.example'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onConnect(_session, done) {
      connections++;
      done();
    },
    onAuth(_auth, _session, done) {
      done(Object.assign(new Error('bad login'), { responseCode: 535 }));
    },
    onRcptTo(_address, session, done) {
      const [mood] = moods;
      if (mood === 'drop') {
        moods.shift();
        closeSocket(session);
        return;
      }
      if (typeof mood === 'object' && 'rcpt' in mood) {
        moods.shift();
        done(refusal(mood.rcpt));
        return;
      }
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const mood = moods.shift();
        if (typeof mood === 'object' && 'data' in mood) {
          done(refusal(mood.data));
          return;
        }
        letters.push(await simpleParser(Buffer.concat(chunks)));
        if (mood === 'drop_after_data') closeSocket(session);
        else done();
        for (const one of waiting) if (letters.length >= one.count) one.done();
      });
    },
  });

  function closeSocket(session: { id: string }): void {
    for (const connection of server.connections as unknown as Set<{
      id: string;
      _socket: { destroy(): void };
    }>) {
      if (connection.id === session.id) connection._socket.destroy();
    }
  }

  // A client that goes away in the middle is part of the tests.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    moods,
    connections: () => connections,
    /** Resolves once so many letters have arrived. */
    received: (count: number) =>
      new Promise<void>((done) => {
        if (letters.length >= count) done();
        else waiting.push({ count, done });
      }),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export type MailHost = Awaited<ReturnType<typeof mailHost>>;
