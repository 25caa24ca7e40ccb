import { eq } from 'drizzle-orm';
import type { ReadTx, Tx } from '../storage/database.ts';
import { webchatSites } from '../storage/schema/conversations.ts';
import { creditors } from '../storage/schema/ledger.ts';

/** Binds a public site key to a creditor (by slug) and its pages' origins; an existing key is changed. */
export async function addSite(
  tx: Tx,
  site: { key: string; creditor: string; origins: string[] },
): Promise<{ ok: true } | { ok: false; reason: 'unknown_creditor' }> {
  const owner = tx.orm
    .select({ id: creditors.id })
    .from(creditors)
    .where(eq(creditors.slug, site.creditor))
    .get();
  if (!owner) return { ok: false, reason: 'unknown_creditor' };
  const row = { creditorId: owner.id, origins: JSON.stringify(site.origins) };
  tx.orm
    .insert(webchatSites)
    .values({ siteKey: site.key, ...row })
    .onConflictDoUpdate({ target: webchatSites.siteKey, set: row })
    .run();
  return { ok: true };
}

/** Every site with its creditor's slug and the origins of its pages. */
export async function listSites(
  tx: ReadTx,
): Promise<{ siteKey: string; creditor: string; origins: string[] }[]> {
  return tx.orm
    .select({ siteKey: webchatSites.siteKey, creditor: creditors.slug, origins: webchatSites.origins })
    .from(webchatSites)
    .innerJoin(creditors, eq(creditors.id, webchatSites.creditorId))
    .orderBy(webchatSites.siteKey)
    .all()
    .map((row) => ({ ...row, origins: JSON.parse(row.origins) as string[] }));
}
