import { and, asc, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';
import { allocations, invoices, payments } from '../storage/schema/ledger.ts';

export type PaymentRow = typeof payments.$inferSelect;
export type PaymentKind = PaymentRow['kind'];

/** Where a page of payments begins: after the payment received on this day with this id. */
export interface PaymentCursor {
  receivedOn: string;
  id: number;
}

/** The debtor's payments and credit notes (or one kind of them), newest first. */
export async function selectPayments(
  tx: ReadTx,
  debtorId: number,
  after: PaymentCursor | undefined,
  limit: number,
  kind?: PaymentKind,
): Promise<PaymentRow[]> {
  return tx.orm
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.debtorId, debtorId),
        kind && eq(payments.kind, kind),
        after &&
          or(
            lt(payments.receivedOn, after.receivedOn),
            and(eq(payments.receivedOn, after.receivedOn), lt(payments.id, after.id)),
          ),
      ),
    )
    .orderBy(desc(payments.receivedOn), desc(payments.id))
    .limit(limit)
    .all();
}

/** What part of which invoice each payment paid. */
export async function selectAllocations(tx: ReadTx, paymentIds: readonly number[]) {
  return tx.orm
    .select({
      paymentId: allocations.paymentId,
      invoiceId: allocations.invoiceId,
      number: invoices.externalId,
      amountMinor: allocations.amountMinor,
    })
    .from(allocations)
    .innerJoin(invoices, eq(invoices.id, allocations.invoiceId))
    .where(inArray(allocations.paymentId, [...paymentIds]))
    .orderBy(asc(invoices.dueDate), asc(invoices.id))
    .all();
}

/** The newest money allocated to an invoice, with the part that went there. */
export async function selectNewestFor(tx: ReadTx, debtorId: number, invoiceId: number) {
  return tx.orm
    .select({ receivedOn: payments.receivedOn, amountMinor: allocations.amountMinor })
    .from(allocations)
    .innerJoin(payments, eq(payments.id, allocations.paymentId))
    .where(
      and(eq(allocations.invoiceId, invoiceId), eq(payments.debtorId, debtorId), eq(payments.kind, 'money')),
    )
    .orderBy(desc(payments.receivedOn), desc(payments.id))
    .limit(1)
    .get();
}

const byReference = sqlStatement<[number, string], { id: number }>(
  'SELECT id FROM payments WHERE creditor_id = ? AND external_id = ? COLLATE NOCASE LIMIT 1',
);

/** Whether something is booked under this reference, in capital or small letters. */
export async function isBooked(tx: ReadTx, creditorId: number, reference: string): Promise<boolean> {
  return byReference(tx).get(creditorId, reference) !== undefined;
}

export async function selectByExternalId(
  tx: ReadTx,
  creditorId: number,
  externalId: string,
): Promise<PaymentRow | undefined> {
  return tx.orm
    .select()
    .from(payments)
    .where(and(eq(payments.creditorId, creditorId), eq(payments.externalId, externalId)))
    .get();
}

/** Open invoices of a debtor in one currency, oldest due first: what a payment can be allocated to. */
export async function selectAllocatable(tx: ReadTx, debtorId: number, currency: string) {
  return tx.orm
    .select({
      invoiceId: invoices.id,
      outstandingMinor: sql<number>`${invoices.amountMinor} - ${invoices.allocatedMinor}`,
    })
    .from(invoices)
    .where(
      and(
        eq(invoices.debtorId, debtorId),
        eq(invoices.currency, currency),
        isNull(invoices.voidedAt),
        lt(invoices.allocatedMinor, invoices.amountMinor),
      ),
    )
    .orderBy(asc(invoices.dueDate), asc(invoices.id))
    .all();
}

export async function insertPayment(tx: Tx, payment: typeof payments.$inferInsert): Promise<number> {
  return tx.orm.insert(payments).values(payment).returning({ id: payments.id }).get().id;
}

export async function insertAllocations(
  tx: Tx,
  paymentId: number,
  parts: readonly { invoiceId: number; amountMinor: number }[],
): Promise<void> {
  if (parts.length > 0) {
    tx.orm
      .insert(allocations)
      .values(parts.map((part) => ({ paymentId, ...part })))
      .run();
  }
}
