import type { ConversationAddress } from '../channel.ts';
import type { Numbers } from './numbers.ts';
import type { Directory } from './store.ts';

/** WhatsApp shows it for some 20 seconds; the console tells of every few keys. */
const EVERY_MS = 5_000;
const MOST = 500;

/** Shows the debtor that a collector is writing. A sign that gets lost is no trouble. */
export function createTyping({ directory, numbers }: { directory: Directory; numbers: Numbers }) {
  const shown = new Map<string, number>();
  return ({ account, externalId }: ConversationAddress): void => {
    const key = `${account} ${externalId}`;
    const now = performance.now();
    if (now - (shown.get(key) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return;
    if (shown.size >= MOST) shown.clear();
    shown.set(key, now);
    const number = numbers.all().find((one) => one.account.phone === account);
    if (number?.status().state !== 'linked') return;
    directory
      .recipient(externalId, number.account.creditorId)
      .then((to) => to && number.transport()?.typing(to.party, true))
      .catch(() => {});
  };
}
