import type { Account, Directory } from '../channels/whatsapp/index.ts';
import { loadConfig } from '../config.ts';
import { systemClock } from '../shared/clock.ts';
import { normaliseAddress } from '../shared/contact-address.ts';
import { ExpectedError } from '../shared/errors.ts';
import type { Database } from '../storage/database.ts';
import {
  type AccountListed,
  createAccountSecrets,
  createDirectory,
  listWhatsAppAccounts,
} from '../storage/whatsapp/index.ts';
import { type OwnStore, ownStore } from '../whatsapp-store.ts';
import { withExistingDatabase } from './with-database.ts';

export interface WhatsAppAtHand {
  database: Database;
  /** Of a server that runs beside this, too: short transactions of both take turns. */
  store: OwnStore;
  directory: Directory;
  accounts: AccountListed[];
}

/** Both databases of WhatsApp for one command; the channel's own is opened at its first use. */
export function withWhatsApp<T>(job: (at: WhatsAppAtHand) => Promise<T>): Promise<T> {
  return withExistingDatabase(async (database) => {
    const config = loadConfig(process.env);
    const store = ownStore(config);
    const secrets = createAccountSecrets(config.DATA_KEY);
    try {
      const directory = createDirectory({ database, clock: systemClock, secrets });
      const accounts = await database.read(async (tx) => listWhatsAppAccounts(tx));
      return await job({ database, store, directory, accounts });
    } finally {
      store.close();
    }
  });
}

/** E.164 of what was typed. Throws ExpectedError `whatsapp_number`. */
export function typedNumber(text: string, country = 'ID'): string {
  const number = normaliseAddress('whatsapp', text, country);
  if (number.ok) return number.address;
  throw new ExpectedError(
    'whatsapp_number',
    `"${text}" is no phone number: expected one with country code such as +6221555000100.`,
  );
}

/**
 * The number a command is about: the one named, or the only one there is (of a transport, where only one
 * kind makes sense). Throws ExpectedError `whatsapp_number` when that is not clear.
 */
export function numberMeant(
  accounts: readonly AccountListed[],
  text: string | undefined,
  transport?: Account['transport'],
): AccountListed {
  if (accounts.length === 0) {
    throw new ExpectedError(
      'whatsapp_number',
      'There is no WhatsApp number yet; "sapa whatsapp add" puts one on file.',
    );
  }
  if (text !== undefined) {
    const phone = typedNumber(text);
    const found = accounts.find((one) => one.phone === phone);
    if (found) return found;
    throw new ExpectedError(
      'whatsapp_number',
      `${phone} is not one of our numbers; "sapa whatsapp list" shows them.`,
    );
  }
  const fit = accounts.filter((one) => transport === undefined || one.transport === transport);
  const [only, another] = fit.length > 0 ? fit : accounts;
  if (only && !another) return only;
  throw new ExpectedError(
    'whatsapp_number',
    `There are several numbers; say which with --number: ${fit.map((one) => one.phone).join(', ')}.`,
  );
}
