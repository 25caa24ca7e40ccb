import type { ChannelLog, CloudSettings } from '../ports.ts';
import type { Graph } from './graph.ts';
import type { Json } from './json.ts';

const REMEMBERED = 10_000;

export interface Presence {
  read(chat: string, messageIds: readonly string[]): Promise<void>;
  typing(chat: string, on: boolean): Promise<void>;
}

/**
 * Ticks and "is typing". Both name a message of theirs: reading the newest marks all before it, and the
 * sign of typing ends with our answer, or after 25 seconds; it cannot be taken back. Neither is worth a retry.
 */
export function createPresence(env: {
  graph: Graph;
  settings: CloudSettings;
  log: ChannelLog;
  questionMs: number;
}): Presence {
  const newest = new Map<string, string>();

  async function tell(messageId: string, more: Json): Promise<void> {
    const body = { messaging_product: 'whatsapp', status: 'read', message_id: messageId, ...more };
    const answer = await env.graph.post(`${env.settings.phoneNumberId}/messages`, body, env.questionMs);
    if (answer.ok) return;
    const reason = answer.kind === 'refused' ? answer.error.code : answer.reason;
    env.log.warn({ reason }, 'whatsapp cloud: could not be marked as read');
  }

  return {
    async read(chat, messageIds) {
      const last = messageIds.at(-1);
      if (!last) return;
      if (newest.size >= REMEMBERED) newest.clear();
      newest.set(chat, last);
      await tell(last, {});
    },
    async typing(chat, on) {
      const last = newest.get(chat);
      if (on && last) await tell(last, { typing_indicator: { type: 'text' } });
    },
  };
}
