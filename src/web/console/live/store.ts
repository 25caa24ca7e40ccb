import type { Person } from '../../../http/contract/console.ts';
import type { LiveState } from './live-client.ts';

/** How long "is typing" stays without a new sign of it. */
export const TYPING_MS = 5_000;

export interface Typing {
  debtor: boolean;
  people: Person[];
}

const NOBODY: Typing = { debtor: false, people: [] };

/** What the live feed says that is nobody's lasting state: connection, presence, typing. */
export class LiveStore {
  #state: LiveState = 'connecting';
  #online: ReadonlySet<number> = new Set();
  readonly #typing = new Map<number, Typing>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly state = () => this.#state;
  readonly online = () => this.#online;
  readonly typing = (conversationId: number) => this.#typing.get(conversationId) ?? NOBODY;

  setState(state: LiveState): void {
    this.#state = state;
    this.#tell();
  }

  setOnline(ids: readonly number[]): void {
    this.#online = new Set(ids);
    this.#tell();
  }

  setTyping(conversationId: number, who: 'debtor' | Person): void {
    const timer = `${conversationId}:${who === 'debtor' ? who : who.id}`;
    clearTimeout(this.#timers.get(timer));
    this.#timers.set(
      timer,
      setTimeout(() => this.endTyping(conversationId, who), TYPING_MS),
    );
    const { debtor, people } = this.typing(conversationId);
    this.#typing.set(
      conversationId,
      who === 'debtor'
        ? { debtor: true, people }
        : { debtor, people: [...people.filter(({ id }) => id !== who.id), who] },
    );
    this.#tell();
  }

  /** Also when their message has come: nobody types what has arrived. */
  endTyping(conversationId: number, who: 'debtor' | Person): void {
    const { debtor, people } = this.typing(conversationId);
    if (who === 'debtor' ? !debtor : !people.some(({ id }) => id === who.id)) return;
    this.#typing.set(
      conversationId,
      who === 'debtor'
        ? { debtor: false, people }
        : { debtor, people: people.filter(({ id }) => id !== who.id) },
    );
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
