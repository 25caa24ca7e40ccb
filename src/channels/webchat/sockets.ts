import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ConversationAddress, TranscriptMessage } from '../channel.ts';
import { type EncodingContext, encodeAll, encodeFrames, typingFrame } from './codec.ts';
import type { WebchatLimits, WebchatOptions } from './options.ts';
import { type Frame, Subscription } from './subscription.ts';

const HEARTBEAT_MS = 30_000;

interface Room {
  context: EncodingContext;
  subscriptions: Set<Subscription>;
}

type Transcript = (
  address: ConversationAddress,
  afterSeq: number,
) => Promise<TranscriptMessage[] | undefined>;

/** The open WebSockets by conversation. Every socket of a conversation gets everything. */
export class Sockets {
  readonly #rooms = new Map<string, Room>();
  readonly #limits: Pick<WebchatLimits, 'sockets' | 'socketsPerConversation'>;
  readonly #log: WebchatOptions['log'];
  #heartbeat: NodeJS.Timeout | undefined;
  #open = 0;
  #closing = false;

  constructor(limits: Pick<WebchatLimits, 'sockets' | 'socketsPerConversation'>, log: WebchatOptions['log']) {
    this.#limits = limits;
    this.#log = log;
  }

  get open(): number {
    return this.#open;
  }

  hasRoom(conversationId: string): boolean {
    const inRoom = this.#rooms.get(conversationId)?.subscriptions.size ?? 0;
    return (
      !this.#closing && this.#open < this.#limits.sockets && inRoom < this.#limits.socketsPerConversation
    );
  }

  /** Registers the socket first and reads the transcript after, so that nothing falls between the two. */
  join(
    { socket, connection }: { socket: WebSocket; connection: Duplex },
    address: ConversationAddress,
    context: EncodingContext,
    watermark: number,
    transcript: Transcript,
  ): void {
    const read = async (afterSeq: number) => {
      try {
        return ((await transcript(address, afterSeq)) ?? []).map((message) => frameOf(message, context));
      } catch (error) {
        this.#log.error({ err: error }, 'webchat: a transcript could not be read for a stream');
        throw error;
      }
    };
    const subscription = new Subscription(socket, connection, read);
    this.#add(address.externalId, context, subscription);
    socket.on('pong', () => {
      subscription.alive = true;
    });
    socket.on('close', () => this.#remove(address.externalId, subscription));
    subscription.open(watermark).catch(() => socket.close(1011, 'try again'));
  }

  publish(conversationId: string, messages: readonly TranscriptMessage[]): void {
    const room = this.#rooms.get(conversationId);
    if (!room) return;
    const frames = messages.map((message) => frameOf(message, room.context));
    for (const subscription of room.subscriptions) subscription.offer(frames);
  }

  typing(conversationId: string, who?: { name?: string }): void {
    for (const subscription of this.#rooms.get(conversationId)?.subscriptions ?? [])
      subscription.sendAside(typingFrame(who));
  }

  /** Tells every client to come back later (1001); those who do not answer within a second are cut off. */
  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#heartbeat);
    const all = [...this.#rooms.values()].flatMap((room) => [...room.subscriptions]);
    for (const subscription of all) subscription.close(1001, 'the server is going away');
    const giveUpAt = Date.now() + 1_000;
    while (this.#open > 0 && Date.now() < giveUpAt) await new Promise((resolve) => setTimeout(resolve, 10));
    for (const room of this.#rooms.values())
      for (const subscription of room.subscriptions) subscription.terminate();
  }

  #add(conversationId: string, context: EncodingContext, subscription: Subscription): void {
    let room = this.#rooms.get(conversationId);
    if (!room) {
      room = { context, subscriptions: new Set() };
      this.#rooms.set(conversationId, room);
    }
    room.subscriptions.add(subscription);
    this.#open++;
    this.#heartbeat ??= setInterval(() => this.#pingAll(), HEARTBEAT_MS).unref();
  }

  #remove(conversationId: string, subscription: Subscription): void {
    const room = this.#rooms.get(conversationId);
    if (!room?.subscriptions.delete(subscription)) return;
    this.#open--;
    if (room.subscriptions.size === 0) this.#rooms.delete(conversationId);
  }

  #pingAll(): void {
    for (const room of this.#rooms.values())
      for (const subscription of room.subscriptions) subscription.ping();
  }
}

function frameOf(message: TranscriptMessage, context: EncodingContext): Frame {
  return { seq: message.seq, texts: encodeFrames(encodeAll(message, context), message.seq) };
}
