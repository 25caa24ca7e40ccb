import { closeSync, openSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { migrate } from '../migrate.ts';
import { createAuth } from './auth.ts';
import { createInbox } from './inbox.ts';
import { createJournal } from './journal.ts';
import { createLeases } from './leases.ts';
import { createLinks } from './links.ts';
import { createRetention } from './retention.ts';
import { checkKey, createSealer } from './sealing.ts';
import { createSent } from './sent.ts';
import { createStatuses } from './statuses.ts';
import type { WhatsAppStorage } from './types.ts';

/** How long a write waits for another process: its transactions take milliseconds. */
const BUSY_MS = 10_000;

/**
 * Opens, and if need be makes and migrates, the database of its own that WhatsApp's keys and messages need
 * (see migrations/whatsapp). Every call is synchronous and, where it writes, on disk when it returns. Server
 * and command line may have the file open at once. `key` is DATA_KEY. Throws ExpectedError `data_key` when
 * the file was made under another one, `migration_…` as migrate does.
 */
export function openWhatsAppStore(
  file: string,
  migrationsDir: string,
  key: string | Buffer,
): WhatsAppStorage {
  if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
  const sqlite = new Sqlite(file, { timeout: BUSY_MS });
  try {
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma('temp_store = MEMORY');
    sqlite.pragma('cache_size = -8000');
    migrate(sqlite, migrationsDir);
    const sealer = createSealer(key);
    checkKey(sqlite, sealer);
    return parts(sqlite, sealer);
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function parts(sqlite: Sqlite.Database, sealer: ReturnType<typeof createSealer>): WhatsAppStorage {
  const transaction = sqlite.transaction((work: () => unknown) => work());
  // IMMEDIATE: a transaction that reads first could otherwise not become a writer beside another process.
  // Within one that is open already, better-sqlite3 makes it a savepoint.
  const together = <T>(work: () => T): T => transaction.immediate(work) as T;
  const journal = createJournal(sqlite, sealer);
  const sent = createSent(sqlite, sealer);
  return {
    auth: createAuth(sqlite, sealer, together),
    journal,
    inbox: createInbox(sqlite, sealer, together, journal),
    sent,
    links: createLinks(sqlite, sealer),
    leases: createLeases(sqlite, together),
    statuses: createStatuses(sqlite),
    together,
    ...createRetention(sqlite, together, sent),
    close: () => sqlite.close(),
  };
}
