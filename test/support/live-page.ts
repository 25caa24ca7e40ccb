import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { LiveCommand, LiveEvent } from '../../src/http/contract/console.ts';
import type { Page } from './collectors.ts';

/** A console page's live connection: keeps what came, and waits for what is to come. */
export class LivePage {
  readonly socket: WebSocket;
  readonly events: LiveEvent[] = [];
  #waiting: { fits: (event: LiveEvent) => boolean; found: (event: LiveEvent) => void }[] = [];

  constructor(port: number, page: Page) {
    const { cookie, origin } = page.headers;
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/console/live`, { headers: { cookie, origin } });
    this.socket.on('message', (data) => this.#take(JSON.parse(String(data)) as LiveEvent));
  }

  /** Resolves when the feed has said hello. */
  static async open(port: number, page: Page): Promise<LivePage> {
    const live = new LivePage(port, page);
    await live.next((event) => event.type === 'hello');
    return live;
  }

  /** The first event not waited for yet that fits, whether it came already or comes later. */
  async next<T extends LiveEvent['type']>(
    fits: (event: LiveEvent) => boolean,
  ): Promise<Extract<LiveEvent, { type: T }>> {
    const at = this.events.findIndex(fits);
    const event =
      at >= 0
        ? this.events.splice(at, 1)[0]!
        : await new Promise<LiveEvent>((found) => this.#waiting.push({ fits, found }));
    return event as Extract<LiveEvent, { type: T }>;
  }

  say(command: LiveCommand): void {
    this.socket.send(JSON.stringify(command));
  }

  /** Resolves with the close code. */
  async closed(): Promise<number> {
    const [code] = (await once(this.socket, 'close')) as [number];
    return code;
  }

  #take(event: LiveEvent): void {
    const at = this.#waiting.findIndex((one) => one.fits(event));
    if (at < 0) this.events.push(event);
    else this.#waiting.splice(at, 1)[0]!.found(event);
  }
}
