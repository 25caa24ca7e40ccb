import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { migrateProject, seedHash } from './project.mjs';

export const SITE = 'bench';
export const CREDITOR_ID = 1;
const INVOICES_EACH = 10;

/** Amount in minor units of invoice `k` (0…9) of debtor `i`; the SQL below says the same. */
const amountMinor = (i, k) => (100_000 + ((i * 37 + k * 11) % 900) * 1_000) * 100;

/** What debtor `i` owes, in minor units of IDR. */
export function outstandingMinor(i) {
  let sum = 0;
  for (let k = 0; k < INVOICES_EACH; k++) sum += amountMinor(i, k);
  return sum;
}

/**
 * The folder of a database with `debtors` debtors and ten open invoices each, made when it is not
 * there yet and kept for the next run. Folders of older schemas are deleted.
 */
export async function ledgerDir(base, debtors, fileName, say) {
  const hash = seedHash();
  mkdirSync(base, { recursive: true });
  for (const entry of readdirSync(base)) {
    if (/^ledger-[0-9a-f]{16}-\d+/.test(entry) && !entry.startsWith(`ledger-${hash}-`)) {
      rmSync(join(base, entry), { recursive: true, force: true });
    }
  }
  const dir = join(base, `ledger-${hash}-${debtors}`);
  if (existsSync(dir)) return dir;
  const unfinished = `${dir}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  const started = performance.now();
  await fill(join(unfinished, fileName), debtors);
  renameSync(unfinished, dir);
  say(
    `made a ledger of ${debtors.toLocaleString('en')} debtors in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  return dir;
}

async function fill(file, debtors) {
  const sqlite = new Sqlite(file);
  try {
    await migrateProject(sqlite);
    // Nobody else looks, and a crash only means starting again.
    for (const pragma of [
      'journal_mode = OFF',
      'synchronous = OFF',
      'locking_mode = EXCLUSIVE',
      'foreign_keys = OFF',
      'cache_size = -1500000',
      'temp_store = MEMORY',
    ]) {
      sqlite.pragma(pragma);
    }
    const now = Date.now();
    const counting = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @debtors)';
    const run = (sql, values = {}) => sqlite.prepare(sql).run(values);
    run('BEGIN');
    run(
      `INSERT INTO creditors (id, slug, name, handoff_email, created_at)
       VALUES (${CREDITOR_ID}, 'bench', 'PT Ukur Beban', 'human@bench.example', @now)`,
      { now },
    );
    run(
      `INSERT INTO creditor_bank_accounts (creditor_id, bank, account_number, holder, currency)
       VALUES (${CREDITOR_ID}, 'BCA', '0001112223', 'PT Ukur Beban', 'IDR')`,
    );
    run(`INSERT INTO webchat_sites (site_key, creditor_id) VALUES ('${SITE}', ${CREDITOR_ID})`);
    run(
      `${counting} INSERT INTO debtors (id, creditor_id, external_id, external_key, name, created_at)
       SELECT i, ${CREDITOR_ID}, printf('D-%07d', i), printf('D%07d', i), printf('Toko Beban %d', i), @now FROM n`,
      { debtors, now },
    );
    run(
      `${counting} INSERT INTO contacts (id, creditor_id, channel, address, verified_at, created_at)
       SELECT i, ${CREDITOR_ID}, 'email', printf('d%07d@bench.example', i), @now, @now FROM n`,
      { debtors, now },
    );
    run(`${counting} INSERT INTO debtor_contacts (debtor_id, contact_id) SELECT i, i FROM n`, { debtors });
    // Month by month, as invoices are issued: one debtor's ten lie on ten pages.
    const invoices = sqlite.prepare(
      `${counting} INSERT INTO invoices (creditor_id, debtor_id, external_id, external_key, issue_date, due_date,
         currency, amount_minor, description, created_at)
       SELECT ${CREDITOR_ID}, i, printf('INV-%s-%07d', @month, i), printf('INV%s%07d', @monthKey, i),
         date(@due, '-30 days'), @due, 'IDR', (100000 + ((i * 37 + @k * 11) % 900) * 1000) * 100, 'Barang', @now FROM n`,
    );
    for (let k = 0; k < INVOICES_EACH; k++) {
      const due = new Date(now);
      due.setUTCDate(15);
      due.setUTCMonth(due.getUTCMonth() + k - 6);
      const day = due.toISOString().slice(0, 10);
      invoices.run({
        debtors,
        now,
        k,
        due: day,
        month: day.slice(0, 7),
        monthKey: day.slice(0, 7).replace('-', ''),
      });
    }
    run('COMMIT');
    sqlite.pragma('locking_mode = NORMAL');
    sqlite.pragma('journal_mode = WAL');
  } finally {
    sqlite.close();
  }
  // Or the system writes gigabytes back while the first variant is measured.
  const handle = openSync(file, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
