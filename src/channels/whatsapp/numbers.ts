import type { WhatsAppAlert, WhatsAppOptions } from './options.ts';
import { type OurNumber, openNumber } from './our-number.ts';
import type { Account } from './ports.ts';
import { TRANSPORTS } from './transports.ts';

export interface Numbers {
  /** Resolves when the numbers on file are in use; goes on looking for added and removed ones. */
  start(): Promise<void>;
  /** Looks for added, changed and removed numbers now. */
  refresh(): Promise<void>;
  /** False before the start and from the stop on: who is not here then may be here again. */
  running(): boolean;
  get(accountId: number): OurNumber | undefined;
  all(): readonly OurNumber[];
  stop(): Promise<void>;
}

interface Hooks {
  alert(one: WhatsAppAlert): void;
  arrived(number: OurNumber): void;
  left(number: OurNumber): void;
  receipt: Parameters<typeof openNumber>[0]['receipt'];
}

/** The numbers in use: those on file, kept up with while running. */
export function createNumbers(options: WhatsAppOptions, hooks: Hooks): Numbers {
  const { directory, log } = options;
  const open = { ...TRANSPORTS, ...options.transports };
  const numbers = new Map<number, OurNumber>();
  const leaving = new Set<Promise<void>>();
  let refreshing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let started = false;
  let stopped = false;

  async function look(): Promise<void> {
    const accounts = await directory.accounts();
    if (stopped) return;
    const ids = new Set(accounts.map(({ id }) => id));
    for (const number of [...numbers.values()]) if (!ids.has(number.account.id)) await leave(number);
    for (const account of accounts) await keep(account);
  }

  async function keep(account: Account): Promise<void> {
    const running = numbers.get(account.id);
    if (running && connection(running.account) === connection(account)) return running.update(account);
    // The old connection ends before the new one begins: two of a number throw each other out.
    if (running) await leave(running);
    if (stopped) return;
    const number = openNumber({ ...options, ...hooks, open: open[account.transport] }, account);
    numbers.set(account.id, number);
    // What waits from before comes first.
    hooks.arrived(number);
    number.start();
  }

  function leave(number: OurNumber): Promise<void> {
    numbers.delete(number.account.id);
    const gone = number
      .stop()
      .catch((error) =>
        log.error({ err: error, accountId: number.account.id }, 'whatsapp: a number did not end cleanly'),
      )
      .finally(() => leaving.delete(gone));
    leaving.add(gone);
    hooks.left(number);
    return gone;
  }

  function refresh(): Promise<void> {
    if (!started || stopped) return Promise.resolve();
    refreshing ??= look().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  function again(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      refresh()
        .catch((error) => log.error({ err: error }, 'whatsapp: the numbers on file could not be read'))
        .finally(again);
    }, options.accountsEveryMs ?? 3_000);
    timer.unref();
  }

  return {
    async start() {
      started = true;
      await refresh();
      again();
    },
    refresh,
    running: () => started && !stopped,
    get: (accountId) => numbers.get(accountId),
    all: () => [...numbers.values()],
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await refreshing?.catch(() => {});
      for (const number of [...numbers.values()]) void leave(number);
      await Promise.all(leaving);
    },
  };
}

/** What a connection was made with: another one is needed when it changes. */
function connection({ phone, creditorId, transport, cloud }: Account): string {
  return JSON.stringify([phone, creditorId, transport, cloud ?? null]);
}
