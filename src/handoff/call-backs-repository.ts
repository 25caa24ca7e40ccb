import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { ReadTx, Tx } from '../storage/database.ts';
import { handoffs } from '../storage/schema/cases.ts';
import { callBacks, handoffRatings } from '../storage/schema/desk.ts';
import { contacts, creditors, debtorContacts } from '../storage/schema/ledger.ts';

/** The newest handoff of a conversation, whatever became of it. */
export async function selectNewest(tx: ReadTx, conversationId: number) {
  return tx.orm
    .select()
    .from(handoffs)
    .where(eq(handoffs.conversationId, conversationId))
    .orderBy(desc(handoffs.id))
    .limit(1)
    .get();
}

/** The newest closed handoff of a conversation, with the score it was given, if any. */
export async function selectNewestClosed(tx: ReadTx, conversationId: number) {
  return tx.orm
    .select({ id: handoffs.id, creditorId: handoffs.creditorId, score: handoffRatings.score })
    .from(handoffs)
    .leftJoin(handoffRatings, eq(handoffRatings.handoffId, handoffs.id))
    .where(and(eq(handoffs.conversationId, conversationId), eq(handoffs.state, 'closed')))
    .orderBy(desc(handoffs.closedAt), desc(handoffs.id))
    .limit(1)
    .get();
}

export async function insertRating(tx: Tx, handoffId: number, score: number, at: number): Promise<void> {
  tx.orm.insert(handoffRatings).values({ handoffId, score, at }).run();
}

/** A debtor's contacts of these kinds that nobody has reported as wrong; `first` before the others. */
export async function selectContacts(
  tx: ReadTx,
  debtorId: number,
  channels: readonly ('email' | 'whatsapp' | 'sms')[],
  first: number,
) {
  return tx.orm
    .select({ id: contacts.id, address: contacts.address })
    .from(debtorContacts)
    .innerJoin(contacts, eq(contacts.id, debtorContacts.contactId))
    .where(
      and(
        eq(debtorContacts.debtorId, debtorId),
        inArray(contacts.channel, [...channels]),
        isNull(contacts.flaggedAt),
      ),
    )
    .orderBy(sql`${contacts.id} <> ${first}`, contacts.id)
    .all();
}

export async function selectCountry(tx: ReadTx, creditorId: number): Promise<string | undefined> {
  return tx.orm
    .select({ country: creditors.country })
    .from(creditors)
    .where(eq(creditors.id, creditorId))
    .get()?.country;
}

/** Withdraws what was promised before for this handoff. */
export async function cancelOpen(tx: Tx, handoffId: number): Promise<void> {
  tx.orm
    .update(callBacks)
    .set({ state: 'cancelled' })
    .where(and(eq(callBacks.handoffId, handoffId), eq(callBacks.state, 'open')))
    .run();
}

export async function insertCallBack(tx: Tx, row: typeof callBacks.$inferInsert): Promise<number> {
  return tx.orm.insert(callBacks).values(row).returning({ id: callBacks.id }).get().id;
}
