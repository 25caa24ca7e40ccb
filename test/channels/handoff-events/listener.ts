import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a listener does with one event: a status, a redirect, or nothing at all. */
export type Mood = number | { redirect: string } | 'silent' | 'hangs_up';

/** A listening system on a loopback port; `moods` are used up one by one, then it says 204. */
export async function listener(moods: Mood[] = []) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      heard.push({ path: request.url ?? '', headers: request.headers, body });
      const mood = moods.shift() ?? 204;
      if (mood === 'silent') return;
      if (mood === 'hangs_up') return request.socket.destroy();
      if (typeof mood === 'object') response.writeHead(307, { location: mood.redirect }).end();
      else response.writeHead(mood).end(mood === 204 ? undefined : 'words nobody reads');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/sapa?tenant=1`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type Listener = Awaited<ReturnType<typeof listener>>;
