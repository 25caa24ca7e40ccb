import type { ChannelLog, WhatsAppPolicy } from './channels/whatsapp/index.ts';
import type { DeskNumber, WhatsAppDesk } from './http/index.ts';
import type { Clock } from './shared/clock.ts';
import type { Database } from './storage/database.ts';
import { type AccountListed, listWhatsAppAccounts, switchReminders } from './storage/whatsapp/index.ts';
import type { OwnStore } from './whatsapp-store.ts';

/** How often a console that is open looks for changes; another process may make them, too. */
const LOOK_MS = 1_000;

interface DeskParts {
  database: Database;
  store: OwnStore;
  clock: Clock;
  log: ChannelLog;
  policy: WhatsAppPolicy;
}

/** What the console shows and asks of the numbers. Wishes are served by whichever process has the number. */
export function createDesk({ database, store, clock, log, policy }: DeskParts): WhatsAppDesk {
  const accounts = () => database.read(async (tx) => listWhatsAppAccounts(tx));
  const find = async (accountId: number) => (await accounts()).find((one) => one.id === accountId);

  async function ask(accountId: number, method: 'qr' | 'code' | 'unlink') {
    const account = await find(accountId);
    if (!account) return { ok: false, reason: 'unknown' } as const;
    if (account.transport !== 'baileys') return { ok: false, reason: 'not_linkable' } as const;
    store.links.request(accountId, method, clock.now());
    return { ok: true } as const;
  }

  return {
    numbers: async () =>
      (await accounts()).map((account) => deskNumber(store, account, clock.now() - policy.missingAfterMs)),
    link: ask,
    unlink: (accountId) => ask(accountId, 'unlink'),
    async setReminders(accountId, on) {
      const known = await database.write(async (tx) => switchReminders(tx, accountId, on));
      return known ? { ok: true } : { ok: false, reason: 'unknown' };
    },
    watch(changed) {
      let seen: Map<number, string> | undefined;
      async function look(): Promise<void> {
        const now = new Map<number, string>();
        for (const account of await accounts()) {
          const shown = JSON.stringify(watched(store, account));
          now.set(account.id, shown);
          if (seen && seen.get(account.id) !== shown)
            changed({ accountId: account.id, creditorId: account.creditorId });
        }
        seen = now;
      }
      let looking = false;
      const again = () => {
        if (looking) return;
        looking = true;
        look()
          .catch((error) => log.error({ err: error }, 'whatsapp: the numbers could not be looked at'))
          .finally(() => {
            looking = false;
          });
      };
      again();
      const timer = setInterval(again, LOOK_MS);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}

/** One number with its state, as of what is stored: whichever process has it writes that. */
export function deskNumber(store: OwnStore, account: AccountListed, missingBefore: number): DeskNumber {
  const { id, creditorId, creditorName, phone, transport, reminders } = account;
  const status = store.statuses.read(id);
  const link = store.links.read(id);
  return {
    id,
    creditorId,
    creditorName,
    phone,
    transport,
    reminders,
    state: status?.state ?? (transport === 'cloud' ? 'connecting' : 'unlinked'),
    reason: status?.reason,
    since: status?.since,
    lastInboundAt: status?.lastInboundAt,
    lastAcceptedAt: status?.lastAcceptedAt,
    roundTripMs: status?.roundTripMs,
    roundTripAt: status?.roundTripAt,
    missing: store.journal.missing(id, missingBefore).length,
    ...(link && { link }),
  };
}

/** What a person would notice; figures that change with every message are left out. */
function watched(store: OwnStore, { id, reminders }: AccountListed) {
  const status = store.statuses.read(id);
  return [reminders, status?.state, status?.reason, store.links.read(id)];
}
