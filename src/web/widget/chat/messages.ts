import type { Activity } from '../../../http/contract/webchat.ts';
import type { DirectLine } from '../link/direct-line.ts';
import { newClientId } from './client-id.ts';
import type { Credentials, CredentialsKeeper } from './credentials.ts';
import type { Memory } from './memory.ts';
import { type Outgoing, OutgoingQueue, type PostCall } from './outgoing.ts';
import type { Entry, Timeline } from './timeline.ts';

export interface MessagesPort {
  api: DirectLine;
  keeper: CredentialsKeeper;
  memory: Memory;
  timeline: Timeline;
  locale: () => string;
  reconnect: () => void;
}

/** The server has it but its echo did not come in this time: the stream is dead without knowing. */
const ECHO_WITHIN_MS = 8000;

/** What this person sends: shown at once, kept until acknowledged, its state told truthfully. */
export class Messages {
  readonly #port: MessagesPort;
  readonly #queue: OutgoingQueue;
  readonly #items = new Map<string, Outgoing>();
  #lastOrder = 0;

  constructor(port: MessagesPort) {
    this.#port = port;
    const change = (item: Outgoing, to: Partial<Entry>) => {
      const entry = port.timeline.byClientId(item.clientActivityID);
      if (entry && !entry.placed) port.timeline.change(entry, to);
    };
    this.#queue = new OutgoingQueue({
      post: (item) => this.#post(item),
      onSending: (item) => change(item, { state: 'sending' }),
      onProgress: (item, share) => {
        const file = port.timeline.byClientId(item.clientActivityID)?.file;
        if (file) change(item, { file: { ...file, share } });
      },
      onWaiting: (item) => change(item, { state: 'waiting' }),
      onRefused: (item, status) => change(item, { state: 'failed', status }),
      onSent: (item) => {
        change(item, { state: 'sent' });
        this.#acknowledged(item);
      },
    });
  }

  /** Sends a text, or what a tapped button stands for; `label` is what the button said. */
  sendText(text: string, label?: string): void {
    const shown = label !== undefined && label !== text ? label : undefined;
    this.#send(this.#activity(text, newClientId(), shown));
  }

  /** Sends a file with an optional caption. */
  sendFile(file: File, caption: string): void {
    this.#send(this.#activity(caption, newClientId()), file);
  }

  /** Shows and sends again what an earlier visit could not send. */
  restore(): void {
    for (const saved of this.#port.memory.unsent()) {
      const activity = this.#activity(saved.text, saved.clientActivityID, saved.label);
      this.#lastOrder = Math.max(this.#lastOrder, saved.order);
      if (this.#port.timeline.byClientId(saved.clientActivityID)) continue;
      if (saved.fileName === undefined) {
        this.#enqueue(activity);
        continue;
      }
      // Its bytes are gone with the page. Said once; an echo still turns it into a sent one.
      activity.attachments = [{ contentType: '', name: saved.fileName }];
      this.#port.timeline.addOwn({ mine: true, activity, state: 'failed', placed: false, lost: true });
      this.#port.memory.drop(saved.clientActivityID);
    }
  }

  /** Tells the server that somebody is here; the id makes it one greeting however often it is sent. */
  join(credentials: Credentials): void {
    const clientActivityID = `join-${credentials.conversationId}`;
    const activity: Activity = { type: 'event', name: 'webchat/join', channelData: { clientActivityID } };
    activity.locale = this.#port.locale();
    this.#queue.add({ clientActivityID, activity }, true);
  }

  /** The person asks for another try of one that failed or waits. */
  retry(entry: Entry): void {
    const item = this.#items.get(entry.activity.channelData?.clientActivityID ?? '');
    if (entry.state === 'failed' && item) {
      this.#port.timeline.change(entry, { state: 'sending', status: undefined });
      this.#queue.add(item);
    }
    this.#queue.kick();
  }

  /** Gives up an upload; should the server have it already, its echo brings it back. */
  cancel(entry: Entry): void {
    const clientId = entry.activity.channelData?.clientActivityID ?? '';
    this.#queue.drop(clientId);
    this.#items.delete(clientId);
    this.#port.memory.drop(clientId);
    this.#port.timeline.remove(entry);
  }

  echoed(clientId: string | undefined): void {
    if (!clientId) return;
    this.#queue.drop(clientId);
    this.#items.delete(clientId);
    this.#port.memory.drop(clientId);
  }

  kick(): void {
    this.#queue.kick();
  }

  clear(): void {
    this.#queue.clear();
    this.#items.clear();
    this.#port.memory.forgetUnsent();
  }

  #activity(text: string, clientActivityID: string, label?: string): Activity {
    return {
      type: 'message',
      text,
      textFormat: 'plain',
      locale: this.#port.locale(),
      from: { id: 'user', role: 'user' },
      channelData: { clientActivityID, ...(label === undefined ? {} : { label }) },
    };
  }

  #send(activity: Activity, file?: File): void {
    const { clientActivityID = '', label } = activity.channelData ?? {};
    this.#lastOrder = Math.max(Date.now(), this.#lastOrder + 1);
    this.#port.memory.keep({
      clientActivityID,
      text: activity.text ?? '',
      order: this.#lastOrder,
      ...(label === undefined ? {} : { label }),
      ...(file ? { fileName: file.name } : {}),
    });
    this.#enqueue(activity, file);
  }

  #enqueue(activity: Activity, file?: File): void {
    const clientActivityID = activity.channelData?.clientActivityID ?? '';
    const shown = file ? { file: { name: file.name, size: file.size, share: 0 } } : {};
    this.#port.timeline.addOwn({ mine: true, activity, state: 'sending', placed: false, ...shown });
    const item: Outgoing = { clientActivityID, activity, ...(file ? { file } : {}) };
    this.#items.set(clientActivityID, item);
    this.#queue.add(item);
  }

  #post(item: Outgoing): PostCall | undefined {
    const now = this.#port.keeper.now;
    if (!now?.started || now.stale) return undefined;
    const { api, keeper } = this.#port;
    const unwelcome = (status: number) => {
      keeper.refused(status, now.token);
      this.#port.reconnect();
    };
    const { activity, file } = item;
    if (!file) return { done: api.post(now.token, now.conversationId, activity), unwelcome };
    const call = api.upload(now.token, now.conversationId, activity, file);
    return { done: call.done, upload: call, unwelcome };
  }

  #acknowledged(item: Outgoing): void {
    const { keeper, memory, timeline } = this.#port;
    this.#items.delete(item.clientActivityID);
    memory.drop(item.clientActivityID);
    if (item.activity.type === 'event') {
      if (keeper.now) keeper.now.joined = true;
      keeper.save();
      return;
    }
    setTimeout(() => {
      const entry = timeline.byClientId(item.clientActivityID);
      if (entry && !entry.placed) this.#port.reconnect();
    }, ECHO_WITHIN_MS);
  }
}
