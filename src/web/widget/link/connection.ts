import type { ActivitySet } from '../../../http/contract/webchat.ts';
import { backoffMs, interruptibleWait } from './backoff.ts';
import { openSocket, type StreamSocket } from './socket.ts';

/** What is needed to open a stream, or why it cannot be opened now. */
export type Prepared =
  | { ok: true; address: string }
  | { ok: false; next: 'retry' | 'at_once' | 'never'; retryAfterMs?: number; busy?: boolean };

/** The session behind a connection. */
export interface ConnectionPort {
  /** Sees to a valid token and a conversation and returns a fresh stream address. */
  prepare: () => Promise<Prepared>;
  onOpen: () => void;
  onSet: (set: ActivitySet) => void;
  onDown: (why: 'lost' | 'busy' | 'refused') => void;
  /** Reads what is missing over HTTP, for networks that let no WebSocket through. */
  poll: () => Promise<boolean>;
}

/** Asking again at once is allowed once in this time; more often it waits like any other failure. */
const HURRY_EVERY_MS = 5000;
const POLL_MS = 4000;

/** Keeps one stream open from `start` to `stop`, over drops, with growing and jittered pauses. */
export class Connection {
  readonly #port: ConnectionPort;
  #running = false;
  /** Rises with every stop, so that a loop still waiting for an answer knows it is over. */
  #generation = 0;
  #attempt = 0;
  #hurry = false;
  #lastHurry = 0;
  #socket: StreamSocket | undefined;
  #wake: () => void = () => {};

  constructor(port: ConnectionPort) {
    this.#port = port;
  }

  start(): void {
    if (this.#running) {
      this.#wake();
      return;
    }
    this.#running = true;
    this.#attempt = 0;
    void this.#run(this.#generation);
  }

  stop(): void {
    this.#running = false;
    this.#generation++;
    this.#wake();
    this.#socket?.close();
  }

  /** Drops the stream, if any, and connects again, at once unless that was just done. */
  restart(): void {
    this.#hurryOnce();
    this.#wake();
    this.#socket?.close();
    this.start();
  }

  #hurryOnce(): void {
    if (Date.now() - this.#lastHurry < HURRY_EVERY_MS) return;
    this.#lastHurry = Date.now();
    this.#hurry = true;
  }

  async #run(generation: number): Promise<void> {
    const over = () => this.#generation !== generation;
    while (!over()) {
      this.#hurry = false;
      const prepared = await this.#port.prepare();
      if (over()) return;
      let polled = false;
      if (prepared.ok) {
        const end = await this.#stream(prepared.address);
        polled = !end.opened && !over() && (await this.#port.poll());
      } else if (prepared.next === 'never') {
        this.#running = false;
        this.#port.onDown('refused');
        return;
      } else if (prepared.next === 'at_once') {
        this.#hurryOnce();
      }
      if (!over() && !this.#hurry) await this.#pause(prepared, polled);
    }
  }

  async #stream(address: string): Promise<{ opened: boolean }> {
    this.#socket = openSocket(address, {
      open: () => this.#port.onOpen(),
      set: (set) => {
        // Something came through: the next drop is a new one, not the same trouble.
        this.#attempt = 0;
        this.#port.onSet(set);
      },
    });
    const end = await this.#socket.ended;
    this.#socket = undefined;
    return end;
  }

  async #pause(prepared: Prepared, polled: boolean): Promise<void> {
    const busy = !prepared.ok && prepared.busy === true;
    if (!polled) this.#port.onDown(busy ? 'busy' : 'lost');
    const backoff = backoffMs(this.#attempt++);
    const least = prepared.ok ? 0 : (prepared.retryAfterMs ?? 0);
    const wait = interruptibleWait(polled ? Math.min(POLL_MS, backoff) : Math.max(least, backoff));
    this.#wake = wait.wake;
    await wait.done;
  }
}
