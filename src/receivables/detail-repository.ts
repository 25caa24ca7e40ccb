import { and, asc, eq, sql } from 'drizzle-orm';
import { type ReadTx, sqlStatement, statement } from '../storage/database.ts';
import { creditorBankAccounts, invoiceLines, invoices, virtualAccounts } from '../storage/schema/ledger.ts';

const lines = statement((orm) =>
  orm
    .select({
      position: invoiceLines.position,
      description: invoiceLines.description,
      quantity: invoiceLines.quantity,
      amountMinor: invoiceLines.amountMinor,
    })
    .from(invoiceLines)
    .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
    .where(
      and(
        eq(invoiceLines.invoiceId, sql.placeholder('invoiceId')),
        eq(invoices.debtorId, sql.placeholder('debtorId')),
      ),
    )
    .orderBy(asc(invoiceLines.position))
    .prepare(),
);

/** One line of an invoice; `amountMinor` in the invoice's currency, `quantity` as the ledger writes it. */
export interface InvoiceLine {
  position: number;
  description: string;
  quantity: string;
  amountMinor: number;
}

export async function selectLines(tx: ReadTx, debtorId: number, invoiceId: number): Promise<InvoiceLine[]> {
  return lines(tx).all({ debtorId, invoiceId });
}

/** What settles an invoice: money confirmed or a credit note, minor units of the invoice's currency. */
export interface AllocatedPayment {
  kind: 'money' | 'credit_note';
  receivedOn: string;
  amountMinor: number;
}

const allocated = sqlStatement<[number], AllocatedPayment>(`
  SELECT p.kind, p.received_on AS receivedOn, a.amount_minor AS amountMinor
  FROM allocations a JOIN payments p ON p.id = a.payment_id
  WHERE a.invoice_id = ? ORDER BY p.received_on, p.id`);

export async function selectAllocated(tx: ReadTx, invoiceId: number): Promise<AllocatedPayment[]> {
  return allocated(tx).all(invoiceId);
}

const bankAccounts = statement((orm) =>
  orm
    .select({
      bank: creditorBankAccounts.bank,
      accountNumber: creditorBankAccounts.accountNumber,
      holder: creditorBankAccounts.holder,
      currency: creditorBankAccounts.currency,
    })
    .from(creditorBankAccounts)
    .where(eq(creditorBankAccounts.creditorId, sql.placeholder('creditorId')))
    .orderBy(asc(creditorBankAccounts.currency), asc(creditorBankAccounts.id))
    .prepare(),
);

const debtorVirtualAccounts = statement((orm) =>
  orm
    .select({
      bank: virtualAccounts.bank,
      accountNumber: virtualAccounts.accountNumber,
      currency: virtualAccounts.currency,
    })
    .from(virtualAccounts)
    .where(eq(virtualAccounts.debtorId, sql.placeholder('debtorId')))
    .orderBy(asc(virtualAccounts.currency), asc(virtualAccounts.id))
    .prepare(),
);

/** The creditor's own accounts, and the virtual accounts made for this debtor alone. */
export async function selectAccounts(tx: ReadTx, debtor: { creditorId: number; debtorId: number }) {
  return {
    bankAccounts: bankAccounts(tx).all({ creditorId: debtor.creditorId }),
    virtualAccounts: debtorVirtualAccounts(tx).all({ debtorId: debtor.debtorId }),
  };
}

const contract = sqlStatement<[number, string], { id: number }>(
  'SELECT id FROM contracts WHERE debtor_id = ? AND external_key = ?',
);

/** True when `key` is the tolerant form of a contract number of this debtor. */
export async function isContractOf(tx: ReadTx, debtorId: number, key: string): Promise<boolean> {
  return contract(tx).get(debtorId, key) !== undefined;
}
