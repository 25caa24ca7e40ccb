import type { InvoiceRecord } from '../../erp/erp-connector.ts';
import { referenceKey } from '../../shared/reference-key.ts';
import type { ImportCounts, ImportPlan, Sqlite } from './import-plan.ts';
import { ENDS_DISPUTE, INVOICE_APPLY, OPENS_DISPUTE } from './invoice-apply.ts';
import { INVOICE_CHECKS } from './invoice-checks.ts';
import { CREDITOR, joinSum, SPLIT_SUM } from './stage-sql.ts';

const TABLES = `
  CREATE TEMP TABLE stage_invoices (
    row INTEGER PRIMARY KEY, number TEXT NOT NULL, number_key TEXT NOT NULL, debtor TEXT NOT NULL,
    debtor_key TEXT NOT NULL, debtor_name TEXT, contract TEXT, contract_key TEXT, issue_date TEXT NOT NULL,
    due_date TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER, description TEXT, settled_on TEXT,
    disputed INTEGER, lines INTEGER NOT NULL, line_sum INTEGER
  ) STRICT;
  CREATE TEMP TABLE stage_lines (
    row INTEGER NOT NULL, number TEXT NOT NULL, description TEXT NOT NULL, quantity TEXT NOT NULL,
    amount INTEGER NOT NULL
  ) STRICT;
`;

const INDEXES = `
  CREATE INDEX temp.stage_invoices_number ON stage_invoices (number);
  CREATE INDEX temp.stage_invoices_debtor ON stage_invoices (debtor);
  CREATE INDEX temp.stage_invoices_contract ON stage_invoices (contract) WHERE contract IS NOT NULL;
  CREATE INDEX temp.stage_lines_number ON stage_lines (number);
`;

/** One row per invoice: what it is to be, what it is (`invoice_id`), and what has to happen for it. */
const PREPARE = `
  DROP TABLE IF EXISTS temp.heads;
  CREATE TEMP TABLE heads AS
    SELECT s.number, min(s.row) AS row, max(s.number_key) AS number_key, max(s.debtor) AS debtor,
      max(s.debtor_key) AS debtor_key, max(s.debtor_name) AS debtor_name, max(s.contract) AS contract,
      max(s.contract_key) AS contract_key, max(s.issue_date) AS issue_date, max(s.due_date) AS due_date,
      max(s.currency) AS currency, coalesce(max(s.amount), sum(s.line_sum)) AS amount,
      max(s.description) AS description, max(s.settled_on) AS settled_on, max(s.disputed) AS disputed,
      sum(s.lines) AS lines, i.id AS invoice_id, 'new' AS state, 0 AS relined, 0 AS resettled, 0 AS unpaid,
      p.id AS settlement_id, CASE WHEN p.received_on <> max(s.settled_on) THEN 1 ELSE 0 END AS redated
    FROM temp.stage_invoices s
    LEFT JOIN invoices i ON i.creditor_id = ${CREDITOR} AND i.external_id = s.number
    LEFT JOIN payments p ON p.creditor_id = ${CREDITOR} AND p.external_id = 'settled:' || s.number
    GROUP BY s.number;
  CREATE UNIQUE INDEX temp.heads_number ON heads (number);
  CREATE INDEX temp.heads_debtor ON heads (debtor);
  UPDATE temp.heads SET relined = 1 WHERE lines > 0 AND invoice_id IS NOT NULL AND (
      SELECT json_group_array(json_array(l.description, l.quantity, l.amount_minor) ORDER BY l.position)
      FROM invoice_lines l WHERE l.invoice_id = heads.invoice_id
    ) <> (
      SELECT json_group_array(json_array(l.description, l.quantity, l.amount) ORDER BY l.rowid)
      FROM temp.stage_lines l WHERE l.number = heads.number);
  UPDATE temp.heads SET state = CASE WHEN relined OR EXISTS (
      SELECT 1 FROM invoices i JOIN debtors d ON d.id = i.debtor_id LEFT JOIN contracts c ON c.id = i.contract_id
      WHERE i.id = heads.invoice_id AND (
        d.external_id <> heads.debtor OR i.issue_date <> heads.issue_date OR i.due_date <> heads.due_date
        OR i.currency <> heads.currency OR i.amount_minor <> heads.amount
        OR heads.contract IS NOT NULL AND heads.contract IS NOT c.external_id
        OR heads.description IS NOT NULL AND heads.description IS NOT i.description))
    THEN 'changed' ELSE 'unchanged' END
  WHERE invoice_id IS NOT NULL;
  UPDATE temp.heads SET resettled = 1 WHERE state = 'changed' AND settlement_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM invoices i WHERE i.id = heads.invoice_id AND i.amount_minor <> heads.amount);
  UPDATE temp.heads SET unpaid = amount - coalesce((
      SELECT i.allocated_minor FROM invoices i WHERE i.id = heads.invoice_id), 0)
    WHERE resettled = 0;
`;

/** Invoices with their lines, and what a source that knows only "settled" and "disputed" says of them. */
export const invoicePlan: ImportPlan<InvoiceRecord> = {
  tables: TABLES,
  staged: ['stage_invoices', 'stage_lines'],
  indexes: INDEXES,
  inserter(sqlite) {
    const invoice = sqlite.prepare(
      `INSERT INTO temp.stage_invoices VALUES (${Array(17).fill('?').join(', ')})`,
    );
    const line = sqlite.prepare('INSERT INTO temp.stage_lines VALUES (?, ?, ?, ?, ?)');
    return (row, record) => {
      const { externalId: number, debtorExternalId: debtor, contractExternalId: contract, lines } = record;
      invoice.run(
        row,
        number,
        referenceKey(number),
        debtor,
        referenceKey(debtor),
        record.debtorName ?? null,
        contract ?? null,
        contract === undefined ? null : referenceKey(contract),
        record.issueDate,
        record.dueDate,
        record.currency,
        record.amountMinor ?? null,
        record.description ?? null,
        record.settledOn ?? null,
        record.disputed === undefined ? null : Number(record.disputed),
        lines.length,
        lines.length === 0 ? null : lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      );
      for (const { description, quantity, amountMinor } of lines) {
        line.run(row, number, description, quantity, amountMinor);
      }
    };
  },
  checks: INVOICE_CHECKS,
  prepare: PREPARE,
  counts: countInvoices,
  apply: (sqlite) => {
    sqlite.exec(INVOICE_APPLY);
  },
};

function countInvoices(sqlite: Sqlite): ImportCounts {
  const count = (sql: string) => sqlite.prepare(sql).pluck().get() as number;
  const heads = (where: string) => count(`SELECT count(*) FROM temp.heads WHERE ${where}`);
  const totals = sqlite
    .prepare(`SELECT currency, ${SPLIT_SUM} FROM temp.heads GROUP BY currency ORDER BY currency`)
    .all() as { currency: string; high: string; low: string }[];
  return {
    created: heads("state = 'new'"),
    changed: heads("state = 'changed'"),
    unchanged: heads("state = 'unchanged'"),
    also: {
      'debtors created':
        count(`SELECT count(*) FROM (SELECT DISTINCT debtor FROM temp.heads) h WHERE NOT EXISTS (
        SELECT 1 FROM debtors d WHERE d.creditor_id = ${CREDITOR} AND d.external_id = h.debtor)`),
      'settlements recorded': heads('settled_on IS NOT NULL AND settlement_id IS NULL AND unpaid > 0'),
      'settlements corrected': heads('settlement_id IS NOT NULL AND (resettled OR redated)'),
      'disputes opened': heads(OPENS_DISPUTE),
      'disputes ended': heads(ENDS_DISPUTE),
    },
    totals: totals.map((row) => ({ currency: row.currency, minor: joinSum(row) })),
  };
}
