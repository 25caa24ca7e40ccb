import { and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import { type ReadTx, sqlStatement, statement, type Tx } from '../storage/database.ts';
import { handoffs } from '../storage/schema/cases.ts';
import { conversations, messages } from '../storage/schema/conversations.ts';
import { creditors, debtors } from '../storage/schema/ledger.ts';

export type HandoffRow = typeof handoffs.$inferSelect;
export type HandoffState = HandoffRow['state'];

// Asked for with every message of a debtor who waits: prepared once.
const openOf = statement((orm) =>
  orm
    .select()
    .from(handoffs)
    .where(and(eq(handoffs.conversationId, sql.placeholder('id')), ne(handoffs.state, 'closed')))
    .prepare(),
);
const newestOf = statement((orm) =>
  orm
    .select()
    .from(handoffs)
    .where(eq(handoffs.conversationId, sql.placeholder('id')))
    .orderBy(desc(handoffs.id))
    .limit(1)
    .prepare(),
);
const byId = statement((orm) =>
  orm
    .select()
    .from(handoffs)
    .where(eq(handoffs.id, sql.placeholder('id')))
    .prepare(),
);
const conversationOf = statement((orm) =>
  orm
    .select()
    .from(conversations)
    .where(eq(conversations.id, sql.placeholder('id')))
    .prepare(),
);

/** The handoff of a conversation that is not closed yet. */
export async function selectOpen(tx: ReadTx, conversationId: number): Promise<HandoffRow | undefined> {
  return openOf(tx).get({ id: conversationId });
}

/** The newest handoff of a conversation, open or closed. */
export async function selectNewest(tx: ReadTx, conversationId: number): Promise<HandoffRow | undefined> {
  return newestOf(tx).get({ id: conversationId });
}

export async function selectHandoff(tx: ReadTx, id: number): Promise<HandoffRow | undefined> {
  return byId(tx).get({ id });
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

const NEW_COLUMNS = [
  'creditorId',
  'conversationId',
  'debtorId',
  'reason',
  'summary',
  'context',
  'createdAt',
  'locale',
  'nextStep',
] as const satisfies readonly (keyof HandoffRow)[];

const insert = statement((orm) => {
  const holders = NEW_COLUMNS.map((name) => [name, sql.placeholder(name)]);
  return orm
    .insert(handoffs)
    .values(Object.fromEntries(holders) as typeof handoffs.$inferInsert)
    .returning({ id: handoffs.id })
    .prepare();
});

export async function insertHandoff(
  tx: Tx,
  row: Pick<HandoffRow, (typeof NEW_COLUMNS)[number]>,
): Promise<number> {
  return insert(tx).get({ ...row }).id;
}

const CHANGES = {
  summary: 'summary',
  context: 'context',
  debtorId: 'debtor_id',
  state: 'state',
  answeredAt: 'answered_at',
  closedAt: 'closed_at',
  collectorId: 'collector_id',
  claimedAt: 'claimed_at',
  locale: 'locale',
  nextStep: 'next_step',
  resolution: 'resolution',
  phoneAnsweredAt: 'phone_answered_at',
} as const satisfies Partial<Record<keyof HandoffRow, string>>;
type Changeable = keyof typeof CHANGES;

/** One statement per set of columns that is ever changed together: there are a handful. */
const updates = new Map<string, ReturnType<typeof sqlStatement<Record<string, unknown>>>>();

export async function updateHandoff(
  tx: Tx,
  id: number,
  change: Partial<Pick<HandoffRow, Changeable>>,
): Promise<void> {
  const names = Object.keys(change) as Changeable[];
  const set = names.map((name) => `${CHANGES[name]} = @${name}`).join(', ');
  let update = updates.get(set);
  if (!update) {
    update = sqlStatement<Record<string, unknown>>(`UPDATE handoffs SET ${set} WHERE id = @id`);
    updates.set(set, update);
  }
  update(tx).run({ ...change, id });
}

export type ConversationRow = typeof conversations.$inferSelect;

export async function selectConversation(tx: ReadTx, id: number): Promise<ConversationRow | undefined> {
  return conversationOf(tx).get({ id });
}

const forget = sqlStatement<{ id: number; handedOff: string | null }>(
  `UPDATE conversations SET state = json_patch('{}', json_object('locale', state -> '$.locale',
     'localeChosen', state -> '$.localeChosen', 'handedOff', json(@handedOff)))
   WHERE id = @id AND state IS NOT NULL`,
);

/**
 * Forgets where the dialog stood when the person came, and that one was asked for: what was open then is
 * answered or out of date. The language stays. `waitsFor`: a person is awaited still, for this reason.
 */
export async function forgetDialog(
  tx: Tx,
  conversationId: number,
  waitsFor?: { reason: string; at: number },
): Promise<void> {
  forget(tx).run({ id: conversationId, handedOff: waitsFor ? JSON.stringify(waitsFor) : null });
}

const shown = sqlStatement<[number], { what: string }>(
  'SELECT what FROM disclosures WHERE conversation_id = ? GROUP BY what ORDER BY MIN(id)',
);

/** What was shown in this conversation, once each, in order of first showing. */
export async function selectShown(tx: ReadTx, conversationId: number): Promise<string[]> {
  return shown(tx)
    .all(conversationId)
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

const localeOf = sqlStatement<[number], { locale: string }>('SELECT locale FROM creditors WHERE id = ?');

export async function selectLocale(tx: ReadTx, creditorId: number): Promise<string | undefined> {
  return localeOf(tx).get(creditorId)?.locale;
}
