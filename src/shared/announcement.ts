/**
 * What became durable and somebody may be watching: published after the commit, to the live console
 * and to listening systems. Carries what a screen needs at once, and ids for the rest.
 */
export type Announcement =
  | {
      kind: 'messages';
      conversationId: number;
      creditorId: number;
      messages: readonly AnnouncedMessage[];
    }
  | {
      kind: 'handoff';
      change: HandoffChange;
      handoffId: number;
      conversationId: number;
      creditorId: number;
      /** Who holds it now; null while it waits or is closed. */
      collectorId: number | null;
    }
  /** What became of a message of ours; `reason` one word where it failed or waits. */
  | {
      kind: 'delivery';
      conversationId: number;
      creditorId: number;
      seq: number;
      state: 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';
      reason?: string;
    }
  | { kind: 'note'; conversationId: number | null; creditorId: number }
  | { kind: 'proof' | 'dispute' | 'call_back'; id: number; creditorId: number }
  | { kind: 'team' };

export type HandoffChange =
  | 'opened'
  | 'added_to'
  | 'claimed'
  | 'reassigned'
  | 'released'
  | 'answered'
  | 'breached'
  | 'waited_too_long'
  | 'returned'
  | 'resolved'
  | 'rated';

/** A transcript message as the channel port has it; `body` is its MessageBody. */
export interface AnnouncedMessage {
  seq: number;
  author: 'debtor' | 'bot' | 'collector' | 'system';
  at: number;
  body: unknown;
  /** What the page of the collector who wrote it called it (NewMessage.key). */
  key?: string;
  /** Kept back from the debtor, because a person had taken over. */
  withheld?: boolean;
  /** The debtor deleted it: this is what is left. */
  withdrawn?: boolean;
}

export type Announce = (announcement: Announcement) => void;
