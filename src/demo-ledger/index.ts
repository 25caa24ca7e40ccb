import { createHash } from 'node:crypto';
import { addDays, dateInZone } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import { minorDigits } from '../shared/money.ts';
import { referenceKey } from '../shared/reference-key.ts';
import type { Database, Tx } from '../storage/database.ts';
import { CREDITORS, type DemoCreditor, type DemoDebtor, type DemoInvoice } from './companies.ts';
import { insertRow, isEmptyLedger } from './demo-repository.ts';

/**
 * Fills an empty database with companies that do not exist, dated relative to `clock`'s today in each
 * creditor's zone, in one transaction. False, and nothing written, when there is any creditor already.
 *
 * Known numbers: C-1001 owes Rp7.250.000 on 4 invoices, Rp2.500.000 of it overdue, at most 12 days;
 * C-1002 has a disputed invoice, C-1003 and C-1004 share a contact, C-1005 has one due today and one
 * under review, C-1006 no e-mail address, C-1007 two currencies, C-1008 nothing open, C-1011 no
 * invoice at all, C-1250 250 invoices; D-2001 (site demo-en) owes dollars.
 */
export async function loadDemoLedger(database: Database, clock: Clock): Promise<boolean> {
  return database.write(async (tx) => {
    if (!isEmptyLedger(tx)) return false;
    for (const creditor of CREDITORS) addCreditor(tx, creditor, clock.now());
    return true;
  });
}

function addCreditor(tx: Tx, creditor: DemoCreditor, now: number): void {
  const { slug, name, locale, timeZone, currency, country } = creditor;
  const creditorId = insertRow(tx, 'creditors', {
    slug,
    name,
    locale,
    time_zone: timeZone,
    currency,
    country,
    demo: 1,
    created_at: now,
  });
  insertRow(tx, 'webchat_sites', {
    site_key: creditor.siteKey,
    creditor_id: creditorId,
    origins: '["self"]',
  });
  for (const [bank, accountNumber, accountCurrency] of creditor.banks) {
    insertRow(tx, 'creditor_bank_accounts', {
      creditor_id: creditorId,
      bank,
      account_number: accountNumber,
      holder: name,
      currency: accountCurrency,
    });
  }
  const contacts = new Map<string, number>();
  const today = dateInZone(now, timeZone);
  for (const debtor of creditor.debtors)
    addDebtor(tx, { creditor, creditorId, contacts, now, today }, debtor);
}

interface Setting {
  creditor: DemoCreditor;
  creditorId: number;
  contacts: Map<string, number>;
  now: number;
  today: string;
}

function addDebtor(tx: Tx, setting: Setting, debtor: DemoDebtor): void {
  const { creditorId, creditor, now } = setting;
  const debtorId = insertRow(tx, 'debtors', {
    creditor_id: creditorId,
    external_id: debtor.number,
    external_key: referenceKey(debtor.number),
    name: debtor.name,
    salutation: debtor.salutation ?? null,
    locale: debtor.locale ?? null,
    time_zone: debtor.timeZone ?? null,
    created_at: now,
  });
  addContact(tx, setting, debtorId, 'email', debtor.email);
  addContact(tx, setting, debtorId, 'whatsapp', debtor.whatsapp);
  if (debtor.virtualAccount) {
    insertRow(tx, 'virtual_accounts', {
      debtor_id: debtorId,
      bank: creditor.banks[0]![0],
      account_number: debtor.virtualAccount,
      currency: creditor.currency,
    });
  }
  const contractId =
    debtor.contract === undefined
      ? null
      : insertRow(tx, 'contracts', {
          creditor_id: creditorId,
          debtor_id: debtorId,
          external_id: debtor.contract,
          external_key: referenceKey(debtor.contract),
        });
  for (const invoice of debtor.invoices) addInvoice(tx, setting, { debtor, debtorId, contractId }, invoice);
}

function addContact(tx: Tx, setting: Setting, debtorId: number, channel: string, address?: string): void {
  if (address === undefined) return;
  let contactId = setting.contacts.get(address);
  if (contactId === undefined) {
    contactId = insertRow(tx, 'contacts', {
      creditor_id: setting.creditorId,
      channel,
      address,
      created_at: setting.now,
    });
    setting.contacts.set(address, contactId);
  }
  insertRow(tx, 'debtor_contacts', { debtor_id: debtorId, contact_id: contactId, role: 'finance' });
}

interface Owner {
  debtor: DemoDebtor;
  debtorId: number;
  contractId: number | null;
}

const TERM_DAYS = 30;

function addInvoice(tx: Tx, setting: Setting, owner: Owner, invoice: DemoInvoice): void {
  const { creditorId, creditor, now, today } = setting;
  const [sequence, dueInDays, amount, paid, about, currency = creditor.currency] = invoice;
  const unit = 10 ** minorDigits(currency);
  const dueDate = addDays(today, dueInDays);
  const number = `INV-${today.slice(0, 4)}-${String(sequence).padStart(4, '0')}`;
  const invoiceId = insertRow(tx, 'invoices', {
    creditor_id: creditorId,
    debtor_id: owner.debtorId,
    contract_id: owner.contractId,
    external_id: number,
    external_key: referenceKey(number),
    // A longer term rather than an invoice from the future.
    issue_date: addDays(today, Math.min(0, dueInDays - TERM_DAYS)),
    due_date: dueDate,
    currency,
    amount_minor: amount * unit,
    description: about,
    created_at: now,
  });
  // Most of it goods, a tenth service: two lines that add up exactly.
  const service = Math.floor(amount / 10) * unit;
  const lines = [
    [about, amount * unit - service],
    [creditor.locale === 'id' ? 'Ongkos layanan' : 'Service', service],
  ] as const;
  for (const [index, [description, amountMinor]] of lines.entries()) {
    insertRow(tx, 'invoice_lines', {
      invoice_id: invoiceId,
      position: index + 1,
      description,
      amount_minor: amountMinor,
    });
  }
  if (paid > 0)
    addPayment(tx, setting, owner.debtorId, { number, invoiceId, dueDate, currency, minor: paid * unit });
  if (owner.debtor.disputed?.[0] === sequence) {
    addDispute(tx, setting, owner, { invoiceId, currency, minor: amount * unit });
  }
  if (owner.debtor.underReview === sequence) {
    addProof(tx, setting, owner.debtorId, { invoiceId, currency, minor: amount * unit });
  }
}

interface About {
  invoiceId: number;
  currency: string;
  minor: number;
}

function addPayment(
  tx: Tx,
  { creditorId, now, today }: Setting,
  debtorId: number,
  { number, invoiceId, dueDate, currency, minor }: About & { number: string; dueDate: string },
): void {
  const dayBefore = addDays(dueDate, -2);
  const paymentId = insertRow(tx, 'payments', {
    creditor_id: creditorId,
    debtor_id: debtorId,
    external_id: `PAY-${number}`,
    received_on: dayBefore < today ? dayBefore : addDays(today, -1),
    currency,
    amount_minor: minor,
    method: 'transfer',
    reference: `TRX${number.replaceAll('-', '')}`,
    created_at: now,
  });
  insertRow(tx, 'allocations', { payment_id: paymentId, invoice_id: invoiceId, amount_minor: minor });
}

const DAY_MS = 86_400_000;

function addDispute(tx: Tx, setting: Setting, owner: Owner, { invoiceId, currency, minor }: About): void {
  insertRow(tx, 'disputes', {
    case_number: 'D-0001',
    creditor_id: setting.creditorId,
    debtor_id: owner.debtorId,
    invoice_id: invoiceId,
    reason: owner.debtor.disputed![1],
    currency,
    disputed_minor: minor,
    state: 'open',
    created_at: setting.now - 5 * DAY_MS,
  });
}

/** A slip sent two days ago in a conversation of its own. */
function addProof(tx: Tx, setting: Setting, debtorId: number, { invoiceId, currency, minor }: About): void {
  const at = setting.now - 2 * DAY_MS;
  const conversationId = insertRow(tx, 'conversations', {
    channel: 'webchat',
    account: setting.creditor.siteKey,
    external_id: 'demonstration-history',
    creditor_id: setting.creditorId,
    sender_id: 'demonstration',
    locale: setting.creditor.locale,
    created_at: at,
    updated_at: at,
  });
  const reference = 'TRF20261105881';
  const proofId = insertRow(tx, 'payment_proofs', {
    receipt_number: 'P-0001',
    creditor_id: setting.creditorId,
    debtor_id: debtorId,
    conversation_id: conversationId,
    // As payments/ does, so that sending the same reference again is told to be a duplicate.
    content_hash: `ref:${createHash('sha256').update(referenceKey(reference)).digest('hex')}`,
    reference,
    currency,
    amount_minor: minor,
    paid_on: addDays(setting.today, -2),
    created_at: at,
  });
  insertRow(tx, 'payment_proof_invoices', { proof_id: proofId, invoice_id: invoiceId });
}
