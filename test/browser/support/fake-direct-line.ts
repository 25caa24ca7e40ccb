import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Activity, DemoInboxMessage } from '../../../src/http/contract/webchat.ts';
import { type Conversation, Conversations, type Script } from './fake-conversations.ts';
import { serveFile } from './fake-pages.ts';

/**
 * What to do to the next request whose `METHOD /path` contains `on`: answer with a status, drop it
 * unread, or carry it out and lose the answer.
 */
export interface Fault {
  on: string;
  act: 'drop' | 'lose' | { status: number; headers?: Record<string, string>; body?: object };
  times?: number;
}

/**
 * A Direct Line that does on command what a real server cannot be made to do. It speaks the real
 * protocol over real sockets and serves the built pages, and holds no policy of its own.
 */
export class FakeDirectLine {
  readonly conversations: Conversations;
  readonly requests: { line: string; token: string | undefined; body: unknown }[] = [];
  readonly faults: Fault[] = [];
  inbox: DemoInboxMessage[] = [];
  tokenLife = 3600;
  /** While this is pending, uploads are read no further: the browser's own sending comes to a halt. */
  uploadGate: Promise<void> | undefined;
  /** Streams are refused with 403 at the handshake this often. */
  refuseStreams = 0;
  readonly #assets: string;
  readonly #tokens = new Map<string, { conversationId: string; expired: boolean }>();
  readonly #http = createServer((request, response) => {
    // A browser that hangs up in the middle of a body is part of the game.
    this.#serve(request, response).catch(() => response.destroy());
  });
  readonly #ws = new WebSocketServer({ noServer: true });
  base = '';

  constructor(assets: string, script: Script) {
    this.#assets = assets;
    this.conversations = new Conversations(script);
    this.#http.on('upgrade', (request, socket, head) => {
      const url = new URL(request.url ?? '/', this.base);
      const conversation = this.conversations.all.get(url.pathname.split('/')[4] ?? '');
      if (!conversation || this.refuseStreams-- > 0) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      this.#ws.handleUpgrade(request, socket, head, (ws) =>
        this.conversations.attach(conversation, ws, Number(url.searchParams.get('watermark') || 0)),
      );
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    this.base = `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
    return this;
  }

  async close(): Promise<void> {
    for (const client of this.#ws.clients) client.terminate();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  /** Cuts every stream without a goodbye. */
  dropStreams(): void {
    for (const client of this.#ws.clients) client.terminate();
  }

  expireTokens(): void {
    for (const token of this.#tokens.values()) token.expired = true;
  }

  /** The conversation is over: every call on it is answered with 404. */
  endConversation(): void {
    this.conversations.all.delete(this.conversations.latest().id);
    this.dropStreams();
  }

  requestsTo(part: string): number {
    return this.requests.filter((request) => request.line.includes(part)).length;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.base);
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    response.setHeader('access-control-allow-headers', 'authorization,content-type,accept');
    response.setHeader('access-control-expose-headers', 'retry-after');
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
      if (url.pathname.endsWith('/upload')) await this.uploadGate;
    }
    const raw = Buffer.concat(chunks);
    const token = request.headers.authorization?.replace('Bearer ', '');
    const line = `${request.method} ${url.pathname}`;
    const isFile = /^\/(widget\.js|demo\/|files\/|favicon)/.test(url.pathname);
    if (isFile) return serveFile(this.#assets, url.pathname, this.inbox, response);
    this.requests.push({ line, token, body: jsonOf(raw) });
    const fault = this.#fault(line);
    if (fault?.act === 'drop') return void request.socket.destroy();
    if (typeof fault?.act === 'object') {
      return send(response, fault.act.status, fault.act.body ?? {}, fault.act.headers);
    }
    const [status, body] = await this.#answer(line, url, token, raw, request);
    if (fault?.act === 'lose') return void request.socket.destroy();
    send(response, status, body);
  }

  #fault(line: string): Fault | undefined {
    const fault = this.faults.find((one) => line.includes(one.on));
    if (fault && (fault.times ?? 1) <= 1) this.faults.splice(this.faults.indexOf(fault), 1);
    else if (fault) fault.times = (fault.times ?? 1) - 1;
    return fault;
  }

  async #answer(
    line: string,
    url: URL,
    token: string | undefined,
    raw: Buffer,
    request: IncomingMessage,
  ): Promise<[number, object]> {
    if (line === 'POST /webchat/token')
      return this.#issue(jsonOf(raw) as { siteKey: string; token?: string });
    const held = this.#tokens.get(token ?? '');
    if (!held) return [403, { error: { code: 'BadArgument', message: 'unknown token' } }];
    if (held.expired) return [403, { error: { code: 'TokenExpired', message: 'expired' } }];
    const conversation = this.conversations.all.get(held.conversationId);
    if (!conversation) return [404, { error: { code: 'NotFound', message: 'over' } }];
    if (line.endsWith('/tokens/refresh')) return [200, this.#token(conversation.id)];
    if (line.endsWith('/v3/directline/conversations')) return [201, this.#entry(conversation, '')];
    const watermark = url.searchParams.get('watermark') ?? '';
    if (line.startsWith('GET') && line.endsWith('/activities')) {
      const later = conversation.log.filter((one) => one.seq > Number(watermark || 0));
      return [
        200,
        { activities: later.map((one) => one.activity), watermark: String(conversation.log.length) },
      ];
    }
    if (line.startsWith('GET')) return [200, this.#entry(conversation, watermark)];
    const activity = line.endsWith('/upload')
      ? await this.#uploaded(raw, request)
      : (jsonOf(raw) as Activity);
    return [200, { id: this.conversations.accept(conversation, activity) }];
  }

  #issue(body: { siteKey?: string; locale?: string; token?: string }): [number, object] {
    if (body.siteKey !== 'demo') return [404, { status: 404, code: 'unknown_site' }];
    const old = this.#tokens.get(body.token ?? '');
    const conversation =
      (old && this.conversations.all.get(old.conversationId)) ?? this.conversations.make(body.locale);
    const names = { creditorName: 'PT Contoh', botName: 'Sapa', locale: 'id' };
    return [200, { ...this.#token(conversation.id), ...names }];
  }

  #token(conversationId: string) {
    const token = `token-${this.#tokens.size + 1}-${conversationId}`;
    this.#tokens.set(token, { conversationId, expired: false });
    return { token, conversationId, expires_in: this.tokenLife };
  }

  #entry(conversation: Conversation, watermark: string) {
    const path = `/v3/directline/conversations/${conversation.id}/stream?watermark=${watermark}&t=x`;
    // A wrong public name on purpose: the widget must keep to the host its script came from.
    return { ...this.#token(conversation.id), streamUrl: `wss://elsewhere.example${path}` };
  }

  async #uploaded(raw: Buffer, request: IncomingMessage): Promise<Activity> {
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const form = await new Response(new Uint8Array(raw), { headers }).formData();
    const activity = JSON.parse(await (form.get('activity') as Blob).text()) as Activity;
    const file = form.get('file') as unknown as { name: string; type: string };
    const contentUrl = `${this.base}/files/${encodeURIComponent(file.name)}`;
    return { ...activity, attachments: [{ contentType: file.type, contentUrl, name: file.name }] };
  }
}

function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    return undefined;
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
