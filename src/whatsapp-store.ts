import { join } from 'node:path';
import { contentPaths } from './content-paths.ts';
import { ExpectedError } from './shared/errors.ts';
import { storageTrouble } from './storage/trouble.ts';
import { openWhatsAppStore, type WhatsAppStorage } from './storage/whatsapp/index.ts';

/** What WhatsApp keeps in DATA_DIR, opened when something of it is first asked for. */
export type OwnStore = WhatsAppStorage & {
  /** Whether anything has been asked of it. */
  readonly opened: boolean;
};

/**
 * DATA_DIR/whatsapp.db, made at the first use: an installation without a WhatsApp number has none. Using it
 * throws ExpectedError `data_key` under another DATA_KEY, `database` when file or disk cannot be used.
 */
export function ownStore({ DATA_DIR, DATA_KEY }: { DATA_DIR: string; DATA_KEY: string }): OwnStore {
  const file = storeFile(DATA_DIR);
  let store: WhatsAppStorage | undefined;
  const open = () => {
    store ??= inWords(file, () => openWhatsAppStore(file, contentPaths().whatsappMigrationsDir, DATA_KEY));
    return store;
  };
  return {
    get opened() {
      return store !== undefined;
    },
    get auth() {
      return open().auth;
    },
    get journal() {
      return open().journal;
    },
    get inbox() {
      return open().inbox;
    },
    get sent() {
      return open().sent;
    },
    get links() {
      return open().links;
    },
    get leases() {
      return open().leases;
    },
    get statuses() {
      return open().statuses;
    },
    together: (work) => open().together(work),
    forget: (now, keepSentMs) => open().forget(now, keepSentMs),
    removeAccount: (accountId) => open().removeAccount(accountId),
    close() {
      store?.close();
      store = undefined;
    },
  };
}

const storeFile = (dataDir: string) => join(dataDir, 'whatsapp.db');

function inWords<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const words = storageTrouble(error);
    if (words === undefined) throw error;
    throw new ExpectedError('database', `The database ${file} cannot be used: ${words}.`);
  }
}
