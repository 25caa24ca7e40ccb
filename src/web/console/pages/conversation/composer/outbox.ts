import type { FileRef, NewMessage } from '../../../../../http/contract/console.ts';

/** A message that was written here and is not known to have reached the debtor. */
export interface Outgoing {
  /** NewMessage.key: the same on every retry. */
  key: string;
  text: string;
  files: FileRef[];
  state: 'sending' | 'accepted' | 'failed';
  error?: unknown;
}

interface Ways {
  /** POSTs it. */
  post: (message: NewMessage) => Promise<unknown>;
  /** Asks for the timeline again: the live feed did not bring what was accepted. */
  refresh: () => Promise<unknown>;
  /** Keeps what is not sent yet over a reload. */
  keep: (waiting: Outgoing[]) => void;
  /** How long the live feed may take to bring it back. */
  patienceMs?: number;
}

/**
 * Messages on their way: shown at once, gone when the live feed brings the message with the same key (or,
 * where there is no feed, when the timeline was asked for again), kept with a way to retry when it failed.
 */
export class Outbox {
  #items: readonly Outgoing[];
  readonly #ways: Ways;
  readonly #listeners = new Set<() => void>();

  /** `waiting`: kept before a reload; whether they were sent is not known, so they can be tried again. */
  constructor(ways: Ways, waiting: readonly Outgoing[] = []) {
    this.#ways = ways;
    this.#items = waiting.map((one) => ({ ...one, state: 'failed' as const }));
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  readonly items = (): readonly Outgoing[] => this.#items;

  send(text: string, files: FileRef[]): void {
    const key = newKey();
    this.#set([...this.#items, { key, text, files, state: 'sending' }]);
    void this.#try(key);
  }

  retry(key: string): void {
    this.#change(key, { state: 'sending', error: undefined });
    void this.#try(key);
  }

  /** Taken away: it was given up, or the feed has brought it. */
  remove(key: string): void {
    if (this.#items.some((one) => one.key === key)) this.#set(this.#items.filter((one) => one.key !== key));
  }

  async #try(key: string): Promise<void> {
    const one = this.#items.find((item) => item.key === key);
    if (!one) return;
    const tokens = one.files.map(({ token }) => token);
    try {
      await this.#ways.post({ key, text: one.text, ...(tokens.length > 0 && { files: tokens }) });
    } catch (error) {
      this.#change(key, { state: 'failed', error });
      return;
    }
    this.#change(key, { state: 'accepted' });
    setTimeout(async () => {
      if (!this.#items.some((item) => item.key === key)) return;
      await this.#ways.refresh().catch(() => {});
      this.remove(key);
    }, this.#ways.patienceMs ?? 2_000);
  }

  #change(key: string, part: Partial<Outgoing>): void {
    this.#set(this.#items.map((one) => (one.key === key ? { ...one, ...part } : one)));
  }

  #set(items: readonly Outgoing[]): void {
    this.#items = items;
    this.#ways.keep(items.filter(({ state }) => state !== 'accepted').map(({ error: _, ...one }) => one));
    for (const listener of this.#listeners) listener();
  }
}

/** Not `randomUUID`: pages served without TLS inside a company do not have it. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
