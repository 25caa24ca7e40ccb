import { sql } from 'drizzle-orm';
import { statement, type Tx } from './connection.ts';
import { outbox } from './schema/conversations.ts';

/** What waits to be said, as values; `conversation/outbox` words and sends it. */
export interface OutboxPayload {
  creditorId: number;
  locale: string;
  /** An address on the channel, or a conversation whose transcript gains the message. */
  to: { address: string } | { conversationId: number };
  author: 'bot' | 'collector' | 'system';
  /** First name of the collector who wrote. */
  name?: string;
  /** Text keys with slots, or verbatim words (a collector's); shapes as in dialog/reply. */
  subject?: { key: string; slots?: Record<string, unknown> };
  lines: ({ key: string; slots?: Record<string, unknown> } | { verbatim: string })[];
  /**
   * Said in place of `lines` (or `body`) from this moment on (epoch ms), and once this verification has ended:
   * figures are told only while identity holds, however long a channel could not send them.
   */
  afterwards?: { from: number; verificationId?: number; lines: OutboxPayload['lines'] };
  /** Finished words (a channel's MessageBody), where a turn has already worded them; then `lines` is empty. */
  body?: unknown;
  /** A collector has come into the conversation (`joined`) or left it to the bot (`ended`): channels show it. */
  handoff?: { state: 'joined' | 'ended' };
  /** Said to the bot's conversation: a flow that begins with it (`handoff_id` of what is to be rated), as if asked for. */
  begin?: { flow: string; values?: Record<string, unknown> };
  /**
   * Computed while the bot owned this conversation at this version: withheld (row dead, `taken_over`) when
   * a collector has owned it since. `seq` is its place in the transcript, where it already has one. Left
   * out, a bot's message to a conversation is held against the present owner alone.
   */
  ownedAt?: { conversationId: number; version: number; seq?: number };
  /** What a collector's page called the message: the transcript's external id, so that page knows its own. */
  key?: string;
  /** Its place in the transcript, for receipts; set for every finished message to an address. */
  message?: { conversationId: number; seq: number };
  /** Left out: an ordinary message, or a code where there is a secret. */
  purpose?: 'reminder';
  /** Goes nowhere: the outbox takes it up and marks it as sent, so that it costs what a real one costs. */
  decoy?: boolean;
  /** Becomes the slot `code` at the moment of sending and is stored nowhere. */
  secret?: { kind: 'otp'; challengeId: number };
}

export interface OutboxEntry {
  channel: string;
  payload: OutboxPayload;
  /** Queued once per key, however often it is asked for. */
  dedupeKey?: string;
  /** Epoch ms. */
  now: number;
  /** Epoch ms after which sending makes no sense any more (a code); it then ends as dead, reason `expired`. */
  expiresAt?: number;
}

const insert = statement((orm) =>
  orm
    .insert(outbox)
    .values({
      channel: sql.placeholder('channel'),
      payload: sql.placeholder('payload'),
      dedupeKey: sql.placeholder('dedupeKey'),
      nextAttemptAt: sql.placeholder('now'),
      expiresAt: sql.placeholder('expiresAt'),
      createdAt: sql.placeholder('now'),
    })
    .onConflictDoNothing()
    .prepare(),
);

let queued = 0;

/** Grows with everything this process has queued: unchanged means that the outbox need not look. */
export const queuedSoFar = (): number => queued;

/** Queues a message in the caller's transaction: it is sent if, and only if, that commits. */
export async function enqueueOutbox(tx: Tx, entry: OutboxEntry): Promise<void> {
  queued++;
  insert(tx).run({
    channel: entry.channel,
    payload: JSON.stringify(entry.payload),
    dedupeKey: entry.dedupeKey ?? null,
    now: entry.now,
    expiresAt: entry.expiresAt ?? null,
  });
}
