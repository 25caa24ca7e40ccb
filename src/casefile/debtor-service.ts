import { mayCreditor, type SignedInCollector } from '../collectors/index.ts';
import { daysPastDue, invoiceStatus } from '../receivables/index.ts';
import { type CalendarDate, dateInZone } from '../shared/calendar.ts';
import { maskContact } from '../shared/mask.ts';
import { type Money, money } from '../shared/money.ts';
import type { ReadTx } from '../storage/database.ts';
import { balances, type CaseBalance } from './balances.ts';
import { type ContactClock, contactClock, contactsBegun, type Spoken } from './contact-clock.ts';
import { type ContactRules, shippedContactRules } from './contact-rules.ts';
import { type CreditorRow, creditorById, handoffsOfDebtor } from './conversation-repository.ts';
import { type HandoffState, handoffState, type Person, person } from './conversation-service.ts';
import {
  contactsOf,
  conversationsByIds,
  creditOf,
  type DebtorConversationRow,
  type DebtorRow,
  debtorById,
  disputesOf,
  invoicesOf,
  openRows,
  paymentsOf,
  proofsOf,
  type SpokenRow,
  spokenSince,
} from './debtor-repository.ts';
import { conversationsOfDebtor } from './timeline-repository.ts';

const MOST_SHOWN = 50;
/** As far back as a cap counts, and the day before in which a debtor may have written. */
const CLOCK_MS = 32 * 86_400_000;

export interface DebtorCase {
  id: number;
  number: string;
  name: string;
  salutation: 'bapak' | 'ibu' | null;
  creditor: CreditorRow;
  locale: string | null;
  timeZone: string;
  contacts: { id: number; channel: string; address: string; role: string; flagged: boolean }[];
  balance: CaseBalance[];
  invoices: {
    id: number;
    number: string;
    issueDate: string;
    dueDate: string;
    amount: Money;
    outstanding: Money;
    status: string;
    daysPastDue: number;
  }[];
  moreInvoices: number;
  payments: { receivedOn: string; amount: Money; kind: 'money' | 'credit_note'; invoices: string[] }[];
  proofs: { id: number; receiptNumber: string; amount: Money | null; state: string; createdAt: number }[];
  disputes: {
    id: number;
    caseNumber: string;
    invoiceNumber: string;
    reason: string;
    state: string;
    disputed: Money;
    createdAt: number;
  }[];
  handoffs: {
    id: number;
    conversationId: number;
    reason: string;
    state: HandoffState;
    summary: string;
    createdAt: number;
    collector: Person | null;
  }[];
  conversations: { id: number; channel: string; owner: 'bot' | 'queue' | 'collector'; lastAt: number }[];
  contactClock: ContactClock;
}

/** Which days nobody works in a creditor's country. */
export type Holidays = (
  tx: ReadTx,
  creditor: { slug: string; timeZone: string; country: string },
) => (date: CalendarDate) => boolean;

/** Whose debtor this is, before anything of them is read; undefined for what the collector may not see. */
export async function debtorFor(
  tx: ReadTx,
  collector: SignedInCollector,
  debtorId: number,
): Promise<{ debtorId: number; creditorId: number } | undefined> {
  const row = debtorById(tx, debtorId);
  return row && mayCreditor(collector, row.creditorId) ? { debtorId, creditorId: row.creditorId } : undefined;
}

/**
 * All there is about a debtor on one page, figures as of `now` (epoch ms) on their own calendar; undefined
 * for what the collector may not see. The caller leaves the audit row (`recordSeen`).
 */
export async function debtorCase(
  tx: ReadTx,
  collector: SignedInCollector,
  debtorId: number,
  at: { now: number; holidays: Holidays; rules?: ContactRules },
): Promise<DebtorCase | undefined> {
  const row = debtorById(tx, debtorId);
  if (!row || !mayCreditor(collector, row.creditorId)) return undefined;
  const { id, number, name, salutation, locale, timeZone } = row;
  const today = dateInZone(at.now, timeZone);
  const creditor = creditorById(tx, row.creditorId);
  const conversations = conversationsByIds(
    tx,
    conversationsOfDebtor(tx, { debtorId, creditorId: creditor.id }),
  );
  return {
    id,
    number,
    name,
    salutation,
    creditor,
    locale,
    timeZone,
    contacts: contactsOf(tx, id, MOST_SHOWN).map(({ flaggedAt, address, ...contact }) => ({
      ...contact,
      address: maskContact(address),
      flagged: flaggedAt !== null,
    })),
    balance: balances(openRows(tx, id), creditOf(tx, id), today),
    ...invoicesOn(tx, id, today),
    ...casesOf(tx, id),
    conversations: conversations.slice(0, MOST_SHOWN).map(({ optedOut: _, ...conversation }) => conversation),
    contactClock: clockOf(tx, row, creditor, conversations, at),
  };
}

function invoicesOn(tx: ReadTx, debtorId: number, today: CalendarDate) {
  const { rows, total } = invoicesOf(tx, debtorId, MOST_SHOWN);
  const invoices = rows.map((row) => {
    const { id, number, issueDate, dueDate, currency, amountMinor, allocatedMinor } = row;
    const facts = { ...row, disputed: row.disputed === 1, underReview: row.underReview === 1 };
    return {
      id,
      number,
      issueDate,
      dueDate,
      amount: money(amountMinor, currency),
      outstanding: money(amountMinor - allocatedMinor, currency),
      status: invoiceStatus(facts, today),
      daysPastDue: allocatedMinor < amountMinor ? daysPastDue(dueDate, today) : 0,
    };
  });
  return { invoices, moreInvoices: total - rows.length };
}

function casesOf(tx: ReadTx, debtorId: number) {
  return {
    payments: paymentsOf(tx, debtorId, MOST_SHOWN).map((row) => ({
      receivedOn: row.receivedOn,
      amount: money(row.amountMinor, row.currency),
      kind: row.kind,
      invoices: JSON.parse(row.invoices) as string[],
    })),
    proofs: proofsOf(tx, debtorId, MOST_SHOWN).map(({ currency, amountMinor, ...proof }) => ({
      ...proof,
      amount: amountMinor === null ? null : money(amountMinor, currency),
    })),
    disputes: disputesOf(tx, debtorId, MOST_SHOWN).map(({ currency, disputedMinor, ...dispute }) => ({
      ...dispute,
      disputed: money(disputedMinor, currency),
    })),
    handoffs: handoffsOfDebtor(tx, debtorId, MOST_SHOWN).map((row) => ({
      id: row.id,
      conversationId: row.conversationId,
      reason: row.reason,
      state: handoffState(row),
      summary: row.summary,
      createdAt: row.createdAt,
      collector: person(row.collectorId, row.collectorName),
    })),
  };
}

function clockOf(
  tx: ReadTx,
  { timeZone, country }: DebtorRow,
  creditor: CreditorRow,
  conversations: readonly DebtorConversationRow[],
  at: { now: number; holidays: Holidays; rules?: ContactRules },
): ContactClock {
  const ids = conversations.map((one) => one.id);
  return contactClock({
    now: at.now,
    timeZone,
    profile: (at.rules ?? shippedContactRules()).of(creditor.slug),
    isHoliday: at.holidays(tx, { slug: creditor.slug, timeZone: creditor.timeZone, country }),
    begun: contactsBegun(spokenSince(tx, ids, at.now - CLOCK_MS).flatMap(whoSpoke)),
    optedOut: conversations.some((one) => one.optedOut === 1),
  });
}

/** A page that was opened is the debtor's doing; a person who came or left has said nothing. */
function whoSpoke({ conversationId, author, inReplyTo, silent, at }: SpokenRow): Spoken[] {
  const joined = author === 'system' && silent === 1;
  if (author === 'debtor' || joined) return [{ conversationId, who: 'debtor', at }];
  if (silent === 1) return [];
  return [{ conversationId, who: inReplyTo === null ? 'us' : 'answer', at }];
}
