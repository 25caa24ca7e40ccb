import { isTimeZone } from '../../shared/calendar.ts';
import { type ContactChannel, normaliseAddress } from '../../shared/contact-address.ts';
import { LOCALES, localeFromTag } from '../../shared/locale.ts';
import type { ContactRecord, ContactRole, DebtorRecord, SourceContext } from '../erp-connector.ts';
import type { RowReader } from './row-reader.ts';

const ROLES: Readonly<Record<string, ContactRole>> = {
  owner: 'owner',
  pemilik: 'owner',
  billing: 'billing',
  penagihan: 'billing',
  tagihan: 'billing',
  finance: 'finance',
  keuangan: 'finance',
  accounting: 'finance',
  akuntansi: 'finance',
  other: 'other',
  lain: 'other',
  lainnya: 'other',
};

const SALUTATIONS: Readonly<Record<string, 'bapak' | 'ibu'>> = {
  bapak: 'bapak',
  pak: 'bapak',
  bpk: 'bapak',
  'bpk.': 'bapak',
  mr: 'bapak',
  'mr.': 'bapak',
  ibu: 'ibu',
  bu: 'ibu',
  mrs: 'ibu',
  'mrs.': 'ibu',
  ms: 'ibu',
  'ms.': 'ibu',
};

const CONTACT_FIELDS: readonly [field: string, channel: ContactChannel][] = [
  ['email', 'email'],
  ['email_2', 'email'],
  ['email_3', 'email'],
  ['whatsapp', 'whatsapp'],
  ['whatsapp_2', 'whatsapp'],
  ['sms', 'sms'],
  ['sms_2', 'sms'],
];

/** One row of a debtors file; undefined when it has faults. */
export function debtorOf(reader: RowReader, context: SourceContext): DebtorRecord | undefined {
  const externalId = reader.requiredId('debtor_number');
  const record = {
    name: reader.text('name'),
    salutation: reader.word('salutation', SALUTATIONS, 'bapak or ibu (mr, mrs, ms)'),
    locale: localeOf(reader),
    timeZone: zoneOf(reader),
    contacts: contactsOf(reader, context.country),
    virtualAccounts: virtualAccountsOf(reader, context.currency),
  };
  return externalId !== undefined && reader.faults.length === 0 ? { externalId, ...record } : undefined;
}

function localeOf(reader: RowReader): string | undefined {
  const text = reader.text('locale');
  if (text === undefined) return undefined;
  return localeFromTag(text) ?? reader.fault('locale', text, 'is not spoken', `one of ${LOCALES.join(', ')}`);
}

function zoneOf(reader: RowReader): string | undefined {
  const text = reader.text('time_zone');
  if (text === undefined || isTimeZone(text)) return text;
  return reader.fault('time_zone', text, 'is no time zone', 'an IANA name such as Asia/Jakarta');
}

function contactsOf(reader: RowReader, country: string): ContactRecord[] {
  const name = reader.text('contact_name');
  const role = reader.word('contact_role', ROLES, 'owner, billing, finance or other');
  const contacts = new Map<string, ContactRecord>();
  for (const [field, channel] of CONTACT_FIELDS) {
    for (const value of reader.list(field)) {
      const found = normaliseAddress(channel, value, country);
      if (found.ok)
        contacts.set(`${channel}:${found.address}`, { channel, address: found.address, name, role });
      else if (found.reason === 'not_an_email') {
        reader.fault(field, value, 'is no e-mail address', 'an address such as finance@company.example');
      } else {
        reader.fault(
          field,
          value,
          'is no phone number',
          `a number such as +6281234567890, or one of ${country}`,
        );
      }
    }
  }
  return [...contacts.values()];
}

function virtualAccountsOf(reader: RowReader, currency: string): DebtorRecord['virtualAccounts'] {
  const number = reader.id('va_number');
  if (number === undefined) return [];
  const accountNumber = number.replace(/[\s.-]/g, '');
  const bank = reader.text('va_bank');
  const kept = reader.currency('va_currency', currency);
  if (!/^\d{6,30}$/.test(accountNumber)) {
    reader.fault('va_number', number, 'is no virtual account number', '6 to 30 digits');
  }
  if (bank === undefined) {
    reader.fault('va_bank', '', 'is empty', 'the bank of the virtual account');
    return [];
  }
  return kept === undefined ? [] : [{ bank, accountNumber, currency: kept }];
}
