import type { Person } from './common.ts';
import type { ConsoleMessage, ConsoleNote, Delivery } from './conversation.ts';
import type { QueueItem } from './queue.ts';

/**
 * GET /console/live: WebSocket, one JSON object a frame. The session's cookie and the Origin header let
 * it in; only what the collector may see is sent. After a break the page asks again over HTTP: nothing
 * is replayed. Closed with 4401 when the session has ended.
 */
export type LiveEvent =
  | { type: 'hello'; now: number; online: number[] }
  /** `key`: of the NewMessage it came from, for the sender's own page. */
  | { type: 'message'; message: ConsoleMessage; key?: string }
  /** What became of a message that was shown before; `id` as in ConsoleMessage. */
  | { type: 'delivery'; conversationId: number; id: string; delivery: Delivery }
  | { type: 'note'; conversationId: number; note: ConsoleNote }
  /** A handoff changed; `item` as it is now (null: no longer to be seen), `isNew` once, for sound and notification. */
  | {
      type: 'handoff';
      handoffId: number;
      conversationId: number;
      change: string;
      isNew: boolean;
      item: QueueItem | null;
    }
  /** Something of this kind changed: ask again. */
  | {
      type: 'stale';
      what: 'queue' | 'proofs' | 'disputes' | 'call_backs' | 'team' | 'conversation' | 'whatsapp';
      id?: number;
    }
  | { type: 'typing'; conversationId: number; who: 'debtor' | Person }
  | { type: 'online'; collectorIds: number[] }
  /** Taken: from here on this conversation's messages come; null when there is nothing to see. */
  | { type: 'watching'; conversationId: number | null };

/** What the page says. `watching`: which conversation is open, for the typing indicators; null for none. */
export type LiveCommand =
  | { type: 'watching'; conversationId: number | null }
  | { type: 'typing'; conversationId: number }
  | { type: 'away'; away: boolean };
