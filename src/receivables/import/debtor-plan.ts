import type { DebtorRecord } from '../../erp/erp-connector.ts';
import { referenceKey } from '../../shared/reference-key.ts';
import type { ImportCounts, ImportPlan, Sqlite } from './import-plan.ts';
import { CREDITOR, disagreement, INTO_FAULTS, NOW } from './stage-sql.ts';

const TABLES = `
  CREATE TEMP TABLE stage_debtors (
    row INTEGER PRIMARY KEY, number TEXT NOT NULL, number_key TEXT NOT NULL, name TEXT, salutation TEXT, locale TEXT,
    time_zone TEXT
  ) STRICT;
  CREATE TEMP TABLE stage_contacts (
    row INTEGER NOT NULL, number TEXT NOT NULL, channel TEXT NOT NULL, address TEXT NOT NULL, name TEXT, role TEXT
  ) STRICT;
  CREATE TEMP TABLE stage_accounts (
    row INTEGER NOT NULL, number TEXT NOT NULL, bank TEXT NOT NULL, account TEXT NOT NULL, currency TEXT NOT NULL
  ) STRICT;
`;

const INDEXES = `
  CREATE INDEX temp.stage_debtors_number ON stage_debtors (number);
  CREATE INDEX temp.stage_contacts_row ON stage_contacts (row);
  CREATE INDEX temp.stage_contacts_number ON stage_contacts (number, channel, address);
  CREATE INDEX temp.stage_contacts_address ON stage_contacts (channel, address);
  CREATE INDEX temp.stage_accounts_account ON stage_accounts (account, bank);
  CREATE INDEX temp.stage_accounts_number ON stage_accounts (number);
`;

const FIRSTS = 'SELECT number, min(row) AS row FROM temp.stage_debtors GROUP BY number HAVING count(*) > 1';

const CHECKS = [
  ...['name', 'salutation', 'locale', 'time_zone'].map((column) =>
    disagreement('stage_debtors', column, 'debtor'),
  ),
  // Several rows of a debtor are several contacts; one that adds none is there twice.
  `${INTO_FAULTS}
    SELECT s.row, 'debtor_number', s.number, 'is a duplicate of row ' || m.row,
      'each debtor once, or a further contact in each further row'
    FROM (${FIRSTS}) m JOIN temp.stage_debtors s ON s.number = m.number AND s.row > m.row
    WHERE NOT EXISTS (SELECT 1 FROM temp.stage_contacts c WHERE c.row = s.row AND NOT EXISTS (
        SELECT 1 FROM temp.stage_contacts e
        WHERE e.number = c.number AND e.channel = c.channel AND e.address = c.address AND e.row < c.row))
      AND NOT EXISTS (SELECT 1 FROM temp.stage_accounts a WHERE a.row = s.row AND NOT EXISTS (
        SELECT 1 FROM temp.stage_accounts e WHERE e.account = a.account AND e.bank = a.bank AND e.row < a.row))`,
  `${INTO_FAULTS}
    SELECT min(s.row), 'name', '', 'is empty', 'a name for a debtor the ledger does not know yet'
    FROM temp.stage_debtors s WHERE NOT EXISTS (
      SELECT 1 FROM debtors d WHERE d.creditor_id = ${CREDITOR} AND d.external_id = s.number)
    GROUP BY s.number HAVING max(s.name) IS NULL`,
  `${INTO_FAULTS}
    SELECT a.row, 'va_number', a.account, 'belongs to another debtor', 'an account of this debtor alone'
    FROM temp.stage_accounts a JOIN virtual_accounts v ON v.bank = a.bank AND v.account_number = a.account
    JOIN debtors d ON d.id = v.debtor_id WHERE d.creditor_id <> ${CREDITOR} OR d.external_id <> a.number`,
  `${INTO_FAULTS}
    SELECT a.row, 'va_number', a.account, 'stands in row ' || min(e.row) || ' for another debtor or currency',
      'an account of this debtor alone'
    FROM temp.stage_accounts a JOIN temp.stage_accounts e
      ON e.account = a.account AND e.bank = a.bank AND e.row < a.row
      AND (e.number <> a.number OR e.currency <> a.currency) GROUP BY a.row, a.account`,
];

/** What changes, one row per debtor and contact or account; `debtor_id` is NULL for a new debtor. */
const PREPARE = `
  DROP TABLE IF EXISTS temp.heads;
  DROP TABLE IF EXISTS temp.contact_names;
  CREATE TEMP TABLE contact_names AS
    SELECT channel, address, max(name) AS name FROM temp.stage_contacts WHERE name IS NOT NULL GROUP BY channel, address;
  CREATE INDEX temp.contact_names_address ON contact_names (channel, address);
  CREATE TEMP TABLE heads AS
    SELECT s.number, max(s.number_key) AS number_key, max(s.name) AS name, max(s.salutation) AS salutation,
      max(s.locale) AS locale, max(s.time_zone) AS time_zone, d.id AS debtor_id, 'new' AS state
    FROM temp.stage_debtors s
    LEFT JOIN debtors d ON d.creditor_id = ${CREDITOR} AND d.external_id = s.number GROUP BY s.number;
  CREATE UNIQUE INDEX temp.heads_number ON heads (number);
  UPDATE temp.heads SET state = CASE WHEN EXISTS (
      SELECT 1 FROM debtors d WHERE d.id = heads.debtor_id AND (
        coalesce(heads.name, d.name) <> d.name
        OR heads.salutation IS NOT NULL AND heads.salutation IS NOT d.salutation
        OR heads.locale IS NOT NULL AND heads.locale IS NOT d.locale
        OR heads.time_zone IS NOT NULL AND heads.time_zone IS NOT d.time_zone))
    OR EXISTS (
      SELECT 1 FROM (SELECT channel, address, max(role) AS role FROM temp.stage_contacts s
          WHERE s.number = heads.number GROUP BY channel, address) s
      LEFT JOIN contacts c ON c.creditor_id = ${CREDITOR} AND c.channel = s.channel AND c.address = s.address
      LEFT JOIN debtor_contacts l ON l.debtor_id = heads.debtor_id AND l.contact_id = c.id
      WHERE l.debtor_id IS NULL OR s.role IS NOT NULL AND s.role <> l.role
        OR coalesce((SELECT n.name FROM temp.contact_names n WHERE n.channel = s.channel
            AND n.address = s.address), c.name) IS NOT c.name)
    OR EXISTS (
      SELECT 1 FROM temp.stage_accounts a
      LEFT JOIN virtual_accounts v ON v.bank = a.bank AND v.account_number = a.account
      WHERE a.number = heads.number AND (v.id IS NULL OR v.currency <> a.currency))
    THEN 'changed' ELSE 'unchanged' END
  WHERE debtor_id IS NOT NULL;
`;

const APPLY = `
  INSERT INTO debtors (creditor_id, external_id, external_key, name, salutation, locale, time_zone, created_at)
    SELECT ${CREDITOR}, number, number_key, name, salutation, locale, time_zone, ${NOW}
    FROM temp.heads WHERE state = 'new' ORDER BY rowid;
  UPDATE debtors SET name = coalesce(h.name, debtors.name), salutation = coalesce(h.salutation, debtors.salutation),
      locale = coalesce(h.locale, debtors.locale), time_zone = coalesce(h.time_zone, debtors.time_zone)
    FROM temp.heads h WHERE h.debtor_id = debtors.id AND h.state = 'changed';
  INSERT INTO contacts (creditor_id, channel, address, name, created_at)
    SELECT ${CREDITOR}, channel, address, max(name), ${NOW} FROM temp.stage_contacts GROUP BY channel, address
    ON CONFLICT (creditor_id, channel, address) DO UPDATE SET name = excluded.name
      WHERE excluded.name IS NOT NULL AND excluded.name IS NOT contacts.name;
  INSERT INTO debtor_contacts (debtor_id, contact_id, role)
    SELECT d.id, c.id, coalesce(max(s.role), l.role, 'billing') FROM temp.stage_contacts s
    JOIN debtors d ON d.creditor_id = ${CREDITOR} AND d.external_id = s.number
    JOIN contacts c ON c.creditor_id = ${CREDITOR} AND c.channel = s.channel AND c.address = s.address
    LEFT JOIN debtor_contacts l ON l.debtor_id = d.id AND l.contact_id = c.id
    GROUP BY d.id, c.id
    ON CONFLICT (debtor_id, contact_id) DO UPDATE SET role = excluded.role WHERE excluded.role <> debtor_contacts.role;
  INSERT INTO virtual_accounts (debtor_id, bank, account_number, currency)
    SELECT d.id, a.bank, a.account, a.currency FROM temp.stage_accounts a
    JOIN debtors d ON d.creditor_id = ${CREDITOR} AND d.external_id = a.number
    GROUP BY a.bank, a.account
    ON CONFLICT (bank, account_number) DO UPDATE SET currency = excluded.currency
      WHERE excluded.currency <> virtual_accounts.currency;
`;

/** Debtors with their contacts and virtual accounts. Nothing is ever taken away: a file adds and corrects. */
export const debtorPlan: ImportPlan<DebtorRecord> = {
  tables: TABLES,
  staged: ['stage_debtors', 'stage_contacts', 'stage_accounts'],
  indexes: INDEXES,
  inserter(sqlite) {
    const debtor = sqlite.prepare('INSERT INTO temp.stage_debtors VALUES (?, ?, ?, ?, ?, ?, ?)');
    const contact = sqlite.prepare('INSERT INTO temp.stage_contacts VALUES (?, ?, ?, ?, ?, ?)');
    const account = sqlite.prepare('INSERT INTO temp.stage_accounts VALUES (?, ?, ?, ?, ?)');
    return (row, record) => {
      const { externalId: number, name, salutation, locale, timeZone } = record;
      debtor.run(
        row,
        number,
        referenceKey(number),
        name ?? null,
        salutation ?? null,
        locale ?? null,
        timeZone ?? null,
      );
      for (const { channel, address, name: contactName, role } of record.contacts) {
        contact.run(row, number, channel, address, contactName ?? null, role ?? null);
      }
      for (const { bank, accountNumber, currency } of record.virtualAccounts) {
        account.run(row, number, bank, accountNumber, currency);
      }
    };
  },
  checks: CHECKS,
  prepare: PREPARE,
  counts: countDebtors,
  apply: (sqlite) => {
    sqlite.exec(APPLY);
  },
};

function countDebtors(sqlite: Sqlite): ImportCounts {
  const count = (sql: string) => sqlite.prepare(sql).pluck().get() as number;
  const inState = (state: string) => count(`SELECT count(*) FROM temp.heads WHERE state = '${state}'`);
  return {
    created: inState('new'),
    changed: inState('changed'),
    unchanged: inState('unchanged'),
    also: {
      'contacts created':
        count(`SELECT count(*) FROM (SELECT DISTINCT channel, address FROM temp.stage_contacts) s
        WHERE NOT EXISTS (SELECT 1 FROM contacts c
          WHERE c.creditor_id = ${CREDITOR} AND c.channel = s.channel AND c.address = s.address)`),
    },
    totals: [],
  };
}
