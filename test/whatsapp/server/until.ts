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
   * and the state at that moment, or with what `look` throws.
   */
  until<T>(
    what: string,
    look: () => T | undefined | false,
    state: () => unknown = () => undefined,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        this.emitter.off('change', check);
      };
      const check = () => {
        let found: T | undefined | false;
        try {
          found = look();
        } catch (error) {
          done();
          return reject(error);
        }
        if (found === undefined || found === false) return;
        done();
        resolve(found);
      };
      const timer = setTimeout(() => {
        done();
        reject(new Error(`waited in vain for ${what}; state: ${JSON.stringify(state())}`));
      }, LIMIT_MS);
      this.emitter.on('change', check);
      check();
    });
  }
}
