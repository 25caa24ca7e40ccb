import type { WebSocket } from 'ws';
import { mayCreditor, type SignedInCollector } from '../../collectors/index.ts';
import type { LiveEvent } from '../contract/console.ts';

/** Beyond this a page is not reading: it is cut off, comes back and asks again. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

/** One open console page: who looks, and at which conversation. */
export class Viewer {
  readonly #socket: WebSocket;
  /** Of the session's cookie; asked again from time to time. */
  readonly token: string;
  collector: SignedInCollector;
  /** The conversation on the screen, with the others of its debtor. */
  watching: ReadonlySet<number> = new Set();
  /** The one of them that is written to. */
  focus: number | undefined;
  away = false;
  /** Set by a pong; a socket that has not answered the last ping is dead. */
  alive = true;

  constructor(socket: WebSocket, token: string, collector: SignedInCollector) {
    this.#socket = socket;
    this.token = token;
    this.collector = collector;
  }

  maySee(creditorId: number): boolean {
    return mayCreditor(this.collector, creditorId);
  }

  send(event: LiveEvent): void {
    this.sendText(JSON.stringify(event));
  }

  /** An event that was made into text once for many. */
  sendText(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) this.#socket.terminate();
    else this.#socket.send(text);
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
}
