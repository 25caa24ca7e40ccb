import type { Account } from '../../channels/whatsapp/model.ts';
import { isLocale } from '../../shared/locale.ts';
import { type ReadTx, sqlStatement, type Tx } from '../connection.ts';
import type { AccountSecrets } from './secrets.ts';
import { templatesOf, type WhatsAppTemplate } from './templates.ts';

/** The same for people: without secrets. */
export interface AccountListed {
  id: number;
  creditorId: number;
  creditorSlug: string;
  creditorName: string;
  phone: string;
  transport: 'baileys' | 'cloud';
  reminders: boolean;
  ownerEmail: string | null;
  phoneNumberId: string | null;
}

interface Row {
  id: number;
  creditor_id: number;
  slug: string;
  name: string;
  locale: string;
  phone: string;
  transport: 'baileys' | 'cloud';
  reminders: 0 | 1;
  owner_email: string | null;
  phone_number_id: string | null;
  business_account_id: string | null;
  sealed_secrets: Buffer | null;
}

const rows = sqlStatement<[], Row>(
  `SELECT a.id, a.creditor_id, c.slug, c.name, c.locale, a.phone, a.transport, a.reminders, a.owner_email,
     a.phone_number_id, a.business_account_id, a.sealed_secrets
   FROM whatsapp_accounts a JOIN creditors c ON c.id = a.creditor_id
   WHERE a.removed_at IS NULL ORDER BY c.name, a.phone`,
);

/** All numbers in use. Throws ExpectedError `data_key` when the secrets of one cannot be opened. */
export function accountsInUse(tx: ReadTx, secrets: AccountSecrets): Account[] {
  const all = rows(tx).all();
  const templates = all.length > 0 ? templatesOf(tx) : new Map<number, WhatsAppTemplate[]>();
  return all.map((row) => ({
    id: row.id,
    creditorId: row.creditor_id,
    creditorName: row.name,
    locale: isLocale(row.locale) ? row.locale : 'id',
    phone: row.phone,
    transport: row.transport,
    reminders: row.reminders === 1,
    ...(row.sealed_secrets &&
      row.phone_number_id !== null && {
        cloud: {
          ...secrets.open(row.phone, row.sealed_secrets),
          phoneNumberId: row.phone_number_id,
          ...(row.business_account_id !== null && { businessAccountId: row.business_account_id }),
        },
      }),
    templates: templates.get(row.id) ?? [],
  }));
}

/** In order of creditor and number. */
export function listWhatsAppAccounts(tx: ReadTx): AccountListed[] {
  return rows(tx)
    .all()
    .map((row) => ({
      id: row.id,
      creditorId: row.creditor_id,
      creditorSlug: row.slug,
      creditorName: row.name,
      phone: row.phone,
      transport: row.transport,
      reminders: row.reminders === 1,
      ownerEmail: row.owner_email,
      phoneNumberId: row.phone_number_id,
    }));
}

const first = sqlStatement<[number, number | null], { id: number }>(
  `SELECT id FROM whatsapp_accounts
   WHERE creditor_id = ? AND removed_at IS NULL AND id = COALESCE(?, id)
   ORDER BY transport = 'cloud' DESC, id LIMIT 1`,
);
/**
 * The creditor's number for people who have not written: one of the Cloud API, whose templates may go first,
 * else the oldest. With `accountId` that one, if it is in use and theirs.
 */
export const firstAccountOf = (tx: ReadTx, creditorId: number, accountId?: number): number | undefined =>
  first(tx).get(creditorId, accountId ?? null)?.id;

const reminders = sqlStatement<[number, number]>(
  'UPDATE whatsapp_accounts SET reminders = ? WHERE id = ? AND removed_at IS NULL',
);
/** False when there is no such number. */
export const switchReminders = (tx: Tx, accountId: number, on: boolean): boolean =>
  reminders(tx).run(on ? 1 : 0, accountId).changes > 0;

const owner = sqlStatement<
  [number],
  { locale: string; email: string | null; creditorId: number; creditorName: string }
>(
  `SELECT c.id AS creditorId, c.name AS creditorName, c.locale, COALESCE(a.owner_email, c.handoff_email) AS email
   FROM whatsapp_accounts a JOIN creditors c ON c.id = a.creditor_id WHERE a.id = ?`,
);
/** Who is told when the number needs a person; `email` null where nobody is on file. */
export const ownerOf = (tx: ReadTx, accountId: number) => owner(tx).get(accountId);
