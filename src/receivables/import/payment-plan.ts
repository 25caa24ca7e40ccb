import type { PaymentRecord } from '../../erp/erp-connector.ts';
import type { ImportCounts, ImportPlan, Sqlite } from './import-plan.ts';
import { allocatePayments } from './payment-allocation.ts';
import { CREDITOR, INTO_FAULTS, joinSum, NOW, SPLIT_SUM, sumTooLarge, unknownDebtor } from './stage-sql.ts';

const TABLES = `
  CREATE TEMP TABLE stage_payments (
    row INTEGER PRIMARY KEY, number TEXT NOT NULL, debtor TEXT NOT NULL, received_on TEXT NOT NULL,
    currency TEXT NOT NULL, amount INTEGER NOT NULL, method TEXT, reference TEXT
  ) STRICT;
  CREATE TEMP TABLE stage_payment_invoices (row INTEGER NOT NULL, seq INTEGER NOT NULL, invoice TEXT NOT NULL) STRICT;
`;

const INDEXES = `
  CREATE INDEX temp.stage_payments_number ON stage_payments (number);
  CREATE INDEX temp.stage_payments_debtor ON stage_payments (debtor);
  CREATE INDEX temp.stage_payment_invoices_row ON stage_payment_invoices (row);
`;

const NAMED = `temp.stage_payment_invoices n JOIN temp.stage_payments s ON s.row = n.row
  JOIN invoices i ON i.creditor_id = ${CREDITOR} AND i.external_id = n.invoice`;
const KNOWN = `temp.stage_payments s JOIN payments p ON p.creditor_id = ${CREDITOR} AND p.external_id = s.number`;

const CHECKS = [
  `${INTO_FAULTS}
    SELECT s.row, 'payment_id', s.number, 'is a duplicate of row ' || m.row, 'each payment once'
    FROM (SELECT number, min(row) AS row FROM temp.stage_payments GROUP BY number HAVING count(*) > 1) m
    JOIN temp.stage_payments s ON s.number = m.number AND s.row > m.row`,
  unknownDebtor('stage_payments'),
  `${INTO_FAULTS}
    SELECT n.row, 'invoice_number', n.invoice, 'is no invoice of this creditor',
      'an invoice imported before, or an empty cell (oldest due first)'
    FROM temp.stage_payment_invoices n WHERE NOT EXISTS (
      SELECT 1 FROM invoices i WHERE i.creditor_id = ${CREDITOR} AND i.external_id = n.invoice)`,
  `${INTO_FAULTS}
    SELECT s.row, 'invoice_number', n.invoice, 'belongs to debtor ' || d.external_id, 'an invoice of ' || s.debtor
    FROM ${NAMED} JOIN debtors d ON d.id = i.debtor_id WHERE d.external_id <> s.debtor`,
  `${INTO_FAULTS}
    SELECT s.row, 'currency', s.currency, 'is not ' || i.currency || ', the currency of invoice ' || n.invoice,
      'the currency of the invoice'
    FROM ${NAMED} WHERE i.currency <> s.currency`,
  `${INTO_FAULTS}
    SELECT s.row, 'debtor_number', s.debtor, 'is not ' || d.external_id || ', whose payment the ledger says it is',
      'the same debtor as before'
    FROM ${KNOWN} JOIN debtors d ON d.id = p.debtor_id WHERE d.external_id <> s.debtor`,
  `${INTO_FAULTS}
    SELECT s.row, 'payment_id', s.number, 'is the number of a credit note that was decided here',
      'the number of a payment'
    FROM ${KNOWN} WHERE p.kind <> 'money'`,
  // A collector typed the bank's reference by hand: the same money must not be booked a second time.
  `${INTO_FAULTS}
    SELECT s.row, 'payment_id', s.number, 'is booked already as ' || p.external_id || ', from a proof of payment',
      'the same capital and small letters, or no such row'
    FROM temp.stage_payments s JOIN payments p ON p.creditor_id = ${CREDITOR}
      AND p.external_id = s.number COLLATE NOCASE AND p.external_id <> s.number
    WHERE EXISTS (SELECT 1 FROM payment_proofs x WHERE x.payment_id = p.id)`,
  sumTooLarge('stage_payments'),
];

/** `reallocate`: its money is to be spread (again), because it is new or its amount or currency changed. */
const PREPARE = `
  DROP TABLE IF EXISTS temp.heads;
  CREATE TEMP TABLE heads AS
    SELECT s.row, s.number, s.debtor, s.received_on, s.currency, s.amount, s.method, s.reference,
      p.id AS payment_id,
      CASE WHEN p.id IS NULL THEN 'new'
        WHEN p.received_on <> s.received_on OR p.currency <> s.currency OR p.amount_minor <> s.amount
          OR s.method IS NOT NULL AND s.method IS NOT p.method
          OR s.reference IS NOT NULL AND s.reference IS NOT p.reference THEN 'changed'
        ELSE 'unchanged' END AS state,
      p.id IS NULL OR p.currency <> s.currency OR p.amount_minor <> s.amount AS reallocate
    FROM temp.stage_payments s
    LEFT JOIN payments p ON p.creditor_id = ${CREDITOR} AND p.external_id = s.number;
`;

const APPLY = `
  DELETE FROM allocations WHERE payment_id IN (
    SELECT payment_id FROM temp.heads WHERE reallocate AND payment_id IS NOT NULL);
  UPDATE payments SET received_on = h.received_on, currency = h.currency, amount_minor = h.amount,
      method = coalesce(h.method, payments.method), reference = coalesce(h.reference, payments.reference)
    FROM temp.heads h WHERE h.payment_id = payments.id AND h.state = 'changed';
  INSERT INTO payments (creditor_id, debtor_id, external_id, received_on, currency, amount_minor, method, reference,
      created_at)
    SELECT ${CREDITOR}, d.id, h.number, h.received_on, h.currency, h.amount, h.method, h.reference, ${NOW}
    FROM temp.heads h JOIN debtors d ON d.creditor_id = ${CREDITOR} AND d.external_id = h.debtor
    WHERE h.state = 'new' ORDER BY h.received_on, h.row;
`;

/** Payments, spread over the invoices they name, else over the debtor's oldest. */
export const paymentPlan: ImportPlan<PaymentRecord> = {
  tables: TABLES,
  staged: ['stage_payments', 'stage_payment_invoices'],
  indexes: INDEXES,
  inserter(sqlite) {
    const payment = sqlite.prepare('INSERT INTO temp.stage_payments VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    const named = sqlite.prepare('INSERT INTO temp.stage_payment_invoices VALUES (?, ?, ?)');
    return (row, record) => {
      const { externalId, debtorExternalId, receivedOn, currency, amountMinor, method, reference } = record;
      payment.run(
        row,
        externalId,
        debtorExternalId,
        receivedOn,
        currency,
        amountMinor,
        method ?? null,
        reference ?? null,
      );
      for (const [seq, invoice] of record.invoiceExternalIds.entries()) named.run(row, seq, invoice);
    };
  },
  checks: CHECKS,
  prepare: PREPARE,
  counts: countPayments,
  apply(sqlite) {
    sqlite.exec(APPLY);
    allocatePayments(sqlite);
  },
};

function countPayments(sqlite: Sqlite): ImportCounts {
  const heads = (state: string) =>
    sqlite.prepare('SELECT count(*) FROM temp.heads WHERE state = ?').pluck().get(state) as number;
  const totals = sqlite
    .prepare(`SELECT currency, ${SPLIT_SUM} FROM temp.heads GROUP BY currency ORDER BY currency`)
    .all() as { currency: string; high: string; low: string }[];
  return {
    created: heads('new'),
    changed: heads('changed'),
    unchanged: heads('unchanged'),
    also: {},
    totals: totals.map((row) => ({ currency: row.currency, minor: joinSum(row) })),
  };
}
