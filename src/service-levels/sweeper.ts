import type { Clock } from '../shared/clock.ts';
import type { Database } from '../storage/database.ts';
import type { ServicePolicy } from './policy.ts';
import { applyServicePolicy } from './policy-in-use.ts';
import {
  type Noticed,
  type Sweep,
  sweepDisputes,
  sweepHandoffs,
  sweepRanks,
  sweepUnclocked,
  sweepWaits,
} from './sweep.ts';

export interface SweeperLog {
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface Sweeper {
  /** Looks every few seconds from now on. */
  start(): void;
  /** Looks no more; resolves when what is under way is done. */
  stop(): Promise<void>;
  /** One look, whatever the time. */
  tick(): Promise<void>;
}

const EVERY_MS = 5_000;
/** Transactions of one kind in one look: after a long stand-still the rest waits for the next one. */
const MOST_CHUNKS = 20;
/** What debtors notice comes first. */
const SWEEPS: readonly Sweep[] = [sweepUnclocked, sweepWaits, sweepHandoffs, sweepDisputes, sweepRanks];

/**
 * Keeps service levels true while nobody does anything: records what is late (with a warning in the log,
 * ids only), renews priorities, and has debtors told whose wait is too long. Each chunk is one transaction that
 * finds its rows by what it changes: killed anywhere, everything happens exactly once. `onQueued`: something
 * was put into the outbox.
 */
export function createSweeper({
  database,
  clock,
  policy,
  log,
  onQueued = () => {},
  also = [],
}: {
  database: Database;
  clock: Clock;
  policy: ServicePolicy;
  log: SweeperLog;
  onQueued?: () => void;
  /** Looks of others that belong to the same round. */
  also?: readonly Sweep[];
}): Sweeper {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;
  const ready = applyServicePolicy(database, policy);

  async function sweep(one: Sweep): Promise<void> {
    for (let chunk = 0; chunk < MOST_CHUNKS && !stopped; chunk++) {
      const { more, noticed } = await database.write(async (tx) => {
        const seen: Noticed[] = [];
        return { ...(await one(tx, clock.now(), seen)), noticed: seen };
      });
      for (const facts of noticed) log.warn(facts, 'service level missed');
      if (!more) return;
    }
  }

  async function look(): Promise<void> {
    await ready;
    for (const one of [...SWEEPS, ...also]) {
      try {
        await sweep(one);
      } catch (error) {
        log.error({ err: error }, 'service levels: a look failed');
      }
      if (one === sweepWaits) onQueued();
    }
  }

  function tick(): Promise<void> {
    running ??= look().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    tick,
    start() {
      timer ??= setInterval(() => void tick(), EVERY_MS);
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
