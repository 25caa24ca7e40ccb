import type { WebSocket } from 'ws';
import type { Activity } from '../../../src/http/contract/webchat.ts';

/** What the scripted bot answers; nothing by default except an echo in words. */
export type Script = (activity: Activity, say: (activity: Partial<Activity>) => void) => void;

export interface Conversation {
  id: string;
  /** As wished when the token was asked for; the bot speaks it. */
  locale: string;
  log: { activity: Activity; seq: number }[];
  sockets: Set<WebSocket>;
  /** clientActivityID of everything stored, as the real server dedupes. */
  seen: Map<string, string>;
  /** How often each clientActivityID was posted, whether stored or not. */
  posts: Map<string, number>;
}

/** Stores and streams activities as Direct Line does: one per frame, numbered, replayed after a watermark. */
export class Conversations {
  readonly all = new Map<string, Conversation>();
  script: Script;

  constructor(script: Script) {
    this.script = script;
  }

  make(locale = 'id'): Conversation {
    const id = `conv-${this.all.size + 1}-${Math.random().toString(36).slice(2, 8)}`;
    const made: Conversation = { id, locale, log: [], sockets: new Set(), seen: new Map(), posts: new Map() };
    this.all.set(id, made);
    return made;
  }

  latest(): Conversation {
    const last = [...this.all.values()].at(-1);
    if (!last) throw new Error('No conversation was started yet.');
    return last;
  }

  /** Takes a post; the same clientActivityID is stored once and answered alike. */
  accept(conversation: Conversation, activity: Activity): string {
    if (activity.type === 'typing') return '';
    const clientId = activity.channelData?.clientActivityID ?? '';
    conversation.posts.set(clientId, (conversation.posts.get(clientId) ?? 0) + 1);
    const known = conversation.seen.get(clientId);
    if (known) return known;
    const id = this.push(conversation, { ...activity, from: { id: 'dl_1', role: 'user' } });
    conversation.seen.set(clientId, id);
    this.script(activity, (answer) => this.say(conversation, answer));
    return id;
  }

  /** The bot speaks; typing is streamed and not stored. */
  say(conversation: Conversation, partial: Partial<Activity>): string {
    const from = { id: 'sapa', name: 'Sapa', role: 'bot' };
    const activity: Activity = { type: 'message', locale: conversation.locale, from, ...partial };
    if (activity.type !== 'typing') return this.push(conversation, activity);
    for (const socket of conversation.sockets) socket.send(JSON.stringify({ activities: [activity] }));
    return '';
  }

  push(conversation: Conversation, activity: Activity): string {
    const seq = conversation.log.length + 1;
    const id = `${conversation.id}|${String(seq).padStart(7, '0')}`;
    const stored = { ...activity, id, timestamp: activity.timestamp ?? new Date().toISOString() };
    conversation.log.push({ activity: stored, seq });
    for (const socket of conversation.sockets) socket.send(frame(stored, seq));
    return id;
  }

  attach(conversation: Conversation, socket: WebSocket, watermark: number): void {
    conversation.sockets.add(socket);
    socket.on('close', () => conversation.sockets.delete(socket));
    for (const { activity, seq } of conversation.log) {
      if (seq > watermark) socket.send(frame(activity, seq));
    }
    socket.send('');
  }
}

function frame(activity: Activity, seq: number): string {
  return JSON.stringify({ activities: [activity], watermark: String(seq) });
}
