import type { LiveCommand, LiveEvent } from '../../../http/contract/console.ts';

export type LiveState = 'connecting' | 'open' | 'lost';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
const SESSION_ENDED = 4401;

interface Listeners {
  event(event: LiveEvent): void;
  state(state: LiveState): void;
  /** Connected again after a break: whatever happened in between was missed. */
  resumed(): void;
  signedOut(): void;
}

/**
 * The WebSocket to `/console/live`. Connects again by itself, waiting longer each time with some chance
 * in it, so that after a restart not all consoles come at once.
 */
export class LiveClient {
  readonly #listeners: Listeners;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #wasOpen = false;
  #stopped = true;
  #watching: number | null = null;

  constructor(listeners: Listeners) {
    this.#listeners = listeners;
  }

  start(): void {
    this.#stopped = false;
    addEventListener('online', this.#now);
    document.addEventListener('visibilitychange', this.#sayAway);
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    removeEventListener('online', this.#now);
    document.removeEventListener('visibilitychange', this.#sayAway);
    this.#socket?.close();
    this.#socket = undefined;
  }

  /** Sent if the line is open, else dropped: what counts goes over HTTP. */
  send(command: LiveCommand): void {
    if (command.type === 'watching') this.#watching = command.conversationId;
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(command));
  }

  #connect(): void {
    this.#listeners.state(this.#wasOpen ? 'lost' : 'connecting');
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/console/live`);
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = ({ data }) => this.#received(data);
    socket.onclose = ({ code }) => this.#closed(socket, code);
  }

  #opened(): void {
    this.#failures = 0;
    this.#listeners.state('open');
    if (this.#watching !== null) this.send({ type: 'watching', conversationId: this.#watching });
    if (document.hidden) this.#sayAway();
    if (this.#wasOpen) this.#listeners.resumed();
    this.#wasOpen = true;
  }

  #received(data: unknown): void {
    try {
      this.#listeners.event(JSON.parse(String(data)) as LiveEvent);
    } catch (error) {
      // One frame that cannot be used must not end the feed; the page asks again at its leisure.
      console.error('live event not understood', error);
    }
  }

  #closed(socket: WebSocket, code: number): void {
    if (socket !== this.#socket || this.#stopped) return;
    this.#socket = undefined;
    if (code === SESSION_ENDED) {
      this.#listeners.signedOut();
      return;
    }
    this.#listeners.state('lost');
    const wait = Math.min(FIRST_WAIT_MS * 2 ** this.#failures++, LONGEST_WAIT_MS);
    this.#timer = setTimeout(() => this.#connect(), wait * (0.5 + Math.random() / 2));
  }

  readonly #now = () => {
    if (this.#stopped || this.#socket) return;
    clearTimeout(this.#timer);
    this.#failures = 0;
    this.#connect();
  };

  readonly #sayAway = () => this.send({ type: 'away', away: document.hidden });
}
