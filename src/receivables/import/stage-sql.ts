/** Parts of SQL that the plans share. */

export const CREDITOR = '(SELECT creditor_id FROM temp.import_context)';
export const NOW = '(SELECT now FROM temp.import_context)';
export const INTO_FAULTS = 'INSERT INTO temp.import_faults (row, field, value, problem, expected)';

/** Rows of one record that say different things in `column`; an empty cell says nothing. */
export function disagreement(table: string, column: string, what: string): string {
  return `${INTO_FAULTS}
    SELECT s.row, '${column}', CAST(s.${column} AS TEXT), 'differs from row ' || f.row || ' of the same ${what}',
      'the same in all rows of one ${what}'
    FROM (SELECT number, ${column} AS value, min(row) AS row FROM temp.${table}
        WHERE ${column} IS NOT NULL GROUP BY number HAVING count(*) > 1) f
    JOIN temp.${table} s ON s.number = f.number AND s.${column} <> f.value`;
}

/** A row whose debtor the ledger does not know. */
export function unknownDebtor(table: string): string {
  return `${INTO_FAULTS}
    SELECT s.row, 'debtor_number', s.debtor, 'is no debtor of this creditor',
      'a debtor imported before ("sapa import debtors"), or \`create_debtors: true\` in a mapping of invoices'
    FROM temp.${table} s
    WHERE NOT (SELECT creates_debtors FROM temp.import_context) AND NOT EXISTS (
      SELECT 1 FROM debtors d WHERE d.creditor_id = ${CREDITOR} AND d.external_id = s.debtor)`;
}

/** Amounts that one by one fit, but not their sum: a debtor's balance must be a safe integer too. */
export function sumTooLarge(table: string): string {
  return `${INTO_FAULTS}
    SELECT min(row), 'amount', debtor, 'has amounts beyond 2^53 in all', 'a sum per debtor of at most 2^53 − 1 minor units'
    FROM temp.${table} GROUP BY debtor, currency HAVING total(amount) > 9007199254740991`;
}

/** A sum that may exceed 64 bits, in two parts; see `joinSum`. */
export const SPLIT_SUM =
  'CAST(sum(amount / 1000000) AS TEXT) AS high, CAST(sum(amount % 1000000) AS TEXT) AS low';

export function joinSum(row: { high: string; low: string }): bigint {
  return BigInt(row.high) * 1_000_000n + BigInt(row.low);
}
