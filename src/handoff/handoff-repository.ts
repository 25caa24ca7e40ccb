import { and, asc, desc, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import type { ReadTx, Tx } from '../storage/database.ts';
import { handoffs } from '../storage/schema/cases.ts';
import { conversations, messages } from '../storage/schema/conversations.ts';
import { disclosures } from '../storage/schema/identity.ts';
import { creditors, debtors } from '../storage/schema/ledger.ts';

export type HandoffRow = typeof handoffs.$inferSelect;
export type HandoffState = HandoffRow['state'];

/** The handoff of a conversation that is not closed yet. */
export async function selectOpen(tx: ReadTx, conversationId: number): Promise<HandoffRow | undefined> {
  return tx.orm
    .select()
    .from(handoffs)
    .where(and(eq(handoffs.conversationId, conversationId), ne(handoffs.state, 'closed')))
    .get();
}

/** The newest handoff of a conversation, open or closed. */
export async function selectNewest(tx: ReadTx, conversationId: number): Promise<HandoffRow | undefined> {
  return tx.orm
    .select()
    .from(handoffs)
    .where(eq(handoffs.conversationId, conversationId))
    .orderBy(desc(handoffs.id))
    .limit(1)
    .get();
}

export async function selectHandoff(tx: ReadTx, id: number): Promise<HandoffRow | undefined> {
  return tx.orm.select().from(handoffs).where(eq(handoffs.id, id)).get();
}

/** Handoffs in these states with who and where, oldest first. */
export async function selectHandoffs(tx: ReadTx, states: readonly HandoffState[], creditorSlug?: string) {
  return tx.orm
    .select({
      id: handoffs.id,
      state: handoffs.state,
      reason: handoffs.reason,
      summary: handoffs.summary,
      createdAt: handoffs.createdAt,
      creditor: creditors.slug,
      debtorNumber: debtors.externalId,
      debtorName: debtors.name,
      channel: conversations.channel,
    })
    .from(handoffs)
    .innerJoin(conversations, eq(conversations.id, handoffs.conversationId))
    .innerJoin(creditors, eq(creditors.id, handoffs.creditorId))
    .leftJoin(debtors, eq(debtors.id, handoffs.debtorId))
    .where(
      and(
        inArray(handoffs.state, [...states]),
        creditorSlug === undefined ? undefined : eq(creditors.slug, creditorSlug),
      ),
    )
    .orderBy(asc(handoffs.createdAt), asc(handoffs.id))
    .all();
}

export async function insertHandoff(tx: Tx, row: typeof handoffs.$inferInsert): Promise<number> {
  return tx.orm.insert(handoffs).values(row).returning({ id: handoffs.id }).get().id;
}

export async function updateHandoff(
  tx: Tx,
  id: number,
  change: Partial<
    Pick<
      HandoffRow,
      | 'reason'
      | 'summary'
      | 'context'
      | 'debtorId'
      | 'state'
      | 'answeredAt'
      | 'closedAt'
      | 'collectorId'
      | 'claimedAt'
      | 'locale'
      | 'nextStep'
      | 'resolution'
    >
  >,
): Promise<void> {
  tx.orm.update(handoffs).set(change).where(eq(handoffs.id, id)).run();
}

export type ConversationRow = typeof conversations.$inferSelect;

export async function selectConversation(tx: ReadTx, id: number): Promise<ConversationRow | undefined> {
  return tx.orm.select().from(conversations).where(eq(conversations.id, id)).get();
}

/**
 * Forgets where the dialog stood when the person came, and that one was asked for: what was open then is
 * answered or out of date. The language stays. `waitsFor`: a person is awaited still, for this reason.
 */
export async function forgetDialog(
  tx: Tx,
  conversationId: number,
  waitsFor?: { reason: string; at: number },
): Promise<void> {
  const handedOff = waitsFor ? JSON.stringify(waitsFor) : null;
  tx.orm
    .update(conversations)
    .set({
      state: sql`json_patch('{}', json_object(
        'locale', ${conversations.state} -> '$.locale',
        'localeChosen', ${conversations.state} -> '$.localeChosen',
        'handedOff', json(${handedOff})))`,
    })
    .where(and(eq(conversations.id, conversationId), isNotNull(conversations.state)))
    .run();
}

/** What was shown in this conversation, once each, in order of first showing. */
export async function selectShown(tx: ReadTx, conversationId: number): Promise<string[]> {
  return tx.orm
    .select({ what: disclosures.what })
    .from(disclosures)
    .where(eq(disclosures.conversationId, conversationId))
    .groupBy(disclosures.what)
    .orderBy(sql`MIN(${disclosures.id})`)
    .all()
    .map((row) => row.what);
}

/** The newest messages of a conversation, oldest of them first. */
export async function selectMessages(tx: ReadTx, conversationId: number, limit: number) {
  const rows = tx.orm
    .select({
      seq: messages.seq,
      author: messages.author,
      body: messages.body,
      at: messages.at,
      withheldAt: messages.withheldAt,
    })
    .from(messages)
    .where(eq(messages.conversationId, conversationId))
    .orderBy(desc(messages.seq))
    .limit(limit)
    .all();
  return rows.reverse();
}

export async function selectLocale(tx: ReadTx, creditorId: number): Promise<string | undefined> {
  return tx.orm.select({ locale: creditors.locale }).from(creditors).where(eq(creditors.id, creditorId)).get()
    ?.locale;
}
