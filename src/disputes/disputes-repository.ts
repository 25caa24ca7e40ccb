import { and, desc, eq } from 'drizzle-orm';
import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';
import { disputes } from '../storage/schema/cases.ts';
import { attachments } from '../storage/schema/conversations.ts';
import { invoices } from '../storage/schema/ledger.ts';

export type DisputeRow = typeof disputes.$inferSelect;

/** The open dispute of an invoice, if there is one. */
export async function selectOpen(tx: ReadTx, invoiceId: number): Promise<DisputeRow | undefined> {
  return tx.orm
    .select()
    .from(disputes)
    .where(and(eq(disputes.invoiceId, invoiceId), eq(disputes.state, 'open')))
    .get();
}

/** The debtor's open disputes with their invoice numbers, newest first. */
export async function selectOpenOf(tx: ReadTx, debtorId: number) {
  return tx.orm
    .select({
      caseNumber: disputes.caseNumber,
      invoiceNumber: invoices.externalId,
      reason: disputes.reason,
      currency: disputes.currency,
      disputedMinor: disputes.disputedMinor,
      createdAt: disputes.createdAt,
    })
    .from(disputes)
    .innerJoin(invoices, eq(invoices.id, disputes.invoiceId))
    .where(and(eq(disputes.debtorId, debtorId), eq(disputes.state, 'open')))
    .orderBy(desc(disputes.id))
    .all();
}

export async function insertDispute(tx: Tx, dispute: typeof disputes.$inferInsert): Promise<number> {
  return tx.orm.insert(disputes).values(dispute).returning({ id: disputes.id }).get().id;
}

/** True when the file came in this conversation. */
export async function isAttachmentOf(tx: ReadTx, id: number, conversationId: number): Promise<boolean> {
  const row = tx.orm
    .select({ id: attachments.id })
    .from(attachments)
    .where(and(eq(attachments.id, id), eq(attachments.conversationId, conversationId)))
    .get();
  return row !== undefined;
}

const lastNumber = sqlStatement<[], { last: number | null }>(
  `SELECT MAX(n) AS last FROM (
     SELECT CAST(substr(case_number, 3) AS INTEGER) AS n FROM disputes ORDER BY id DESC LIMIT 100)`,
);

/** The highest case number given of late; 0 for none. The one writer makes it safe to add one. */
export async function selectLastNumber(tx: ReadTx): Promise<number> {
  return lastNumber(tx).get()?.last ?? 0;
}
