import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** A message ready to be sent, with its place in the conversation. */
export interface Frame {
  seq: number;
  /** What is sent, in order; none for a message that shows nothing: it only takes its place. */
  texts: readonly string[];
}

/** Beyond this a client is not reading: it is cut off and comes back with its watermark. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** A long transcript is sent in pieces, each after the one before has left. */
const REPLAY_PIECE = 100;

/**
 * One socket's place in a conversation. While the transcript is being read, live frames wait; then each
 * is sent once, in order. A hole in what is published makes it read the transcript again.
 */
export class Subscription {
  readonly #socket: WebSocket;
  /** What the socket runs on. */
  readonly #connection: Duplex;
  readonly #read: (afterSeq: number) => Promise<Frame[]>;
  #lastSent = 0;
  #held: Frame[] | undefined = [];
  /** Set by a pong; a socket that has not answered the last ping is dead. */
  alive = true;

  constructor(socket: WebSocket, connection: Duplex, read: (afterSeq: number) => Promise<Frame[]>) {
    this.#socket = socket;
    this.#connection = connection;
    this.#read = read;
  }

  /** Sends what came after `watermark`, then goes live. */
  async open(watermark: number): Promise<void> {
    const frames = await this.#read(Math.max(0, watermark - 1));
    // A mark the transcript does not know (a restored backup) would hide everything until it is reached.
    const known = frames[0]?.seq === watermark;
    if (known) this.#lastSent = watermark;
    await this.#replay(known || watermark <= 1 ? frames : await this.#read(0));
  }

  /** What one commit brought goes out in one packet. */
  offer(frames: readonly Frame[]): void {
    this.#connection.cork();
    for (const frame of frames) this.#offer(frame);
    this.#connection.uncork();
  }

  #offer(frame: Frame): void {
    if (this.#held) this.#held.push(frame);
    else if (frame.seq <= this.#lastSent) return;
    else if (frame.seq === this.#lastSent + 1) this.#send(frame);
    else this.#catchUp(frame);
  }

  /** For what has no place in the transcript. */
  sendAside(text: string): void {
    if (!this.#held && this.#isOpen()) this.#socket.send(text);
  }

  ping(): void {
    if (!this.alive) this.#socket.terminate();
    else this.#socket.ping();
    this.alive = false;
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #catchUp(frame: Frame): void {
    this.#held = [frame];
    this.#read(this.#lastSent)
      .then((frames) => this.#replay(frames))
      .catch(() => this.#socket.close(1011, 'try again'));
  }

  async #replay(frames: Frame[]): Promise<void> {
    for (const [index, frame] of frames.entries()) {
      if (!this.#isOpen()) return;
      if (frame.seq <= this.#lastSent) continue;
      this.#lastSent = frame.seq;
      for (const text of frame.texts.slice(0, -1)) this.#socket.send(text);
      const last = frame.texts.at(-1);
      if (last === undefined) continue;
      if (index % REPLAY_PIECE < REPLAY_PIECE - 1) this.#socket.send(last);
      else await new Promise<void>((sent) => this.#socket.send(last, () => sent()));
    }
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const frame of held) if (frame.seq > this.#lastSent) this.#send(frame);
  }

  #send(frame: Frame): void {
    if (!this.#isOpen()) return;
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.#socket.terminate();
      return;
    }
    this.#lastSent = frame.seq;
    for (const text of frame.texts) this.#socket.send(text);
  }

  #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }
}
