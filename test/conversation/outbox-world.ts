import type { ChannelAdapter, Delivery, OutboundMessage } from '../../src/channels/channel.ts';
import { createDemoInbox } from '../../src/channels/email/index.ts';
import {
  type ConversationMessage,
  createOutbox,
  type Outbox,
  type OutboxDependencies,
} from '../../src/conversation/outbox.ts';
import type { Database } from '../../src/storage/database.ts';
import { enqueueOutbox, type OutboxEntry } from '../../src/storage/outbox-rows.ts';
import { TestClock } from '../support/clock.ts';
import { testDatabase } from '../support/database.ts';
import { addConversation, addCreditor } from '../support/debtor.ts';

export const START = '2026-11-21T03:00:00Z';

export interface OutboxRow {
  id: number;
  state: string;
  attempts: number;
  next_attempt_at: number;
  leased_until: number | null;
  last_error: string | null;
  sent_at: number | null;
}

/** A channel that a test tells what to answer; without orders it takes everything. */
export function scriptedChannel(name: string) {
  const seen: OutboundMessage[] = [];
  const orders: ((message: OutboundMessage) => Promise<Delivery>)[] = [];
  const { capabilities } = createDemoInbox({ clock: new TestClock(0) }).adapter(name);
  const adapter: ChannelAdapter = {
    name,
    capabilities,
    delivery: 'outbox',
    publish() {},
    async deliver(message) {
      seen.push(message);
      return (await orders.shift()?.(message)) ?? { ok: true };
    },
    async start() {},
    async stop() {},
  };
  return { adapter, seen, orders, texts: () => seen.map((one) => one.body.text) };
}

export async function outboxWorld(options: { file?: string; random?: () => number } = {}) {
  const clock = new TestClock(START);
  const database: Database = testDatabase(options.file);
  const mail = scriptedChannel('email');
  const chat: ConversationMessage[] = [];
  const logged: string[] = [];
  const ids = await database.write(async (tx) => {
    const creditorId = addCreditor(tx);
    return { creditorId, conversationId: addConversation(tx, creditorId) };
  });
  const deps: OutboxDependencies = {
    database,
    clock,
    channels: new Map([['email', mail.adapter]]),
    word: (payload, { code }) => ({
      ...(payload.subject && { subject: payload.subject.key }),
      body: {
        text:
          payload.lines.map((line) => ('key' in line ? line.key : line.verbatim)).join('\n') + (code ?? ''),
        locale: 'id',
      },
    }),
    resolveSecret: async (_tx, { challengeId }) => (challengeId === 404 ? undefined : '123456'),
    async deliverToConversation(_tx, message) {
      chat.push(message);
      return { ok: true };
    },
    log: {
      warn: (facts, message) => logged.push(`${message} ${JSON.stringify(facts)}`),
      error: (facts, message) => logged.push(`${message} ${JSON.stringify(facts)}`),
    },
    random: options.random ?? (() => 0.5),
  };
  const outbox: Outbox = createOutbox(deps);
  return {
    ...ids,
    clock,
    database,
    deps,
    outbox,
    mail,
    chat,
    logged,
    /** Queues words for an address, or (a number) for a conversation. */
    queue: (to: string | number, words: string, more: Partial<OutboxEntry> & { secret?: number } = {}) => {
      const { secret, ...entry } = more;
      return database.write((tx) =>
        enqueueOutbox(tx, {
          channel: 'email',
          now: clock.now(),
          ...entry,
          payload: {
            creditorId: ids.creditorId,
            locale: 'id',
            to: typeof to === 'string' ? { address: to } : { conversationId: to },
            author: 'system',
            lines: [{ verbatim: words }],
            ...(secret !== undefined && { secret: { kind: 'otp', challengeId: secret } }),
            ...entry.payload,
          },
        }),
      );
    },
    rows: () =>
      database.write(
        async (tx) => tx.connection.sqlite.prepare('SELECT * FROM outbox ORDER BY id').all() as OutboxRow[],
      ),
    states: async () =>
      database.write(async (tx) =>
        tx.connection.sqlite.prepare('SELECT state FROM outbox ORDER BY id').pluck().all(),
      ),
    async close() {
      await outbox.stop();
      await database.close();
    },
  };
}

/** Waits until `check` holds, by the event loop and not by the clock. */
export async function until(check: () => boolean): Promise<void> {
  while (!check()) await new Promise((resolve) => setImmediate(resolve));
}

/** A promise to be settled by the test. */
export function gate<T>() {
  let open: (value: T) => void = () => {};
  const passed = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}
