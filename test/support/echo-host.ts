import { randomBytes } from 'node:crypto';
import type {
  ChannelAdapter,
  ChannelHost,
  ConversationAddress,
  InboundMessage,
  MessageBody,
  OutboundMessage,
  OwnWords,
  Receipt,
  Received,
  StoredFile,
  TranscriptMessage,
} from '../../src/channels/channel.ts';

interface Conversation {
  address: ConversationAddress;
  messages: TranscriptMessage[];
  inbound: InboundMessage[];
  /** The conversation's turns, one after another. */
  queue: Promise<unknown>;
  closed: boolean;
}

/**
 * The application as a channel sees it, in memory: every message is answered once, after a turn of the
 * event loop, by `answer` (an echo). It lives longer than a channel: attach it to the next one and a
 * restart has happened.
 */
export class EchoHost implements ChannelHost {
  readonly conversations = new Map<string, Conversation>();
  readonly files = new Map<string, { bytes: Buffer; file: StoredFile }>();
  answer: (message: InboundMessage) => MessageBody[] = echo;
  /** Awaited within every turn: a test may hold it. */
  beforeTurn: (message: InboundMessage) => Promise<void> = async () => {};
  /** Who was reported to be writing, in order. */
  readonly typed: ConversationAddress[] = [];
  #channel: ChannelAdapter | undefined;

  async attach(channel: ChannelAdapter): Promise<void> {
    this.#channel = channel;
    await channel.start(this);
  }

  /** What the firm's own phone said, what debtors took back, and what became of our messages. */
  readonly taken: OwnWords[] = [];
  readonly withdrawn: string[] = [];
  readonly receipts: Receipt[] = [];

  async takeOver(words: OwnWords): Promise<void> {
    this.taken.push(words);
  }

  async withdraw(_address: ConversationAddress, externalId: string): Promise<boolean> {
    this.withdrawn.push(externalId);
    return true;
  }

  async receipt(one: Receipt): Promise<void> {
    this.receipts.push(one);
  }

  typing(address: ConversationAddress): void {
    this.typed.push(address);
  }

  receive(message: InboundMessage): Promise<Received> {
    const conversation = this.#conversation(message.address);
    const turn = conversation.queue.then(() => this.#turn(conversation, message));
    conversation.queue = turn.catch(() => undefined);
    return turn;
  }

  async transcript(address: ConversationAddress, afterSeq: number): Promise<TranscriptMessage[] | undefined> {
    await pause();
    return this.conversations.get(key(address))?.messages.filter((message) => message.seq > afterSeq);
  }

  async saveAttachment(_at: unknown, upload: { bytes: Buffer; fileName: string }) {
    const mediaType = mediaTypeOf(upload.bytes);
    if (upload.bytes.length === 0) return { ok: false, reason: 'empty' } as const;
    if (!mediaType) return { ok: false, reason: 'unsupported_type' } as const;
    const known = [...this.files.values()].find(
      ({ bytes, file }) => bytes.equals(upload.bytes) && file.name === upload.fileName,
    );
    if (known) return { ok: true, file: known.file } as const;
    const token = randomBytes(24).toString('base64url');
    const file = {
      id: this.files.size + 1,
      token,
      name: upload.fileName,
      mediaType,
      size: upload.bytes.length,
    };
    this.files.set(token, { bytes: upload.bytes, file });
    return { ok: true, file } as const;
  }

  async openAttachment(token: string) {
    return this.files.get(token);
  }

  /** Sapa or a collector speaks first: into the transcript, and through `deliver` where that is how it leaves. */
  async speak(address: ConversationAddress, body: MessageBody, author: 'bot' | 'collector' = 'bot') {
    const conversation = this.#conversation(address);
    const message = append(conversation, { author, body });
    this.#publish(conversation, [message]);
    await this.#deliver(conversation, [message]);
  }

  /** Every inbound message that was answered, in order; duplicates are not among them. */
  heard(externalId: string): InboundMessage[] {
    return (
      [...this.conversations.values()].find((one) => one.address.externalId === externalId)?.inbound ?? []
    );
  }

  close(address: ConversationAddress): void {
    this.#conversation(address).closed = true;
  }

  async #turn(conversation: Conversation, message: InboundMessage): Promise<Received> {
    await pause();
    await this.beforeTurn(message);
    if (conversation.closed) return { ok: false, reason: 'closed' };
    const known = conversation.messages.find(
      (one) => one.author === 'debtor' && one.externalId === message.externalId,
    );
    if (known) return { ok: true, conversationId: 1, seq: known.seq, duplicate: true };
    conversation.inbound.push(message);
    const files = [...this.files.values()].filter(({ file }) => message.attachmentIds.includes(file.id));
    const inbound = append(conversation, {
      author: 'debtor',
      externalId: message.externalId,
      body: {
        text: message.text,
        locale: message.locale ?? 'id',
        ...(files.length > 0 && { attachments: files.map(({ file }) => file) }),
      },
    });
    const replies = this.answer(message).map((body) =>
      append(conversation, { author: 'bot', inReplyTo: inbound.seq, body }),
    );
    this.#publish(conversation, [inbound, ...replies]);
    await this.#deliver(conversation, replies);
    return { ok: true, conversationId: 1, seq: inbound.seq, duplicate: false };
  }

  #conversation(address: ConversationAddress): Conversation {
    const known = this.conversations.get(key(address));
    if (known) return known;
    const made = { address, messages: [], inbound: [], queue: Promise.resolve(), closed: false };
    this.conversations.set(key(address), made);
    return made;
  }

  #publish(conversation: Conversation, messages: TranscriptMessage[]): void {
    this.#channel?.publish(conversation.address, messages);
  }

  async #deliver(conversation: Conversation, messages: TranscriptMessage[]): Promise<void> {
    if (this.#channel?.delivery !== 'outbox') return;
    const { externalId: to } = conversation.address;
    for (const { seq, body } of messages) {
      const message = { conversationId: [...this.conversations.values()].indexOf(conversation) + 1, seq };
      const id = `m${message.conversationId}-${seq}`;
      await this.#untilDelivered({ id, to, creditorId: 1, purpose: 'message', body, message });
    }
  }

  /** As the outbox does, only sooner: the same again until it went or never will. */
  async #untilDelivered(message: OutboundMessage): Promise<void> {
    const giveUpAt = Date.now() + 15_000;
    for (;;) {
      const delivery = await this.#channel?.deliver(message);
      if (!delivery || delivery.ok || !delivery.retry || Date.now() > giveUpAt) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** Greets who joins, echoes what is said. */
export function echo(message: InboundMessage): MessageBody[] {
  const locale = message.locale ?? 'id';
  if (message.kind === 'join') return [{ text: 'Halo, saya Sapa.', locale }];
  return [{ text: `echo: ${message.text}`, locale }];
}

function append(
  conversation: Conversation,
  message: Omit<TranscriptMessage, 'seq' | 'at'>,
): TranscriptMessage {
  const seq = (conversation.messages.at(-1)?.seq ?? 0) + 1;
  const made = { ...message, seq, at: Date.parse('2026-03-11T10:00:00+07:00') + seq };
  conversation.messages.push(made);
  return made;
}

function mediaTypeOf(bytes: Buffer): string | undefined {
  if (bytes.subarray(1, 4).toString() === 'PNG') return 'image/png';
  if (bytes.subarray(0, 5).toString() === '%PDF-') return 'application/pdf';
  return undefined;
}

function key({ channel, account, externalId }: ConversationAddress): string {
  return `${channel}|${account}|${externalId}`;
}

/** A real turn never answers in the same tick. */
function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
