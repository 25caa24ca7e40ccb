import { randomUUID } from 'node:crypto';
import { type Database, sqlStatement } from '../../src/storage/database.ts';

/*
 * What happens in the ledger while people talk: the company's own books go on.
 */

const pay = sqlStatement<{ id: string; number: string; minor: number; now: number }>(`
  INSERT INTO payments (creditor_id, debtor_id, external_id, received_on, currency, amount_minor, method, created_at)
  SELECT creditor_id, debtor_id, @id, '2026-03-11', currency, @minor, 'transfer', @now
  FROM invoices WHERE external_id = @number`);
const allocate = sqlStatement<{ number: string; minor: number }>(`
  INSERT INTO allocations (payment_id, invoice_id, amount_minor)
  SELECT max(p.id), i.id, @minor FROM invoices i JOIN payments p ON p.debtor_id = i.debtor_id
  WHERE i.external_id = @number`);

/** A payment for one invoice is booked: "INV-2026-0502 1000.00", in units with two decimals. */
export async function bookPayment(database: Database, now: number, what: string): Promise<void> {
  const [number, amount] = what.split(' ');
  const minor = Math.round(Number(amount) * 100);
  await database.write(async (tx) => {
    if (pay(tx).run({ id: randomUUID(), number: number!, minor, now }).changes !== 1)
      throw new Error(`no invoice ${number}`);
    allocate(tx).run({ number: number!, minor });
  });
}

const voidOne = sqlStatement<{ number: string; now: number }>(
  'UPDATE invoices SET voided_at = @now WHERE external_id = @number',
);
const removeAll = sqlStatement<{ debtor: string }>(
  `UPDATE invoices SET debtor_id = (SELECT min(id) FROM debtors WHERE external_id <> @debtor)
   WHERE debtor_id = (SELECT id FROM debtors WHERE external_id = @debtor)`,
);

/** An invoice is cancelled by the company. */
export async function voidInvoice(database: Database, now: number, number: string): Promise<void> {
  await database.write(async (tx) => {
    if (voidOne(tx).run({ number, now }).changes !== 1) throw new Error(`no invoice ${number}`);
  });
}

/** All invoices of a debtor were somebody else's. */
export async function takeAllInvoices(database: Database, debtor: string): Promise<void> {
  await database.write(async (tx) => void removeAll(tx).run({ debtor }));
}

/** The company has no account on record to pay to. */
export async function forgetAccounts(database: Database): Promise<void> {
  await database.write(async (tx) => {
    for (const table of ['creditor_bank_accounts', 'virtual_accounts'])
      sqlStatement<[], unknown>(`DELETE FROM ${table}`)(tx).run();
  });
}
