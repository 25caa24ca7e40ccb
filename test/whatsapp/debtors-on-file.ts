import { join } from 'node:path';
import { insertRow } from '../../src/demo-ledger/demo-repository.ts';
import { referenceKey } from '../../src/shared/reference-key.ts';
import { testDatabase } from '../support/database.ts';

/** Somebody of whom the demonstration's creditor wants money. None of them exists. */
export interface Debtor {
  number: string;
  phone: string;
  email: string;
  /** Their balance, as Sapa writes it; nobody else has the same. */
  owes: string;
}

/** Puts debtors on file, each with a number, a mailbox and one open invoice. */
export async function putDebtors(dataDir: string, count: number): Promise<Debtor[]> {
  const database = testDatabase(join(dataDir, 'sapa.db'));
  const debtors: Debtor[] = [];
  const now = Date.now();
  await database.write(async (tx) => {
    for (let index = 1; index <= count; index++) {
      const three = String(index).padStart(3, '0');
      const number = `C-9${three}`;
      const contacts = { email: `toko-${three}@rekaan.example`, whatsapp: `+6281300009${three}` };
      const debtor_id = insertRow(tx, 'debtors', {
        ...{ creditor_id: 1, external_id: number, external_key: referenceKey(number) },
        ...{ name: `Toko Khayal ${three}`, created_at: now },
      });
      for (const [channel, address] of Object.entries(contacts)) {
        const contact_id = insertRow(tx, 'contacts', { creditor_id: 1, channel, address, created_at: now });
        insertRow(tx, 'debtor_contacts', { debtor_id, contact_id, role: 'finance' });
      }
      const invoice = `INV-${number}`;
      insertRow(tx, 'invoices', {
        ...{ creditor_id: 1, debtor_id, external_id: invoice, external_key: referenceKey(invoice) },
        ...{ issue_date: '2026-01-01', due_date: '2026-02-01', currency: 'IDR' },
        ...{ amount_minor: index * 100_100_000, description: 'Biji kopi', created_at: now },
      });
      debtors.push({
        number,
        phone: contacts.whatsapp,
        email: contacts.email,
        owes: `Rp${index}.${three}.000`,
      });
    }
  });
  await database.close();
  return debtors;
}
