import type { Status, Transport, TransportEnv } from '../ports.ts';
import type { LinkRow } from '../store.ts';
import { createConnection } from './connection.ts';
import type { BaileysContext } from './context.ts';
import { wrapSignalRepository } from './decrypt.ts';
import { attachIntake } from './intake.ts';
import { recoverJournal } from './journal.ts';
import { loadBaileys } from './load.ts';
import { createMessages } from './messages.ts';
import { createReporter } from './reporter.ts';

/** One number linked as a WhatsApp Web device. Loads Baileys (about 50 MB), so import this file lazily. */
export async function createBaileysTransport(env: TransportEnv): Promise<Transport> {
  const lib = await loadBaileys();
  const reporter = createReporter(env);
  const ctx: BaileysContext = {
    ...env,
    lib,
    socket: () => connection.socket(),
    stopped: () => reporter.stopped(),
    restricted: (reason) => reporter.restrict(reason),
  };
  const messages = createMessages(ctx);
  const connection = createConnection(ctx, reporter, {
    attach: (sock) => attachIntake(ctx, sock),
    recover: () => recoverJournal(ctx),
    makeSignalRepository: wrapSignalRepository(ctx),
    getMessage: messages.getMessage,
  });
  return {
    start: connection.start,
    stop: connection.stop,
    health: connection.health,
    send: messages.send,
    markRead: messages.markRead,
    typing: messages.typing,
    download: messages.download,
  };
}

/**
 * Links or unlinks from this very process, for a command line beside which no server runs: takes the number's
 * lease, serves the wish and lets go again. What arrives meanwhile is kept for the server. `held`: a server has
 * the number; leave the wish in `store.links`, and it is served there. Aborting `stop` gives the wish up.
 * The QR text or code is in `env.store.links`, and changes every 20 to 60 seconds.
 */
export async function serveLinkWish(
  env: TransportEnv,
  method: LinkRow['method'],
  stop?: AbortSignal,
): Promise<{ ok: true; row: LinkRow } | { ok: false; reason: 'held' }> {
  const { account, store, clock } = env;
  if (store.leases.holder(account.id, clock.now())) return { ok: false, reason: 'held' };
  store.links.request(account.id, method, clock.now());
  const status = (now: Status) => {
    // Nobody else keeps the book while no server runs.
    if (now.reason !== 'other_process') store.statuses.write(account.id, now, clock.now());
    env.events.status(now);
  };
  const transport = await createBaileysTransport({ ...env, events: { ...env.events, status } });
  transport.start();
  try {
    const row = await settled(env, stop);
    // The phone tells a new device which number has which LID, once.
    if (row.state === 'done' && method !== 'unlink') await (env.surroundings.pause ?? pause)(FIRST_WORDS_MS);
    return { ok: true, row };
  } finally {
    await transport.stop();
  }
}

const LOOK_MS = 200;
const FIRST_WORDS_MS = 5_000;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function settled({ account, store, clock }: TransportEnv, stop?: AbortSignal): Promise<LinkRow> {
  for (;;) {
    const row = store.links.read(account.id);
    if (row?.state === 'done' || row?.state === 'failed') return row;
    if (stop?.aborted) {
      store.links.update(account.id, { state: 'failed', reason: 'cancelled' }, clock.now());
    } else await pause(LOOK_MS);
  }
}
