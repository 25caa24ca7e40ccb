import { isLocale, type Locale } from '../../shared/locale.ts';
import { type ReadTx, sqlStatement, type Tx } from '../connection.ts';

export const TEMPLATE_PURPOSES = ['reopen', 'code', 'reminder'] as const;

/** A template Meta has approved, by what Sapa uses it for. */
export interface WhatsAppTemplate {
  purpose: (typeof TEMPLATE_PURPOSES)[number];
  /** Of the debtor. */
  locale: Locale;
  name: string;
  /** Meta's own tag: id, en, en_US. */
  language: string;
}

const all = sqlStatement<[], WhatsAppTemplate & { account_id: number }>(
  'SELECT account_id, purpose, locale, name, language FROM whatsapp_templates ORDER BY purpose, locale',
);
const put = sqlStatement<[number, string, string, string, string]>(
  `INSERT INTO whatsapp_templates (account_id, purpose, locale, name, language) VALUES (?, ?, ?, ?, ?)
   ON CONFLICT (account_id, purpose, locale) DO UPDATE SET name = excluded.name, language = excluded.language`,
);
const drop = sqlStatement<[number, string, string]>(
  'DELETE FROM whatsapp_templates WHERE account_id = ? AND purpose = ? AND locale = ?',
);

/** By number (whatsapp_accounts.id). */
export function templatesOf(tx: ReadTx): Map<number, WhatsAppTemplate[]> {
  const found = new Map<number, WhatsAppTemplate[]>();
  for (const { account_id, ...one } of all(tx).all())
    if (isLocale(one.locale)) found.set(account_id, [...(found.get(account_id) ?? []), one]);
  return found;
}

/** In place of the one it had for this purpose and language. */
export const putTemplate = (tx: Tx, accountId: number, one: WhatsAppTemplate): void => {
  put(tx).run(accountId, one.purpose, one.locale, one.name, one.language);
};

/** False when there was none. */
export const dropTemplate = (tx: Tx, accountId: number, purpose: string, locale: string): boolean =>
  drop(tx).run(accountId, purpose, locale).changes > 0;
