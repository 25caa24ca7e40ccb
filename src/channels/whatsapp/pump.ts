import type { Clock } from '../../shared/clock.ts';
import { type Item, nextUnit, type Unit } from './grouping.ts';
import { floodedUntil, type Lane, newLane } from './lane.ts';
import { NotYet } from './not-yet.ts';
import type { Tuning } from './options.ts';
import type { OurNumber } from './our-number.ts';
import type { WhatsAppPolicy } from './policy.ts';
import type { Arrived, ChannelLog } from './ports.ts';
import type { Counters } from './stats.ts';
import type { Directory, InboxEntry, WhatsAppStore } from './store.ts';

export interface PumpDependencies {
  store: WhatsAppStore;
  directory: Directory;
  policy: WhatsAppPolicy;
  tuning: Tuning;
  clock: Clock;
  log: ChannelLog;
  counters: Counters;
  /** Does what a unit asks for; resolves when it is durable. A rejection means: again later. */
  work(lane: Lane, unit: Unit): Promise<void>;
  /** Tried often enough. */
  gaveUp(number: OurNumber): void;
}

export interface Pump {
  /** Something new lies in the inbox of this number. Cheap. */
  look(number: OurNumber): void;
  /** The number is gone, or begins anew: nothing of it is kept in memory. */
  leave(number: OurNumber): void;
  /** Takes nothing more and resolves when what is under way is done, after `limitMs` at most. */
  stop(limitMs?: number): Promise<void>;
  waiting(accountId: number): number;
}

/** Read at one go; and no more than this lies in memory, unless one sender's share is larger. */
const AT_ONCE = 200;
const MOST = 2_000;
/** After a sender could not be looked up. */
const AGAIN_MS = 2_000;

/**
 * Takes what waits in the inbox, each sender's in order and different senders' side by side. A message
 * leaves the inbox when its turn is durable, so a crash anywhere repeats it, and the host knows it then.
 */
export function createPump(deps: PumpDependencies): Pump {
  const { store, tuning, counters, log } = deps;
  const lanes = new Map<string, Lane>();
  const known = new Map<number, Map<number, Item>>();
  const looks = new Map<number, { again: boolean }>();
  const ready: Lane[] = [];
  const underWay = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;
  const now = () => performance.now();

  function look(number: OurNumber): void {
    const { id } = number.account;
    const running = looks.get(id);
    if (running) running.again = true;
    if (running || stopped) return;
    const state = { again: false };
    looks.set(id, state);
    setImmediate(() => {
      take(number)
        .catch((error) => {
          log.error({ err: error, accountId: id }, 'whatsapp: reading the inbox failed');
          later(AGAIN_MS, () => look(number));
          return false;
        })
        .then((more) => {
          looks.delete(id);
          if (more || state.again) look(number);
        });
    });
  }

  /** True when there is more to read. */
  async function take(number: OurNumber): Promise<boolean> {
    const { id } = number.account;
    if (stopped || number.stopped) return false;
    const mine = known.get(id) ?? new Map<number, Item>();
    known.set(id, mine);
    const limit = Math.min(mine.size + AT_ONCE, MOST);
    const entries = store.inbox.waiting(id, limit);
    const fresh: InboxEntry[] = [];
    for (const entry of entries) {
      const item = mine.get(entry.id);
      // It may have come readable since.
      if (item) item.entry = entry;
      else fresh.push(entry);
    }
    await enlist(number, mine, fresh);
    for (const lane of lanes.values()) if (lane.number === number) advance(lane);
    return fresh.length > 0 && entries.length === limit && limit < MOST;
  }

  async function enlist(number: OurNumber, mine: Map<number, Item>, fresh: InboxEntry[]): Promise<void> {
    const { id } = number.account;
    const senders = await Promise.allSettled(
      fresh.map(({ arrived }) =>
        deps.directory.sender(id, arrived.party, isWriting(arrived) ? arrived.at : undefined),
      ),
    );
    const held = new Set<string>();
    fresh.forEach((entry, index) => {
      const sender = senders[index]!;
      // The later ones of a chat wait with the one that could not be looked up.
      if (sender.status === 'rejected') held.add(entry.chat);
      if (sender.status === 'rejected' || held.has(entry.chat)) return;
      const lane = laneOf(number, sender.value.name);
      lane.address = sender.value.address;
      const item = { entry, seenAt: now() };
      mine.set(entry.id, item);
      lane.items.push(item);
      counters.received++;
      if (deps.clock.now() - entry.arrived.at > deps.policy.lateMs) counters.late++;
    });
    if (held.size > 0) {
      log.warn({ accountId: id, chats: held.size }, 'whatsapp: senders could not be looked up; again soon');
      later(AGAIN_MS, () => look(number));
    }
  }

  function laneOf(number: OurNumber, name: string): Lane {
    const key = `${number.account.id} ${name}`;
    const lane = lanes.get(key) ?? newLane(number, name);
    lanes.set(key, lane);
    return lane;
  }

  function advance(lane: Lane): void {
    if (lane.busy || stopped || lane.number.stopped || lane.items.length === 0) return;
    clearTimeout(lane.timer);
    const at = now();
    if (lane.retryAt > at) {
      wake(lane, lane.retryAt - at);
      return;
    }
    const most = deps.policy.limits.heardPerMinutePerChat;
    const until = floodedUntil(lane, at, most, tuning.floodWindowMs);
    const { albumMs } = deps.policy;
    const next = nextUnit(lane.items, at, { ...tuning, albumMs, flood: lane.turns.length >= most - 1 });
    if (!next) return;
    const waitMs = 'waitMs' in next ? next.waitMs : next.unit.kind === 'message' ? until - at : 0;
    if (waitMs > 0) {
      wake(lane, waitMs);
      return;
    }
    lane.busy = true;
    ready.push(lane);
    launch();
  }

  function wake(lane: Lane, ms: number): void {
    lane.timer = setTimeout(() => advance(lane), Math.ceil(ms));
    lane.timer.unref();
  }

  function launch(): void {
    while (!stopped && underWay.size < tuning.concurrency) {
      const lane = ready.shift();
      if (!lane) return;
      const work = run(lane).finally(() => {
        underWay.delete(work);
        lane.busy = false;
        advance(lane);
        launch();
        forget(lane);
      });
      underWay.add(work);
    }
  }

  async function run(lane: Lane): Promise<void> {
    const { account } = lane.number;
    const most = deps.policy.limits.heardPerMinutePerChat;
    // Looked at again: more may have come while it stood in the queue.
    const rules = { ...tuning, albumMs: deps.policy.albumMs, flood: lane.turns.length >= most - 1 };
    const next = nextUnit(lane.items, now(), rules);
    if (!next || !('unit' in next)) return;
    const { unit } = next;
    const items = itemsOf(unit);
    try {
      await deps.work(lane, unit);
      if (unit.kind === 'message') lane.turns.push(now());
      settle(lane, items);
    } catch (error) {
      const head = items[0]!.entry;
      const counts = !(error instanceof NotYet);
      const attempts = head.attempts + (counts ? 1 : 0);
      const giveUp = counts && attempts >= tuning.attempts;
      const facts = { err: counts ? error : undefined, accountId: account.id, inboxId: head.id, attempts };
      if (!giveUp) {
        if (counts) {
          store.inbox.failed(head.id, false, deps.clock.now());
          head.attempts = attempts;
          log.warn(facts, 'whatsapp: a message could not be answered; again later');
        }
        const pause = tuning.firstRetryMs * 2 ** Math.min(attempts, 20);
        lane.retryAt = now() + Math.min(pause, tuning.longestRetryMs);
        return;
      }
      for (const { entry } of items) store.inbox.failed(entry.id, true, deps.clock.now());
      settle(lane, items);
      counters.givenUp += items.length;
      log.error(facts, 'whatsapp: a message was given up');
      deps.gaveUp(lane.number);
    }
  }

  function settle(lane: Lane, items: readonly Item[]): void {
    const mine = known.get(lane.number.account.id);
    const wasFull = (mine?.size ?? 0) >= MOST;
    for (const { entry } of items) mine?.delete(entry.id);
    lane.items = lane.items.filter((item) => !items.includes(item));
    lane.retryAt = 0;
    if (wasFull) look(lane.number);
  }

  /** A sender of whom nothing waits, and who has not written lately, is nobody to remember. */
  function forget(lane: Lane): void {
    if (lanes.size < 1_000) return;
    for (const [key, one] of lanes) {
      const recent = one.turns.some((at) => at > now() - tuning.floodWindowMs);
      if (one !== lane && !one.busy && one.items.length === 0 && !recent) lanes.delete(key);
    }
  }

  function later(ms: number, then: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      then();
    }, ms);
    timer.unref();
    timers.add(timer);
  }

  return {
    look,
    leave(number) {
      known.delete(number.account.id);
      for (const [key, lane] of lanes) {
        if (lane.number !== number) continue;
        clearTimeout(lane.timer);
        lanes.delete(key);
      }
    },
    waiting: (accountId) => known.get(accountId)?.size ?? 0,
    async stop(limitMs = 10_000) {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      for (const lane of lanes.values()) clearTimeout(lane.timer);
      let limit: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        limit = setTimeout(resolve, limitMs);
      });
      await Promise.race([Promise.allSettled(underWay), late]).finally(() => clearTimeout(limit));
    },
  };
}

/** Their own words or files: what opens Meta's window of 24 hours. */
function isWriting({ author, kind }: Arrived): boolean {
  return author === 'debtor' && kind !== 'delete' && kind !== 'edit';
}

function itemsOf(unit: Unit): Item[] {
  if (unit.kind === 'message') return [...unit.items, ...unit.edits];
  return unit.kind === 'drop' ? unit.items : [unit.item];
}
