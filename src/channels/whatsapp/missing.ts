import type { Numbers } from './numbers.ts';
import type { WhatsAppOptions } from './options.ts';

const EVERY_MS = 60_000;
/** Told by an earlier run of ours: a restart repeats nothing older. */
const OLD_MS = 24 * 60 * 60_000;

/** Alerts when a message was announced and never became readable: it may stand on the firm's phone. */
export function watchMissing(
  deps: Pick<WhatsAppOptions, 'store' | 'clock' | 'policy' | 'alert' | 'log'> & { numbers: Numbers },
) {
  const { store, clock, policy, numbers } = deps;
  const told = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    const now = clock.now();
    for (const { account } of numbers.all()) {
      if (account.transport !== 'baileys') continue;
      const fresh = store.journal
        .missing(account.id, now - policy.missingAfterMs)
        .filter(({ seenAt }) => seenAt > now - OLD_MS)
        .map(({ chat, messageId }) => `${account.id} ${chat} ${messageId}`)
        .filter((key) => !told.has(key));
      if (fresh.length === 0) continue;
      for (const key of fresh) told.add(key);
      const { id: accountId, creditorId, phone } = account;
      deps.alert({ accountId, creditorId, phone, kind: 'missing', reason: String(fresh.length), at: now });
    }
  }

  return {
    look,
    start(): void {
      timer = setInterval(() => {
        try {
          look();
        } catch (error) {
          deps.log.error({ err: error }, 'whatsapp: looking for missing messages failed');
        }
      }, EVERY_MS);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}
