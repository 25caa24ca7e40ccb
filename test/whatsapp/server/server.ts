import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { Accounts, type Device } from './accounts.ts';
import { makeServerIdentity, type ServerIdentity } from './certificates.ts';
import { Connection } from './connection.ts';
import { Faults } from './faults.ts';
import { takeIq } from './iq.ts';
import { Linking } from './linking.ts';
import { login } from './login.ts';
import { MediaHost } from './media-host.ts';
import { takeMessage } from './messages.ts';
import { Malformed, type Node } from './nodes.ts';
import { takeChatState, takePresence } from './presence.ts';
import { takeAck, takeReceipt } from './receipts.ts';
import { Records } from './records.ts';
import { Routes } from './routes.ts';
import type { World } from './world.ts';

const HANDLERS: Record<string, (world: World, connection: Connection, stanza: Node) => void> = {
  iq: takeIq,
  message: takeMessage,
  receipt: takeReceipt,
  ack: takeAck,
  chatstate: takeChatState,
  presence: takePresence,
};
const PATH = '/ws/chat';

/** The wire part: HTTP, upgrade, connections, and which handler a stanza goes to. */
export class StanzaServer {
  readonly identity: ServerIdentity = makeServerIdentity();
  readonly world: World;
  private readonly http: Server = createServer((_request, response) => response.writeHead(404).end());
  private readonly sockets = new WebSocketServer({ noServer: true });
  private readonly connections = new Set<Connection>();

  constructor() {
    this.world = {
      accounts: new Accounts(),
      records: new Records(),
      faults: new Faults(),
      linking: new Linking(),
      media: new MediaHost(),
      routes: new Routes(),
    };
    this.http.on('upgrade', (request, socket, head) => {
      const status = request.url?.startsWith(PATH) ? this.world.faults.takeUpgrade() : 404;
      if (status === 'reset') socket.destroy();
      else if (status) socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`);
      else this.sockets.handleUpgrade(request, socket, head, (ws) => this.accept(ws));
    });
  }

  /** Listens on free ports of 127.0.0.1; returns the port of the WebSocket. */
  async listen(): Promise<number> {
    await this.world.media.listen();
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', () => resolve()));
    return (this.http.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const connection of this.connections) connection.cut();
    await Promise.all([
      this.world.media.close(),
      new Promise<void>((resolve) => this.http.close(() => resolve())),
    ]);
  }

  private accept(ws: WebSocket): void {
    const connection = new Connection(ws, this.identity, {
      authenticated: (one, noiseKey, payload) => {
        login(this.world, one, noiseKey, payload);
        if (one.device) one.device.peak = Math.max(one.device.peak, this.open(one.device));
      },
      received: (one, stanza) => this.take(one, stanza),
      refused: (why) => this.world.records.note('malformed', why),
      failed: (error) => this.world.records.mistakes.push(error),
      closed: (one) => {
        this.connections.delete(one);
        if (one.device?.connection === one) one.device.connection = undefined;
        this.world.records.changed();
      },
    });
    this.connections.add(connection);
  }

  private open(device: Device): number {
    return [...this.connections].filter((one) => one.device === device && one.isOpen).length;
  }

  private take(connection: Connection, stanza: Node): void {
    if (connection.silent || stanza.tag === 'ib') return;
    const handle = HANDLERS[stanza.tag];
    if (!handle) throw new Malformed(`unknown stanza ${stanza.tag}`);
    // Who is just being linked already says its name; nobody is there to hear it.
    if (stanza.tag !== 'iq' && !connection.device) return;
    handle(this.world, connection, stanza);
  }
}
