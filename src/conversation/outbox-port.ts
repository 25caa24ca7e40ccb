import type { ChannelAdapter, Delivery, MessageBody } from '../channels/channel.ts';
import type { Values } from '../dialog/action.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database, ReadTx, Tx } from '../storage/database.ts';
import type { OutboxPayload } from '../storage/outbox-rows.ts';

export interface OutboxDependencies {
  database: Database;
  clock: Clock;
  /** By name; rows for a channel that is not here end as dead, reason `no_channel`. */
  channels: ReadonlyMap<string, ChannelAdapter>;
  /** The finished words of a payload; `code` is what its secret resolved to. */
  word(payload: OutboxPayload, more: { code?: string }): Worded | Promise<Worded>;
  /** What to put in for a secret at this moment; undefined when it is worth nothing any more. */
  resolveSecret(
    tx: ReadTx,
    secret: NonNullable<OutboxPayload['secret']>,
    now: number,
  ): Promise<string | undefined>;
  /** Appends to a conversation's transcript, in the transaction that also marks the row as sent. */
  deliverToConversation(tx: Tx, message: ConversationMessage): Promise<Delivery>;
  /** Begins a flow in a conversation, in the transaction that also marks the row as sent. */
  begin?: ((tx: Tx, beginning: Beginning) => Promise<Delivery>) | undefined;
  /** A message of a conversation will never arrive, for this reason (one word): the debtor may be told elsewhere. */
  undelivered?: ((tx: Tx, lost: Undelivered) => Promise<unknown>) | undefined;
  log: OutboxLog;
  /** [0, 1); a test may name it. */
  random?: () => number;
}

/** A flow that we begin in a conversation: a rating, the offer of a call. */
export interface Beginning {
  conversationId: number;
  flow: string;
  values?: Values;
  /** The same over retries, and never used again. */
  key: string;
  now: number;
}

export interface Undelivered {
  conversationId: number;
  author: OutboxPayload['author'];
  reason: string;
  now: number;
}

export interface Worded {
  subject?: string;
  body: MessageBody;
}

export interface ConversationMessage {
  conversationId: number;
  /** The same over retries, and never used again. */
  key: string;
  author: OutboxPayload['author'];
  body: MessageBody;
  now: number;
  /** What the page of the collector who wrote it called it. */
  pageKey?: string;
  /** A person has taken over: kept for the console, never shown to the debtor. */
  withheld?: boolean;
  /** What may be sent instead, once these words may not be said any more: see OutboxPayload. */
  afterwards?: NonNullable<OutboxPayload['afterwards']>;
}

/** No bodies, codes or contacts ever reach it. */
export interface OutboxLog {
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
