import { CREDITOR, disagreement, INTO_FAULTS, sumTooLarge, unknownDebtor } from './stage-sql.ts';

/** Allocations of payments other than the settlement this import itself has made. */
export const FOREIGN_ALLOCATED = `coalesce((
  SELECT sum(a.amount_minor) FROM allocations a JOIN payments p ON p.id = a.payment_id
  WHERE a.invoice_id = i.id AND p.external_id <> 'settled:' || i.external_id), 0)`;

const HEAD_COLUMNS = [
  'debtor',
  'debtor_name',
  'contract',
  'issue_date',
  'due_date',
  'currency',
  'description',
  'settled_on',
  'disputed',
];

const KNOWN = `temp.stage_invoices s JOIN invoices i ON i.creditor_id = ${CREDITOR} AND i.external_id = s.number`;

/** What can be wrong with invoices only beside each other or beside the ledger. */
export const INVOICE_CHECKS: readonly string[] = [
  `${INTO_FAULTS}
    SELECT s.row, 'invoice_number', s.number, 'is a duplicate of row ' || m.row,
      'each invoice once; several rows only when each has a line_description and line_amount'
    FROM (SELECT number, min(row) AS row FROM temp.stage_invoices
        GROUP BY number HAVING count(*) > 1 AND min(lines) = 0) m
    JOIN temp.stage_invoices s ON s.number = m.number AND s.row > m.row`,
  ...HEAD_COLUMNS.map((column) => disagreement('stage_invoices', column, 'invoice')),
  `${INTO_FAULTS}
    SELECT s.row, 'amount', decimal_text(s.amount, s.currency), 'differs from row ' || f.row || ' of the same invoice',
      'the total of the whole invoice in each of its rows'
    FROM (SELECT number, amount, min(row) AS row FROM temp.stage_invoices WHERE amount IS NOT NULL
        GROUP BY number HAVING count(*) > 1) f
    JOIN temp.stage_invoices s ON s.number = f.number AND s.amount <> f.amount`,
  `${INTO_FAULTS}
    SELECT min(row), 'amount', decimal_text(max(amount), max(currency)),
      'is not the sum of the lines, ' || decimal_text(sum(line_sum), max(currency)), 'lines that add up to the amount'
    FROM temp.stage_invoices GROUP BY number
    HAVING min(lines) > 0 AND total(line_sum) < 9007199254740992 AND max(amount) <> sum(line_sum)`,
  `${INTO_FAULTS}
    SELECT min(row), 'line_amount', number, 'has lines that add up to less than zero or beyond 2^53',
      'a sum of zero to 2^53 − 1 minor units'
    FROM temp.stage_invoices GROUP BY number
    HAVING min(lines) > 0 AND (total(line_sum) > 9007199254740991 OR max(amount) IS NULL AND total(line_sum) < 0)`,
  unknownDebtor('stage_invoices'),
  `${INTO_FAULTS}
    SELECT s.row, 'contract_number', s.contract, 'belongs to debtor ' || d.external_id, 'a contract of the same debtor'
    FROM temp.stage_invoices s JOIN contracts c ON c.creditor_id = ${CREDITOR} AND c.external_id = s.contract
    JOIN debtors d ON d.id = c.debtor_id AND d.external_id <> s.debtor`,
  `${INTO_FAULTS}
    SELECT s.row, 'contract_number', s.contract, 'belongs to debtor ' || f.debtor || ' in row ' || f.row,
      'a contract of the same debtor'
    FROM (SELECT contract, debtor, min(row) AS row FROM temp.stage_invoices WHERE contract IS NOT NULL
        GROUP BY contract HAVING count(DISTINCT debtor) > 1) f
    JOIN temp.stage_invoices s ON s.contract = f.contract AND s.debtor <> f.debtor`,
  `${INTO_FAULTS}
    SELECT s.row, 'debtor_number', s.debtor, 'is not ' || d.external_id || ', whose invoice the ledger says it is',
      'the same debtor, as there are payments, proofs or disputes of it'
    FROM ${KNOWN} JOIN debtors d ON d.id = i.debtor_id AND d.external_id <> s.debtor
    WHERE i.allocated_minor > 0 OR EXISTS (SELECT 1 FROM disputes x WHERE x.invoice_id = i.id)
      OR EXISTS (SELECT 1 FROM payment_proof_invoices x WHERE x.invoice_id = i.id)`,
  `${INTO_FAULTS}
    SELECT s.row, 'currency', s.currency, 'is not ' || i.currency || ', in which it was paid', 'the same currency'
    FROM ${KNOWN} WHERE i.currency <> s.currency AND i.allocated_minor > 0`,
  `${INTO_FAULTS}
    SELECT min(s.row), 'amount', decimal_text(max(coalesce(s.amount, 0)), max(s.currency)),
      'is less than the ' || decimal_text(${FOREIGN_ALLOCATED}, i.currency) || ' already paid on it',
      'at least what was paid'
    FROM ${KNOWN} WHERE i.allocated_minor > 0 GROUP BY i.id
    HAVING coalesce(max(s.amount), sum(s.line_sum)) < ${FOREIGN_ALLOCATED}`,
  sumTooLarge('stage_invoices'),
];
