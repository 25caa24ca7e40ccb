import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { type ReadTx, sqlStatement, statement, type Tx } from '../storage/database.ts';
import { paymentProofInvoices, paymentProofs } from '../storage/schema/cases.ts';
import { attachments, conversations } from '../storage/schema/conversations.ts';

export type ProofRow = typeof paymentProofs.$inferSelect;
export type ProofState = ProofRow['state'];

const attachmentOf = statement((orm) =>
  orm
    .select({ id: attachments.id, contentHash: attachments.contentHash })
    .from(attachments)
    .where(
      and(
        eq(attachments.id, sql.placeholder('id')),
        eq(attachments.conversationId, sql.placeholder('conversationId')),
      ),
    )
    .prepare(),
);

/** A file's keyed content hash, if it came in this conversation. */
export async function selectAttachment(tx: ReadTx, id: number, conversationId: number) {
  return attachmentOf(tx).get({ id, conversationId });
}

/** Proofs with this content among their files. */
const WITH_CONTENT = `(SELECT id FROM payment_proofs WHERE content_hash = @hash
  UNION SELECT proof_id FROM payment_proof_files WHERE content_hash = @hash)`;
const ownByHash = sqlStatement<
  { debtorId: number; hash: string },
  { receiptNumber: string; createdAt: number }
>(`
  SELECT receipt_number AS receiptNumber, created_at AS createdAt FROM payment_proofs
  WHERE id IN ${WITH_CONTENT} AND debtor_id = @debtorId ORDER BY id LIMIT 1`);

/** The receipt given when this debtor sent the same content before, alone or among other files. */
export async function selectOwnByHash(tx: ReadTx, debtorId: number, hash: string) {
  return ownByHash(tx).get({ debtorId, hash });
}

const foreignByHash = sqlStatement<
  { creditorId: number; hash: string; debtorId: number },
  { receiptNumber: string }
>(`
  SELECT receipt_number AS receiptNumber FROM payment_proofs
  WHERE id IN ${WITH_CONTENT} AND creditor_id = @creditorId AND debtor_id <> @debtorId ORDER BY id LIMIT 1`);

/** The receipt under which another debtor of the same creditor sent the same content. */
export async function selectForeignByHash(
  tx: ReadTx,
  debtor: { creditorId: number; debtorId: number },
  contentHash: string,
): Promise<string | undefined> {
  const { creditorId, debtorId } = debtor;
  return foreignByHash(tx).get({ creditorId, debtorId, hash: contentHash })?.receiptNumber;
}

const lastNumber = sqlStatement<[], { last: number | null }>(
  `SELECT MAX(n) AS last FROM (
     SELECT CAST(substr(receipt_number, 3) AS INTEGER) AS n FROM payment_proofs ORDER BY id DESC LIMIT 100)`,
);

/** The highest receipt number given of late; 0 for none. The one writer makes it safe to add one. */
export async function selectLastNumber(tx: ReadTx): Promise<number> {
  return lastNumber(tx).get()?.last ?? 0;
}

const insertFile = sqlStatement<[number, number, number, string]>(
  'INSERT INTO payment_proof_files (proof_id, position, attachment_id, content_hash) VALUES (?, ?, ?, ?)',
);

/** `more`: files that came together with the proof's own. */
export async function insertProof(
  tx: Tx,
  proof: typeof paymentProofs.$inferInsert,
  invoiceIds: readonly number[],
  more: readonly { id: number; contentHash: string }[] = [],
): Promise<number> {
  const row = tx.orm.insert(paymentProofs).values(proof).returning({ id: paymentProofs.id }).get();
  tx.orm
    .insert(paymentProofInvoices)
    .values(invoiceIds.map((invoiceId) => ({ proofId: row.id, invoiceId })))
    .run();
  more.forEach((file, index) => void insertFile(tx).run(row.id, index + 2, file.id, file.contentHash));
  return row.id;
}

/** The debtor's newest proof, or the newest one for an invoice. */
export async function selectNewest(
  tx: ReadTx,
  debtorId: number,
  invoiceId?: number,
): Promise<ProofRow | undefined> {
  const forInvoice = tx.orm
    .select({ id: paymentProofInvoices.proofId })
    .from(paymentProofInvoices)
    .where(eq(paymentProofInvoices.invoiceId, invoiceId ?? 0));
  return tx.orm
    .select()
    .from(paymentProofs)
    .where(
      and(
        eq(paymentProofs.debtorId, debtorId),
        invoiceId === undefined ? undefined : inArray(paymentProofs.id, forInvoice),
      ),
    )
    .orderBy(desc(paymentProofs.createdAt), desc(paymentProofs.id))
    .limit(1)
    .get();
}

export async function selectInvoiceIds(tx: ReadTx, proofId: number): Promise<number[]> {
  return tx.orm
    .select({ id: paymentProofInvoices.invoiceId })
    .from(paymentProofInvoices)
    .where(eq(paymentProofInvoices.proofId, proofId))
    .all()
    .map((row) => row.id);
}

export async function selectProof(tx: ReadTx, id: number): Promise<ProofRow | undefined> {
  return tx.orm.select().from(paymentProofs).where(eq(paymentProofs.id, id)).get();
}

export async function updateProof(
  tx: Tx,
  id: number,
  change: Partial<
    Pick<ProofRow, 'state' | 'paymentId' | 'decidedAt' | 'decidedBy' | 'decisionNote' | 'rejectReason'>
  >,
): Promise<void> {
  tx.orm.update(paymentProofs).set(change).where(eq(paymentProofs.id, id)).run();
}

/** Where and in which language a debtor is told of a decision. */
export async function selectConversation(tx: ReadTx, id: number) {
  return tx.orm
    .select({
      channel: conversations.channel,
      creditorId: conversations.creditorId,
      locale: conversations.locale,
      optedOutAt: conversations.optedOutAt,
    })
    .from(conversations)
    .where(eq(conversations.id, id))
    .get();
}
