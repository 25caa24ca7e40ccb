import { allocateOldestFirst, type OpenInvoice } from '../../payments/index.ts';
import type { Sqlite } from './import-plan.ts';
import { CREDITOR } from './stage-sql.ts';

interface ToAllocate {
  id: number;
  named: number;
  row: number;
  payment: number;
  debtor: number;
  currency: string;
  amount: number;
}

/** In the order their money counts; the row ids of the table are that order. */
const ORDERED = `
  DROP TABLE IF EXISTS temp.import_spread;
  CREATE TEMP TABLE import_spread AS
    SELECT h.row, p.id AS payment, p.debtor_id AS debtor, p.currency, p.amount_minor AS amount,
      EXISTS (SELECT 1 FROM temp.stage_payment_invoices n WHERE n.row = h.row) AS named
    FROM temp.heads h JOIN payments p ON p.creditor_id = ${CREDITOR} AND p.external_id = h.number
    WHERE h.reallocate ORDER BY named DESC, h.received_on, h.row`;

const NAMED = `
  SELECT i.id AS invoiceId, i.amount_minor - i.allocated_minor AS outstandingMinor
  FROM temp.stage_payment_invoices n JOIN invoices i ON i.creditor_id = ${CREDITOR} AND i.external_id = n.invoice
  WHERE n.row = ? AND i.voided_at IS NULL ORDER BY n.seq`;

const OLDEST = `
  SELECT id AS invoiceId, amount_minor - allocated_minor AS outstandingMinor FROM invoices
  WHERE debtor_id = ? AND currency = ? AND voided_at IS NULL AND allocated_minor < amount_minor
  ORDER BY due_date, id`;

/**
 * Spreads the payments that are new or changed: first those that name invoices, then the others over the
 * debtor's oldest due. What nothing takes stays on the payment as credit. Runs inside the applying transaction.
 */
export function allocatePayments(sqlite: Sqlite): void {
  sqlite.exec(ORDERED);
  const page = sqlite.prepare(
    'SELECT rowid AS id, * FROM temp.import_spread WHERE rowid > ? ORDER BY rowid LIMIT 1000',
  );
  const named = sqlite.prepare(NAMED);
  const oldest = sqlite.prepare(OLDEST);
  const insert = sqlite.prepare(
    'INSERT INTO allocations (payment_id, invoice_id, amount_minor) VALUES (?, ?, ?)',
  );
  let last = 0;
  for (;;) {
    const payments = page.all(last) as ToAllocate[];
    if (payments.length === 0) break;
    for (const payment of payments) {
      last = payment.id;
      const open = (
        payment.named ? named.iterate(payment.row) : oldest.iterate(payment.debtor, payment.currency)
      ) as IterableIterator<OpenInvoice>;
      for (const part of allocateOldestFirst(payment.amount, open).allocations) {
        insert.run(payment.payment, part.invoiceId, part.amountMinor);
      }
    }
  }
  sqlite.exec('DROP TABLE temp.import_spread');
}
