import { CREDITOR, NOW } from './stage-sql.ts';

const IMPORTED = "SELECT 1 FROM disputes x WHERE x.invoice_id = heads.invoice_id AND x.reason = 'imported'";

/** A head whose invoice stays unpaid, is marked as disputed, and was never so marked by an import before. */
export const OPENS_DISPUTE = `disputed = 1 AND settled_on IS NULL AND unpaid > 0
  AND (invoice_id IS NULL OR NOT EXISTS (${IMPORTED}))`;

/** A head whose imported dispute is over: the source no longer says so, or it was paid. */
export const ENDS_DISPUTE = `(disputed = 0 OR settled_on IS NOT NULL)
  AND invoice_id IS NOT NULL AND EXISTS (${IMPORTED} AND x.state = 'open')`;

const INVOICE_OF_HEAD = `JOIN invoices i ON i.creditor_id = ${CREDITOR} AND i.external_id = h.number`;
const DEBTOR_ID = `(SELECT d.id FROM debtors d WHERE d.creditor_id = ${CREDITOR} AND d.external_id = h.debtor)`;
const CONTRACT_ID = `(SELECT c.id FROM contracts c WHERE c.creditor_id = ${CREDITOR} AND c.external_id = h.contract)`;

/** Writes the prepared heads to the ledger. The order matters: what is settled anew must first be unsettled. */
export const INVOICE_APPLY = `
  INSERT INTO debtors (creditor_id, external_id, external_key, name, created_at)
    SELECT ${CREDITOR}, debtor, max(debtor_key), coalesce(max(debtor_name), debtor), ${NOW} FROM temp.heads h
    WHERE NOT EXISTS (SELECT 1 FROM debtors d WHERE d.creditor_id = ${CREDITOR} AND d.external_id = h.debtor)
    GROUP BY debtor ORDER BY min(row);
  INSERT INTO contracts (creditor_id, debtor_id, external_id, external_key)
    SELECT ${CREDITOR}, ${DEBTOR_ID}, contract, max(contract_key) FROM temp.heads h
    WHERE contract IS NOT NULL AND ${CONTRACT_ID} IS NULL GROUP BY contract ORDER BY min(row);

  DELETE FROM allocations WHERE payment_id IN (SELECT settlement_id FROM temp.heads WHERE resettled);
  UPDATE invoices SET debtor_id = ${DEBTOR_ID}, contract_id = coalesce(${CONTRACT_ID}, contract_id),
      issue_date = h.issue_date, due_date = h.due_date, currency = h.currency, amount_minor = h.amount,
      description = coalesce(h.description, invoices.description)
    FROM temp.heads h WHERE h.invoice_id = invoices.id AND h.state = 'changed';
  INSERT INTO invoices (creditor_id, debtor_id, contract_id, external_id, external_key, issue_date, due_date,
      currency, amount_minor, description, created_at)
    SELECT ${CREDITOR}, ${DEBTOR_ID}, ${CONTRACT_ID}, number, number_key, issue_date, due_date,
      currency, amount, description, ${NOW} FROM temp.heads h WHERE state = 'new' ORDER BY row;

  DELETE FROM invoice_lines WHERE invoice_id IN (SELECT invoice_id FROM temp.heads WHERE relined);
  INSERT INTO invoice_lines (invoice_id, position, description, quantity, amount_minor)
    SELECT i.id, row_number() OVER (PARTITION BY h.number ORDER BY l.rowid), l.description, l.quantity, l.amount
    FROM temp.heads h ${INVOICE_OF_HEAD} JOIN temp.stage_lines l ON l.number = h.number
    WHERE h.state = 'new' OR h.relined;

  UPDATE payments SET received_on = coalesce(h.settled_on, payments.received_on),
      amount_minor = CASE WHEN h.resettled AND i.amount_minor > i.allocated_minor
        THEN i.amount_minor - i.allocated_minor ELSE payments.amount_minor END
    FROM temp.heads h ${INVOICE_OF_HEAD}
    WHERE h.settlement_id = payments.id AND (h.resettled OR h.redated);
  INSERT INTO payments (creditor_id, debtor_id, external_id, received_on, currency, amount_minor, created_at)
    SELECT ${CREDITOR}, i.debtor_id, 'settled:' || h.number, h.settled_on, i.currency,
      i.amount_minor - i.allocated_minor, ${NOW}
    FROM temp.heads h ${INVOICE_OF_HEAD}
    WHERE h.settled_on IS NOT NULL AND h.settlement_id IS NULL AND i.amount_minor > i.allocated_minor ORDER BY h.row;
  INSERT INTO allocations (payment_id, invoice_id, amount_minor)
    SELECT p.id, i.id, p.amount_minor FROM temp.heads h ${INVOICE_OF_HEAD}
    JOIN payments p ON p.creditor_id = ${CREDITOR} AND p.external_id = 'settled:' || h.number
    WHERE (h.settled_on IS NOT NULL AND h.settlement_id IS NULL OR h.resettled) AND p.allocated_minor = 0
      AND i.amount_minor > i.allocated_minor;

  INSERT INTO disputes (id, case_number, creditor_id, debtor_id, invoice_id, reason, currency, disputed_minor,
      created_at)
    SELECT n.id, printf('D-%04d', n.id), ${CREDITOR}, n.debtor_id, n.invoice_id, 'imported', n.currency, n.open,
      ${NOW}
    FROM (SELECT row_number() OVER (ORDER BY h.row) + (SELECT coalesce(max(id), 0) FROM disputes) AS id,
        i.debtor_id, i.id AS invoice_id, i.currency, i.amount_minor - i.allocated_minor AS open
      FROM (SELECT * FROM temp.heads WHERE ${OPENS_DISPUTE}) h ${INVOICE_OF_HEAD}) n;
  UPDATE disputes SET state = 'withdrawn', decided_at = ${NOW}
    WHERE reason = 'imported' AND state = 'open' AND invoice_id IN (
      SELECT invoice_id FROM temp.heads WHERE ${ENDS_DISPUTE});
`;
