import type { InboxStore, WhatsAppStore } from '../../channels/whatsapp/store.ts';

/** The channel's port as it is kept here, with what only its keeper needs. Times are epoch ms. */
export interface WhatsAppStorage extends WhatsAppStore {
  readonly inbox: CountedInbox;
  /** Retention; see retention.ts. Returns how many rows went. */
  forget(now: number, keepSentMs: number): number;
  /** The number was removed: nothing of it is left. */
  removeAccount(accountId: number): void;
}

export interface CountedInbox extends InboxStore {
  /** For metrics and the command line. */
  count(accountId: number): { waiting: number; givenUp: number };
}
