import type { Agent } from 'node:https';
import {
  type AuthenticationState,
  Browsers,
  generateMessageIDV2,
  makeWASocket,
  type proto,
  type UserFacingSocketConfig,
  type WAMessage,
  type WASocket,
} from '@whiskeysockets/baileys';
import pino from 'pino';
import type { Dispatcher } from 'undici';
import { Watched } from '../server/until.ts';
import { Inbox, type ReceivedMessage } from './inbox.ts';
import { silenceLibsignal } from './quiet.ts';

/** Where the loopback WhatsApp is. */
export interface Network {
  webSocketUrl: string;
  uploadAgent: Agent;
  downloadDispatcher: Dispatcher;
}

/** Delivery and read receipts for what this client sent. */
export interface Tick {
  id: string;
  state: 'delivered' | 'read' | 'failed';
  /** WhatsApp's code, where it failed. */
  code?: string;
}

/** After these a client comes back by itself. */
const PASSING = new Set([408, 428, 500, 503, 515]);
const STATES: Record<number, Tick['state']> = { 0: 'failed', 3: 'delivered', 4: 'read' };

/** An unmodified Baileys client that keeps what it receives, waits for acks, and comes back after a drop. */
export class PhoneClient extends Watched {
  readonly inbox = new Inbox();
  readonly ticks: Tick[] = [];
  /** Codes this client was disconnected with. */
  readonly disconnects: number[] = [];
  /** Others who are typing or stopped: address and state. */
  readonly chatStates: { from: string; state: string }[] = [];
  auth: AuthenticationState;
  private current: WASocket | undefined;
  private wanted = false;
  private open = false;
  protected readonly network: Network;
  private readonly preparations: ((socket: WASocket) => void)[] = [];
  private readonly config: Partial<UserFacingSocketConfig>;
  private readonly sent = new Map<string, proto.IMessage>();

  /** `config`: over what this client would use of Baileys' options. */
  constructor(auth: AuthenticationState, network: Network, config: Partial<UserFacingSocketConfig> = {}) {
    super();
    this.config = config;
    silenceLibsignal();
    this.auth = auth;
    this.network = network;
  }

  /** The live socket; throws while switched off. */
  get sock(): WASocket {
    if (!this.current) throw new Error('this phone is switched off');
    return this.current;
  }

  get received(): ReceivedMessage[] {
    return this.inbox.messages;
  }

  /** Switches it on; resolves when it is open, rejects when it is switched off or turned away for good. */
  async online(): Promise<void> {
    this.wanted = true;
    if (!this.current) this.connect();
    await this.until('the phone to be online', () => {
      if (!this.current) throw new Error(`not online: ${this.disconnects.at(-1) ?? 'switched off'}`);
      return this.open;
    });
  }

  /** Switches it off: messages wait at the server. */
  async offline(): Promise<void> {
    this.wanted = false;
    const socket = this.current;
    this.current = undefined;
    this.open = false;
    this.changed();
    if (!socket) return;
    socket.ev.flush();
    await socket.end(undefined);
  }

  /** Sends a ready message under a given id; resolves when the server has it, rejects with its error code. */
  async relay(to: string, message: proto.IMessage, id = generateMessageIDV2(this.sock.user?.id)) {
    this.sent.set(id, message);
    const attributes = editAttribute(message);
    const [ack] = await Promise.all([
      this.sock.waitForMessage(id) as Promise<{ attrs: Record<string, string> } | undefined>,
      this.sock.relayMessage(to, message, { messageId: id, additionalAttributes: attributes }),
    ]);
    if (!ack) throw new Error(`no ack for ${id}`);
    if (ack.attrs.error) throw new Error(`refused with ${ack.attrs.error}`);
    return id;
  }

  /** Resolves with the first received message that fits, whether it is here or still to come. */
  waitForMessage(
    fits: RegExp | ((message: ReceivedMessage) => boolean),
    after = 0,
  ): Promise<ReceivedMessage> {
    const test = typeof fits === 'function' ? fits : (one: ReceivedMessage) => fits.test(one.text);
    return this.until(
      `a message that fits ${fits}`,
      () => this.received.slice(after).find((one) => !one.fromMe && test(one)),
      () => this.received.map((one) => one.text),
    );
  }

  /** Runs for every socket this client will have. */
  eachSocket(prepare: (socket: WASocket) => void): void {
    this.preparations.push(prepare);
  }

  private connect(): void {
    const socket = makeWASocket({
      auth: this.auth,
      waWebSocketUrl: this.network.webSocketUrl,
      fetchAgent: this.network.uploadAgent,
      options: { dispatcher: this.network.downloadDispatcher } as RequestInit,
      logger: pino({ level: 'silent' }),
      browser: Browsers.ubuntu('Chrome'),
      shouldSyncHistoryMessage: () => false,
      getMessage: async (key) => this.sent.get(key.id ?? ''),
      ...this.config,
    });
    this.current = socket;
    for (const prepare of this.preparations) prepare(socket);
    socket.ev.on('creds.update', (update) => Object.assign(this.auth.creds, update));
    socket.ev.on('connection.update', ({ connection, lastDisconnect }) => {
      if (this.current !== socket) return;
      if (connection === 'open') this.open = true;
      if (connection === 'close') {
        socket.ev.flush();
        this.closed((lastDisconnect?.error as { output?: { statusCode?: number } })?.output?.statusCode ?? 0);
      }
      this.changed();
    });
    socket.ev.on('messages.upsert', ({ messages, type }) => {
      for (const one of messages) {
        if (one.key.fromMe && this.sent.has(one.key.id ?? '')) this.tick(one);
        else this.inbox.take(one, type === 'append');
      }
      this.changed();
    });
    socket.ev.on('messages.update', (updates) => {
      for (const { key, update } of updates) {
        this.inbox.change(key.id ?? '', update);
        if (key.fromMe) this.tick({ key, ...update } as WAMessage);
      }
      this.changed();
    });
    socket.ev.on('presence.update', ({ id, presences }) => {
      for (const one of Object.values(presences))
        this.chatStates.push({ from: id, state: one.lastKnownPresence });
      this.changed();
    });
  }

  private closed(code: number): void {
    this.disconnects.push(code);
    this.current = undefined;
    this.open = false;
    if (this.wanted && PASSING.has(code)) this.connect();
  }

  private tick(message: WAMessage): void {
    const state = STATES[message.status ?? -1];
    if (!state) return;
    this.ticks.push({ id: message.key.id ?? '', state, code: message.messageStubParameters?.[0] });
  }
}

/** Edits and deletions say so on the envelope too. */
function editAttribute(message: proto.IMessage): Record<string, string> {
  const type = message.protocolMessage?.type;
  if (type === 14) return { edit: '1' };
  return type === 0 ? { edit: '7' } : {};
}
