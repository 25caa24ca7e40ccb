import { asc, eq } from 'drizzle-orm';
import type { Clock } from '../shared/clock.ts';
import { isLocale, type Locale } from '../shared/locale.ts';
import type { ReadTx } from '../storage/database.ts';
import { webchatSites } from '../storage/schema/conversations.ts';
import { creditors } from '../storage/schema/ledger.ts';

/** What every turn needs to know of the company it speaks for. */
export interface CreditorFacts {
  id: number;
  name: string;
  locale: Locale;
  timeZone: string;
  currency: string;
}

/** A web page that may carry the widget. */
export interface SiteFacts {
  siteKey: string;
  creditorId: number;
  creditorName: string;
  locale: Locale;
  origins: string[];
}

/** How long a changed name may go unnoticed. */
const FRESH_MS = 30_000;

/** Reads creditors and sites at most once per half minute each: every turn asks, they hardly change. */
export function createCreditorDirectory(clock: Clock) {
  const creditor = remembered(clock, async (tx: ReadTx, id: number): Promise<CreditorFacts | undefined> => {
    const row = tx.orm.select().from(creditors).where(eq(creditors.id, id)).get();
    return row && { ...row, locale: isLocale(row.locale) ? row.locale : 'id' };
  });
  const site = remembered(clock, async (tx: ReadTx, siteKey: string): Promise<SiteFacts | undefined> => {
    const row = tx.orm.select().from(webchatSites).where(eq(webchatSites.siteKey, siteKey)).get();
    const owner = row && (await creditor(tx, row.creditorId));
    if (!row || !owner) return undefined;
    return {
      siteKey,
      creditorId: owner.id,
      creditorName: owner.name,
      locale: owner.locale,
      origins: JSON.parse(row.origins) as string[],
    };
  });
  return {
    /** Throws for an unknown id: rows that name one have a foreign key on it. */
    async creditor(tx: ReadTx, id: number): Promise<CreditorFacts> {
      const facts = await creditor(tx, id);
      if (!facts) throw new Error(`conversation: creditor ${id} does not exist`);
      return facts;
    },
    site,
    /** The site of a token request that names none: the first one made. */
    async firstSite(tx: ReadTx): Promise<SiteFacts | undefined> {
      const row = tx.orm
        .select({ siteKey: webchatSites.siteKey })
        .from(webchatSites)
        .orderBy(asc(webchatSites.creditorId), asc(webchatSites.siteKey))
        .get();
      return row && site(tx, row.siteKey);
    },
  };
}
export type CreditorDirectory = ReturnType<typeof createCreditorDirectory>;

function remembered<K, V>(clock: Clock, read: (tx: ReadTx, key: K) => Promise<V | undefined>) {
  const known = new Map<K, { value: V; until: number }>();
  return async (tx: ReadTx, key: K): Promise<V | undefined> => {
    const entry = known.get(key);
    if (entry && clock.now() < entry.until) return entry.value;
    const value = await read(tx, key);
    // Unknown keys are not remembered: a stranger must not be able to fill the memory.
    if (value !== undefined) known.set(key, { value, until: clock.now() + FRESH_MS });
    return value;
  };
}
