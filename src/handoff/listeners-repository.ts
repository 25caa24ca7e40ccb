import { and, desc, eq, isNull } from 'drizzle-orm';
import type { ReadTx, Tx } from '../storage/database.ts';
import { handoffs } from '../storage/schema/cases.ts';
import { conversations, messages } from '../storage/schema/conversations.ts';
import { handoffListeners } from '../storage/schema/desk.ts';
import { creditors } from '../storage/schema/ledger.ts';

export async function selectListenerIds(tx: ReadTx, creditorId: number): Promise<number[]> {
  return tx.orm
    .select({ id: handoffListeners.id })
    .from(handoffListeners)
    .where(eq(handoffListeners.creditorId, creditorId))
    .all()
    .map((row) => row.id);
}

export async function selectListener(tx: ReadTx, id: number) {
  return tx.orm.select().from(handoffListeners).where(eq(handoffListeners.id, id)).get();
}

export async function selectListeners(tx: ReadTx) {
  return tx.orm
    .select({ creditor: creditors.slug, url: handoffListeners.url })
    .from(handoffListeners)
    .innerJoin(creditors, eq(creditors.id, handoffListeners.creditorId))
    .orderBy(creditors.slug, handoffListeners.id)
    .all();
}

export async function selectCreditorId(tx: ReadTx, slug: string): Promise<number | undefined> {
  return tx.orm.select({ id: creditors.id }).from(creditors).where(eq(creditors.slug, slug)).get()?.id;
}

/** False when this creditor has a listener at this address already. */
export async function insertListener(tx: Tx, row: typeof handoffListeners.$inferInsert): Promise<boolean> {
  return tx.orm.insert(handoffListeners).values(row).onConflictDoNothing().run().changes === 1;
}

export async function deleteListener(tx: Tx, creditorId: number, url: string): Promise<boolean> {
  const at = and(eq(handoffListeners.creditorId, creditorId), eq(handoffListeners.url, url));
  return tx.orm.delete(handoffListeners).where(at).run().changes === 1;
}

/** A handoff with its conversation and creditor. */
export async function selectWhole(tx: ReadTx, handoffId: number) {
  return tx.orm
    .select({ handoff: handoffs, conversation: conversations, creditor: creditors.slug })
    .from(handoffs)
    .innerJoin(conversations, eq(conversations.id, handoffs.conversationId))
    .innerJoin(creditors, eq(creditors.id, handoffs.creditorId))
    .where(eq(handoffs.id, handoffId))
    .get();
}

/** The newest messages that were said, oldest of them first. */
export async function selectSaid(tx: ReadTx, conversationId: number, limit: number) {
  const rows = tx.orm
    .select()
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), isNull(messages.withheldAt)))
    .orderBy(desc(messages.seq))
    .limit(limit)
    .all();
  return rows.reverse();
}
