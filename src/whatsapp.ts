import type { ChannelHost } from './channels/channel.ts';
import {
  type Account,
  type ChannelLog,
  createWhatsApp,
  type Directory,
  type Surroundings,
  type WhatsApp,
  type WhatsAppOptions,
  type WhatsAppPolicy,
} from './channels/whatsapp/index.ts';
import type { Config } from './config.ts';
import { MAX_ATTACHMENT_BYTES } from './conversation/attachments.ts';
import type { WhatsAppDesk } from './http/index.ts';
import type { Reachable } from './identity/index.ts';
import type { Clock } from './shared/clock.ts';
import type { Database } from './storage/database.ts';
import { createAccountSecrets, createDirectory, reachableOnWhatsApp } from './storage/whatsapp/index.ts';
import { createAlerts } from './whatsapp-alerts.ts';
import { createDesk } from './whatsapp-desk.ts';
import { ownStore } from './whatsapp-store.ts';

const FORGET_EVERY_MS = 3_600_000;
/** States in which a code can be sent, or will be in a moment. */
const WORKING: readonly string[] = ['linked', 'connecting'];

export interface WhatsAppParts {
  config: Pick<Config, 'DATA_DIR' | 'DATA_KEY'>;
  database: Database;
  clock: Clock;
  log: ChannelLog;
  policy: WhatsAppPolicy;
  /** Something was queued. */
  nudge(): void;
  /** Where WhatsApp is; for tests alone. */
  surroundings?: Surroundings | undefined;
  transports?: WhatsAppOptions['transports'] | undefined;
}

export interface WhatsAppSide {
  /** For the map of channels. Its `start` and `stop` are those of everything here. */
  channel: WhatsApp;
  /** For the console. */
  desk: WhatsAppDesk;
  /** Which contacts a code can reach; false for every channel but WhatsApp. */
  reachable: Reachable;
  /** For metrics; see WhatsAppFigures of src/http. */
  figures(): ReturnType<WhatsApp['stats']>;
}

/**
 * Wires WhatsApp. Without a number on file it costs one small question every few seconds: no whatsapp.db is
 * made, nothing of Baileys is loaded.
 */
export function createWhatsAppSide(parts: WhatsAppParts): WhatsAppSide {
  const { config, database, clock, log, policy } = parts;
  const store = ownStore(config);
  const directory: Directory = createDirectory({
    database,
    clock,
    secrets: createAccountSecrets(config.DATA_KEY),
  });
  const alerts = createAlerts({ database, log, nudge: parts.nudge });
  const whatsapp = createWhatsApp({
    store,
    directory,
    policy,
    clock,
    log,
    idKey: `whatsapp message ids ${config.DATA_KEY}`,
    maxFileBytes: MAX_ATTACHMENT_BYTES,
    alert: alerts.alert,
    ...(parts.surroundings && { surroundings: parts.surroundings }),
    ...(parts.transports && { transports: parts.transports }),
  });
  let timer: NodeJS.Timeout | undefined;

  function forget(): void {
    if (!store.opened) return;
    try {
      store.forget(clock.now(), policy.keepSentMs);
    } catch (error) {
      log.error({ err: error }, 'whatsapp: deleting old rows failed');
    }
  }

  async function start(host: ChannelHost): Promise<void> {
    // A wrong DATA_KEY is said at the start, not in the middle of the night.
    if ((await directory.accounts()).length > 0) store.together(() => {});
    await whatsapp.start(host);
    forget();
    timer = setInterval(forget, FORGET_EVERY_MS);
    timer.unref();
  }

  async function stop(): Promise<void> {
    clearInterval(timer);
    await whatsapp.stop();
    await alerts.flush();
    store.close();
  }

  return {
    channel: { ...whatsapp, start, stop },
    desk: createDesk({ database, store, clock, log, policy }),
    reachable: (tx, creditorId, contacts) =>
      reachableOnWhatsApp(tx, creditorId, contacts, working(whatsapp), clock.now()),
    figures: () => whatsapp.stats(),
  };
}

function working(whatsapp: WhatsApp): Account['id'][] {
  return whatsapp
    .stats()
    .accounts.filter(({ state }) => WORKING.includes(state))
    .map(({ accountId }) => accountId);
}
