import type { Activity } from '../../../http/contract/webchat.ts';
import type { Answer } from '../link/answer.ts';
import { backoffMs, interruptibleWait } from '../link/backoff.ts';
import type { UploadCall } from '../link/upload.ts';

/** Something to post; its `clientActivityID` stays the same on every try, so the server can tell. */
export interface Outgoing {
  clientActivityID: string;
  activity: Activity;
  file?: File;
}

/** Where posts go and who is told what became of them. */
export interface OutgoingPort {
  /** Undefined while there is no conversation: the queue then waits for `kick`. */
  post: (item: Outgoing) => PostCall | undefined;
  onProgress: (item: Outgoing, share: number) => void;
  onWaiting: (item: Outgoing) => void;
  onSending: (item: Outgoing) => void;
  onSent: (item: Outgoing) => void;
  onRefused: (item: Outgoing, status: number) => void;
}

export interface PostCall {
  done: Promise<Answer<{ id?: string }>>;
  upload?: UploadCall;
  /** Called on 401, 403, 404: the session sees to a new token or conversation and kicks the queue. */
  unwelcome: (status: number) => void;
}

/** Answers that another try would only repeat. */
const FINAL = new Set([400, 405, 413, 415, 422]);

/** Sends one message after another, in order, each until the server has answered for it. */
export class OutgoingQueue {
  readonly #port: OutgoingPort;
  #items: Outgoing[] = [];
  #busy = false;
  #attempt = 0;
  #wake: () => void = () => {};
  #current: { item: Outgoing; call: PostCall; release: () => void } | undefined;

  constructor(port: OutgoingPort) {
    this.#port = port;
  }

  add(item: Outgoing, first = false): void {
    if (this.#items.some((other) => other.clientActivityID === item.clientActivityID)) return;
    // The one under way stays in front.
    if (first) this.#items.splice(this.#current ? 1 : 0, 0, item);
    else this.#items.push(item);
    void this.#pump();
  }

  /** The server is known to have it (its echo came), or nobody wants it sent any more. */
  drop(clientActivityID: string): void {
    if (this.#current?.item.clientActivityID === clientActivityID) this.#release();
    this.#items = this.#items.filter((item) => item.clientActivityID !== clientActivityID);
  }

  clear(): void {
    this.#release();
    this.#items = [];
  }

  /** Stops waiting for the answer to the post under way. */
  #release(): void {
    this.#current?.call.upload?.abort();
    this.#current?.release();
  }

  /** Something changed for the better (a connection, a new token, a tap on "try again"): try now. */
  kick(): void {
    this.#attempt = 0;
    this.#wake();
    void this.#pump();
  }

  async #pump(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#items.length > 0) {
      const item = this.#items[0]!;
      const call = this.#port.post(item);
      if (!call) break;
      this.#port.onSending(item);
      call.upload?.onProgress((share) => this.#port.onProgress(item, share));
      const released = new Promise<undefined>((resolve) => {
        this.#current = { item, call, release: () => resolve(undefined) };
      });
      const answer = await Promise.race([call.done, released]);
      this.#current = undefined;
      if (answer && this.#items[0] === item) await this.#settle(item, call, answer);
    }
    this.#busy = false;
  }

  async #settle(item: Outgoing, call: PostCall, answer: Answer<{ id?: string }>): Promise<void> {
    if (answer.ok) {
      this.#attempt = 0;
      this.#items.shift();
      this.#port.onSent(item);
      return;
    }
    if (FINAL.has(answer.status)) {
      this.#items.shift();
      this.#port.onRefused(item, answer.status);
      return;
    }
    if (answer.status === 401 || answer.status === 403 || answer.status === 404) {
      call.unwelcome(answer.status);
      return;
    }
    const wait = interruptibleWait(Math.max(answer.retryAfterMs ?? 0, backoffMs(this.#attempt++)));
    this.#wake = wait.wake;
    this.#port.onWaiting(item);
    await wait.done;
  }
}
