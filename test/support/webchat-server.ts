import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import {
  createWebchat,
  type Site,
  type Webchat,
  type WebchatOptions,
} from '../../src/channels/webchat/index.ts';
import { createLogger, createServer } from '../../src/http/index.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { TestClock } from './clock.ts';
import { EchoHost } from './echo-host.ts';

export const SECRET = 'a-secret-of-the-tests-with-enough-letters';
export const SHOP = 'https://shop.example';
/** Only for messages of a listening server: what the log says goes nowhere. */
export const SITES: Site[] = [
  { siteKey: 'demo', creditorId: 1, creditorName: 'PT Contoh', locale: 'id', origins: ['self', SHOP] },
  {
    siteKey: 'other',
    creditorId: 2,
    creditorName: 'Example Ltd',
    locale: 'en',
    origins: ['https://other.example'],
  },
];

export interface WebchatServer {
  app: FastifyInstance;
  webchat: Webchat;
  host: EchoHost;
  clock: TestClock;
  /** `http://127.0.0.1:port` */
  base: string;
  directLine: string;
  /** Cuts every open WebSocket, as a failing network does; how many there were. */
  dropSockets(): number;
  stop(): Promise<void>;
}

export interface WebchatServerOptions {
  host?: EchoHost;
  clock?: Clock;
  port?: number;
  perAddress?: number;
  limits?: WebchatOptions['limits'];
  typingAfterMs?: number;
  logTo?: { write(line: string): void };
  logLevel?: string;
  trustProxy?: string;
}

const PLENTY = { max: 1_000_000, windowMs: 60_000 };

/** Webchat on the real server, listening on a loopback port, with an echo for an application. */
export async function startWebchat(options: WebchatServerOptions = {}): Promise<WebchatServer> {
  const host = options.host ?? new EchoHost();
  const clock = (options.clock as TestClock) ?? new TestClock('2026-03-11T10:00:00+07:00');
  const log = createLogger({ level: options.logLevel ?? 'silent', destination: options.logTo });
  let base = '';
  const webchat = createWebchat({
    publicUrl: () => base,
    secret: SECRET,
    sites: { find: (key) => SITES.find((site) => site.siteKey === key), defaultSite: () => SITES[0] },
    clock,
    limits: { conversation: PLENTY, token: PLENTY, ...options.limits },
    log,
    typingAfterMs: options.typingAfterMs,
  });
  const app = await createServer({
    config: {
      publicUrl: 'http://127.0.0.1',
      requestsPerAddressPerMinute: options.perAddress ?? PLENTY.max,
      webFolder: 'no-such-folder',
      trustProxy: options.trustProxy,
    },
    log,
    checks: {},
    routes: [webchat.routes],
  });
  const upgraded = new Set<Duplex>();
  app.server.on('upgrade', (_request, socket) => {
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
  });
  const dropSockets = () => {
    const open = [...upgraded];
    for (const socket of open) socket.destroy();
    return open.length;
  };
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  await host.attach(webchat);
  const stop = async () => {
    await app.close();
    await webchat.stop();
  };
  return { app, webchat, host, clock, base, directLine: `${base}/v3/directline`, dropSockets, stop };
}
