import type { Activity } from '../../../http/contract/webchat.ts';

/**
 * `sending`: on its way; `waiting`: a try failed, another follows by itself; `failed`: given up, the
 * person decides; `sent`: the server has it.
 */
export type SendState = 'sending' | 'waiting' | 'failed' | 'sent';

/** One message on screen. */
export interface Entry {
  mine: boolean;
  activity: Activity;
  state: SendState;
  /** Seen on the stream, so its place among the others is known. */
  placed: boolean;
  /** HTTP status that made it fail. */
  status?: number;
  /** A file being sent: its size in bytes and the share sent, 0 to 1. */
  file?: { name: string; size: number; share: number };
  /** A file that can no longer be sent because the page was left. */
  lost?: boolean;
}

/** What the view is told; `before` undefined means at the end. */
export interface TimelineView {
  insert: (entry: Entry, before: Entry | undefined) => void;
  move: (entry: Entry, before: Entry | undefined) => void;
  update: (entry: Entry) => void;
  remove: (entry: Entry) => void;
}

/**
 * The messages in the server's order, each once. Own messages that the server has not echoed stand at
 * the end; when their echo comes they take their place.
 */
export class Timeline {
  readonly #view: TimelineView;
  #entries: Entry[] = [];
  #byClientId = new Map<string, Entry>();
  #seen = new Set<string>();

  constructor(view: TimelineView) {
    this.#view = view;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  byClientId(clientId: string): Entry | undefined {
    return this.#byClientId.get(clientId);
  }

  /** Shows a message of this person's at once, before the server knows it. */
  addOwn(entry: Entry): void {
    this.#byClientId.set(entry.activity.channelData?.clientActivityID ?? '', entry);
    this.#entries.push(entry);
    this.#view.insert(entry, undefined);
  }

  /** Takes a message from the stream. Returns the entry when it was not on screen before. */
  receive(activity: Activity): Entry | undefined {
    if (activity.id) {
      if (this.#seen.has(activity.id)) return undefined;
      this.#seen.add(activity.id);
    }
    const mine = activity.from?.role !== 'bot';
    const clientId = activity.channelData?.clientActivityID;
    const own = mine && clientId ? this.#byClientId.get(clientId) : undefined;
    if (own) {
      this.#place(own, activity);
      return undefined;
    }
    const entry: Entry = { mine, activity, state: 'sent', placed: true };
    if (mine && clientId) this.#byClientId.set(clientId, entry);
    this.#insert(entry);
    return entry;
  }

  change(entry: Entry, to: Partial<Entry>): void {
    Object.assign(entry, to);
    this.#view.update(entry);
  }

  remove(entry: Entry): void {
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.#byClientId.delete(entry.activity.channelData?.clientActivityID ?? '');
    this.#view.remove(entry);
  }

  clear(): void {
    for (const entry of this.#entries) this.#view.remove(entry);
    this.#entries = [];
    this.#byClientId.clear();
    this.#seen.clear();
  }

  /** The echo of an own message: now it is certainly sent, and its place is known. */
  #place(entry: Entry, echo: Activity): void {
    if (entry.placed) return;
    const label = entry.activity.channelData?.label;
    entry.activity = label ? { ...echo, channelData: { ...echo.channelData, label } } : echo;
    entry.placed = true;
    const from = this.#entries.indexOf(entry);
    this.#entries.splice(from, 1);
    const at = this.#nextPlace();
    this.#entries.splice(at, 0, entry);
    if (at !== from) this.#view.move(entry, this.#entries[at + 1]);
    this.change(entry, { state: 'sent', status: undefined, file: undefined, lost: undefined });
  }

  #insert(entry: Entry): void {
    const at = this.#nextPlace();
    this.#entries.splice(at, 0, entry);
    this.#view.insert(entry, this.#entries[at + 1]);
  }

  /** Where the server's next message goes: before the run of unplaced ones at the end. */
  #nextPlace(): number {
    let at = this.#entries.length;
    while (at > 0) {
      const entry = this.#entries[at - 1]!;
      // Given-up messages keep their place, or they would sink below everything that follows.
      if (entry.placed || entry.state === 'failed') break;
      at--;
    }
    return at;
  }
}
