import type { WhatsAppStore } from '../../src/channels/whatsapp/store.ts';

/** Where a process may die, seen from what it writes. */
export type Death =
  | 'after the stanza is written down'
  | 'before its content and the keys are committed'
  | 'after they are committed, before the receipt leaves'
  | 'after the receipt has left, before the inbox'
  | 'after the inbox, before anybody is told';

/**
 * A store as a process sees it that dies at that point: `die` is called there (cut the network in it), and
 * whatever it writes from then on is written nowhere. Leases and statuses live on, so that it can be cleared
 * away.
 */
export function mortalStore(store: WhatsAppStore, death: Death, die: () => void): WhatsAppStore {
  let dead = false;
  /** A content was written within the transaction that is open. */
  let opened = false;
  const end = () => {
    if (dead) return;
    dead = true;
    die();
  };
  const unless =
    <A extends unknown[], R>(write: (...args: A) => R, none: R) =>
    (...args: A): R =>
      dead ? none : write(...args);
  const { journal, inbox, auth, sent } = store;
  return {
    ...store,
    together(work) {
      if (dead) return undefined as never;
      opened = false;
      const result = store.together(work);
      if (opened && death === 'after they are committed, before the receipt leaves') end();
      return result;
    },
    auth: {
      ...auth,
      saveCreds: unless(auth.saveCreds, undefined),
      saveKeys: unless(auth.saveKeys, undefined),
    },
    journal: {
      ...journal,
      seen(accountId, entry) {
        if (dead) return;
        journal.seen(accountId, entry);
        if (death === 'after the stanza is written down') end();
      },
      decrypted(accountId, at) {
        if (dead) return;
        if (death === 'before its content and the keys are committed') {
          end();
          throw new Error('this process is dead');
        }
        journal.decrypted(accountId, at);
        opened = true;
      },
      settle: unless(journal.settle, undefined),
    },
    inbox: {
      ...inbox,
      put(accountId, chat, arrived, now) {
        if (death === 'after the receipt has left, before the inbox') end();
        if (dead) return false;
        const made = inbox.put(accountId, chat, arrived, now);
        if (death === 'after the inbox, before anybody is told') end();
        return made;
      },
      replace: unless(inbox.replace, false),
    },
    sent: { ...sent, advance: unless(sent.advance, false) },
  };
}
