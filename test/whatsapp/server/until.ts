import { EventEmitter } from 'node:events';

const LIMIT_MS = 20_000;

/** Something that can be waited for: every change looks again at what is awaited. */
export class Watched {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  /** Something happened. */
  changed(): void {
    this.emitter.emit('change');
  }

  /**
   * Resolves with the first value that is neither undefined nor false. Rejects after 20 seconds with `what`
   * and the state at that moment.
   */
  until<T>(
    what: string,
    look: () => T | undefined | false,
    state: () => unknown = () => undefined,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.emitter.off('change', check);
        reject(new Error(`waited in vain for ${what}; state: ${JSON.stringify(state())}`));
      }, LIMIT_MS);
      const check = () => {
        const found = look();
        if (found === undefined || found === false) return;
        clearTimeout(timer);
        this.emitter.off('change', check);
        resolve(found);
      };
      this.emitter.on('change', check);
      check();
    });
  }
}
