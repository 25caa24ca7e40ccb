import type { OutboxPayload } from '../storage/outbox-rows.ts';
import { ended, tellFate } from './outbox-fate.ts';
import { OUTBOX } from './outbox-policy.ts';
import type { OutboxDependencies } from './outbox-port.ts';
import { type ClaimedRow, claimDue, forgetRows, nextDueAt, settleRow } from './outbox-repository.ts';
import { createOutboxSender } from './outbox-sender.ts';

export type {
  ConversationMessage,
  OutboxDependencies,
  OutboxLog,
  Undelivered,
  Worded,
} from './outbox-port.ts';
export { countOutbox, type OutboxCounts } from './outbox-repository.ts';

export interface Outbox {
  /** Begins to look for due rows by itself. */
  start(): void;
  /** Takes no more rows and waits for what is under way, `limitMs` at most; the rest is retried after its lease. */
  stop(limitMs?: number): Promise<void>;
  /** Something was committed: look now. Cheap, may be called after every turn. */
  nudge(): void;
  /** Resolves when nothing is due and nothing under way, or after `limitMs`. */
  drain(limitMs?: number): Promise<void>;
  /** True when due rows have not been looked for, or not with success, for a minute: nothing is sent. */
  stuck(): boolean;
  /** Deletes what was sent longer ago than it is kept; runs by itself after `start`. Resolves with how many. */
  forget(): Promise<number>;
  /** Ends of tries since the start, for counters. */
  stats(): Readonly<{ sent: number; retried: number; deferred: number; dead: number }>;
}

/**
 * Sends what waits in the outbox: takes due rows under a lease, words and sends them outside any
 * transaction, some at once, and stores how it went. At least once: a crash between sending and
 * marking sends again under the same message id, after the lease. What goes into a conversation's own
 * transcript is appended and marked in one transaction, exactly once.
 */
export function createOutbox(deps: OutboxDependencies): Outbox {
  const { database, clock, log } = deps;
  const random = deps.random ?? Math.random;
  const sender = createOutboxSender(deps);
  const stats = { sent: 0, retried: 0, deferred: 0, dead: 0 };
  const underWay = new Set<Promise<void>>();
  /** Sends under way, by channel. */
  const busy = new Map<string, number>();
  const timers: NodeJS.Timeout[] = [];
  let pumping: Promise<void> | undefined;
  let wanted = false;
  let stopped = false;
  /** The newest look found nothing to take, though there was room. */
  let idle = false;
  let foreign = -1;
  let lookedAt = clock.now();
  let forgetting: Promise<unknown> | undefined;

  function nudge(): void {
    wanted = true;
    if (pumping || stopped) return;
    pumping = pump().finally(() => {
      pumping = undefined;
      if (wanted) nudge();
    });
  }

  async function pump(): Promise<void> {
    while (wanted && !stopped) {
      // Every nudge of this event-loop turn is answered by one look.
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (stopped) return;
      wanted = false;
      try {
        const full = fullChannels();
        const rows = await claim(full);
        idle = full.length === 0 && rows.length === 0;
        lookedAt = clock.now();
        for (const row of rows) launch(row);
        // There may be more behind these, for a channel that still has room.
        if (rows.length === OUTBOX.concurrency || fullChannels().length > full.length) wanted = true;
      } catch (error) {
        idle = true;
        log.error({ err: error }, 'outbox: taking due rows failed');
      }
    }
  }

  const fullChannels = () =>
    [...busy].filter(([, sends]) => sends >= OUTBOX.concurrency).map(([channel]) => channel);

  /** A channel that takes its time (a person's pace, a dead line) keeps no other one waiting. */
  async function claim(full: readonly string[]): Promise<ClaimedRow[]> {
    const next = await database.read(async (tx) => nextDueAt(tx, full));
    if (next === undefined || next > clock.now()) return [];
    const room = (channel: string) => OUTBOX.concurrency - (busy.get(channel) ?? 0);
    return database.write(async (tx) => claimDue(tx, clock.now(), { full, room }));
  }

  function launch(row: ClaimedRow): void {
    busy.set(row.channel, (busy.get(row.channel) ?? 0) + 1);
    const work = handle(row)
      .catch((error) => log.error({ err: error, outboxId: row.id }, 'outbox: a row could not be settled'))
      .finally(() => {
        underWay.delete(work);
        busy.set(row.channel, busy.get(row.channel)! - 1);
        nudge();
      });
    underWay.add(work);
  }

  async function handle(row: ClaimedRow): Promise<void> {
    const delivery = await sender.send(row);
    if (delivery === 'settled') {
      stats.sent++;
      return;
    }
    if (delivery === 'withheld') return;
    const payload = payloadOf(row);
    const how = ended(row, delivery, clock.now(), { random, author: payload?.author });
    const mine = await database.write(async (tx) => {
      const settled = settleRow(tx, row, how);
      if (settled && payload)
        await tellFate(tx, deps, payload, how, { now: clock.now(), before: row.last_error });
      return settled;
    });
    const facts = { outboxId: row.id, channel: row.channel, attempts: row.attempts };
    if (!mine) log.warn(facts, 'outbox: the lease had passed; another sender settles this row');
    else if (how.state === 'sent') stats.sent++;
    // Waits for its channel; nothing went wrong.
    else if (how.state === 'pending' && how.untried) stats.deferred++;
    else if (how.state === 'pending') {
      stats.retried++;
      log.warn({ ...facts, reason: how.error }, 'outbox: will be tried again');
    } else {
      stats.dead++;
      log.error({ ...facts, reason: how.error }, 'outbox: given up');
    }
  }

  function watch(): void {
    const seen = database.foreignChanges();
    if (seen !== foreign) nudge();
    foreign = seen;
  }

  async function forget(): Promise<number> {
    const before = clock.now() - OUTBOX.keepSentMs;
    let total = 0;
    for (;;) {
      const gone = await database.write(async (tx) => forgetRows(tx, before, OUTBOX.forgetAtOnce));
      total += gone;
      if (gone < OUTBOX.forgetAtOnce || stopped) return total;
    }
  }

  function forgetByItself(): void {
    forgetting ??= forget()
      .catch((error) => log.error({ err: error }, 'outbox: deleting old rows failed'))
      .finally(() => {
        forgetting = undefined;
      });
  }

  return {
    nudge,
    forget,
    stuck: () => !stopped && clock.now() - lookedAt > OUTBOX.stuckMs,
    stats: () => ({ ...stats }),
    start() {
      if (timers.length > 0 || stopped) return;
      timers.push(
        setInterval(watch, OUTBOX.watchMs),
        setInterval(nudge, OUTBOX.pollMs),
        setInterval(forgetByItself, OUTBOX.forgetMs),
      );
      for (const timer of timers) timer.unref();
      nudge();
      forgetByItself();
    },
    async stop(limitMs = 10_000) {
      stopped = true;
      for (const timer of timers.splice(0)) clearInterval(timer);
      await within(limitMs, async () => {
        await pumping;
        await forgetting;
        await Promise.allSettled(underWay);
      });
    },
    drain: (limitMs = 30_000) =>
      within(limitMs, async () => {
        do {
          nudge();
          await pumping;
          await Promise.allSettled(underWay);
        } while (!stopped && (!idle || underWay.size > 0));
      }),
  };
}

/** Undefined for one that cannot be read: it ends like every row that keeps failing. */
function payloadOf(row: ClaimedRow): OutboxPayload | undefined {
  try {
    return JSON.parse(row.payload) as OutboxPayload;
  } catch {
    return undefined;
  }
}

async function within(limitMs: number, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work(), limit]).finally(() => clearTimeout(timer));
}
