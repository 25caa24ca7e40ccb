import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line to the loopback server that can go dead: open at both ends, and nothing comes through. */
export class Line {
  readonly url: string;
  readonly #pairs = new Set<Socket[]>();
  readonly #stop: () => void;

  private constructor(url: string, pairs: Set<Socket[]>, stop: () => void) {
    this.url = url;
    this.#pairs = pairs;
    this.#stop = stop;
  }

  static async to(webSocketUrl: string): Promise<Line> {
    const target = new URL(webSocketUrl);
    const pairs = new Set<Socket[]>();
    const server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      const pair = [near, far];
      pairs.add(pair);
      for (const one of pair) {
        one.on('error', () => {});
        one.on('close', () => {
          pairs.delete(pair);
          for (const end of pair) end.destroy();
        });
      }
      near.pipe(far);
      far.pipe(near);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = new URL(webSocketUrl);
    url.port = String(typeof address === 'object' ? address?.port : '');
    return new Line(url.href, pairs, () => server.close());
  }

  /** Those that are open go dead; new ones work. */
  freeze(): void {
    for (const [near, far] of this.#pairs) {
      near?.unpipe(far);
      far?.unpipe(near);
      near?.resume();
      far?.resume();
    }
  }

  stop(): void {
    for (const pair of this.#pairs) for (const end of pair) end.destroy();
    this.#stop();
  }
}
