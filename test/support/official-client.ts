import { randomUUID } from 'node:crypto';
import directlinejs from 'botframework-directlinejs';
import type { JSDOM } from 'jsdom';
import type { WebSocket } from 'ws';
import type { Activity } from '../../src/http/contract/webchat.ts';
import { eventually } from './eventually.ts';

const { DirectLine } = directlinejs as unknown as { DirectLine: DirectLineConstructor };

interface Observable<T> {
  subscribe(next: (value: T) => void, error: (reason: unknown) => void): { unsubscribe(): void };
}

interface DirectLineConstructor {
  new (
    options: object,
  ): {
    activity$: Observable<Activity>;
    connectionStatus$: { getValue(): number };
    postActivity(activity: object): Observable<string>;
    getSessionId(): Observable<string>;
    reconnect(conversation: object): void;
    end(): void;
  };
}

/** What the client looks for in a browser, of the page `dom` and a WebSocket that sends its origin. */
export function pretendBrowser(dom: JSDOM, socket: typeof WebSocket): void {
  const { XMLHttpRequest, FormData, Blob } = dom.window;
  const origin = dom.window.location.origin;
  class PageSocket extends socket {
    constructor(url: string) {
      super(url, { origin });
      // A browser ends a refused handshake silently; `ws` needs somebody to listen.
      this.on('error', () => {});
    }
  }
  Object.assign(globalThis, { XMLHttpRequest, FormData, Blob, WebSocket: PageSocket });
}

/** The official client with what it received, in order, nothing taken out. */
export class OfficialClient {
  readonly #line: InstanceType<DirectLineConstructor>;
  readonly #subscription: { unsubscribe(): void };
  readonly #received: Activity[] = [];
  failure: unknown;

  constructor(options: object) {
    // `random` picks the wait before reconnecting, of 3 to 15 s; this one makes it 60 ms.
    this.#line = new DirectLine({ random: () => -0.245, timeout: 5_000, ...options });
    this.#subscription = this.#line.activity$.subscribe(
      (activity) => this.#received.push(activity),
      (reason) => {
        this.failure = reason;
      },
    );
  }

  get texts(): (string | undefined)[] {
    return this.#received.map((one) => one.text);
  }

  /** Everything received, once it is at least `count`. */
  async received(count: number): Promise<Activity[]> {
    return eventually(
      () => this.#received.length >= count && this.#received,
      `${count} activities (${this.#received.length} came, ${String(this.failure)})`,
    );
  }

  post(text: string, clientActivityID: string = randomUUID()): Promise<string> {
    return this.postActivity({
      type: 'message',
      text,
      from: { id: 'me' },
      channelData: { clientActivityID },
    });
  }

  /** Resolves with the id, or with "retry"; rejects as the client does. */
  postActivity(activity: object): Promise<string> {
    return new Promise((resolve, reject) => this.#line.postActivity(activity).subscribe(resolve, reject));
  }

  sessionId(): Promise<string> {
    return new Promise((resolve, reject) => this.#line.getSessionId().subscribe(resolve, reject));
  }

  /** The client's own way to a new token; it leaves its old sockets open. */
  reconnect(conversation: object): void {
    this.#line.reconnect(conversation);
  }

  end(): void {
    this.#subscription.unsubscribe();
    this.#line.end();
  }
}
