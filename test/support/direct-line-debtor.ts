import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { ConversationAddress } from '../../src/channels/channel.ts';
import type { Activity, ActivitySet, ConversationResponse } from '../../src/http/contract/webchat.ts';
import { eventually } from './eventually.ts';
import { SHOP, type WebchatServer } from './webchat-server.ts';

// Node's own, also where a test has put a browser's in their place.
const { FormData, Blob } = globalThis;

/** A debtor at a page of the shop, speaking Direct Line by hand: plain requests and one WebSocket. */
export class DirectLineDebtor {
  server: WebchatServer;
  token = '';
  conversationId = '';
  /** Frames as they came. */
  readonly frames: ActivitySet[] = [];
  socket: WebSocket | undefined;

  constructor(server: WebchatServer) {
    this.server = server;
  }

  get activities(): Activity[] {
    return this.frames.flatMap((frame) => frame.activities ?? []);
  }

  get address(): ConversationAddress {
    return {
      channel: 'webchat',
      account: this.conversationId.slice(0, -33),
      externalId: this.conversationId,
    };
  }

  /** Token, conversation, stream. */
  async open(): Promise<this> {
    const granted = await fetch(`${this.server.base}/webchat/token`, {
      method: 'POST',
      headers: { origin: SHOP, 'content-type': 'application/json' },
      body: JSON.stringify({ siteKey: 'demo' }),
    });
    const { token, conversationId } = (await granted.json()) as { token: string; conversationId: string };
    Object.assign(this, { token, conversationId });
    const started = await this.call<ConversationResponse>('POST', '/conversations', {});
    await this.connect(started.body.streamUrl!);
    return this;
  }

  /** Opens a stream; resolves when it is open, rejects with the status when it is refused. */
  async connect(streamUrl: string): Promise<WebSocket> {
    const socket = new WebSocket(streamUrl);
    socket.on('message', (data) => {
      const text = String(data);
      if (text !== '') this.frames.push(JSON.parse(text));
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('unexpected-response', (_request, answer) => {
        reject(new Error(String(answer.statusCode)));
        socket.terminate();
      });
      socket.once('error', reject);
    });
    this.socket = socket;
    return socket;
  }

  async call<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const response = await fetch(this.server.directLine + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as T };
  }

  post(activity: unknown) {
    return this.call<{ id: string; error?: { code: string; message: string } }>(
      'POST',
      `/conversations/${this.conversationId}/activities`,
      activity,
    );
  }

  say(text: string, clientActivityID: string = randomUUID()) {
    return this.post({ type: 'message', text, from: { id: 'me' }, channelData: { clientActivityID } });
  }

  async upload(files: { name: string; bytes: Buffer }[], activity: object = { type: 'message' }) {
    const form = new FormData();
    form.append(
      'activity',
      new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }),
    );
    for (const { name, bytes } of files) form.append('file', new Blob([new Uint8Array(bytes)]), name);
    const response = await fetch(
      `${this.server.directLine}/conversations/${this.conversationId}/upload?userId=me`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${this.token}` },
        body: form,
      },
    );
    return {
      status: response.status,
      body: (await response.json()) as { id?: string; error?: { code: string } },
    };
  }

  /** Messages of our side seen on the stream, once there are `count`. */
  async answers(count: number): Promise<Activity[]> {
    return eventually(() => {
      const answers = this.activities.filter((one) => one.from?.role === 'bot' && one.type === 'message');
      return answers.length >= count ? answers : undefined;
    }, `${count} answers`);
  }

  close(): void {
    this.socket?.terminate();
  }
}
