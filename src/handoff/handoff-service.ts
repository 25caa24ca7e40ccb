import { openDisputes } from '../disputes/index.ts';
import type { VerifiedDebtor } from '../identity/index.ts';
import { balanceSnapshot, type CurrencyBalance, openInvoices } from '../receivables/index.ts';
import { isLocale, type Locale } from '../shared/locale.ts';
import type { Tx } from '../storage/database.ts';
import {
  insertHandoff,
  selectConversation,
  selectLocale,
  selectOpen,
  selectShown,
  setOwner,
  updateHandoff,
} from './handoff-repository.ts';
import { handoffSummary } from './handoff-summary.ts';

export interface HandoffRequest {
  conversationId: number;
  creditorId: number;
  /** Only while verified: identity and figures go into the file. */
  debtor?: VerifiedDebtor;
  /** One word: `asked`, `not_understood`, `locked`, or the outcome that led to a dead end. */
  reason: string;
  /** Flows or actions tried, beyond what the record shows by itself. */
  tried?: readonly string[];
}

/** What a collector gets to know without asking again; stored as JSON in `handoffs.context`. */
export interface HandoffContext {
  /** Every request since the handoff began, oldest first. */
  requests: { reason: string; at: number }[];
  /** Null for a sender who has not proved anything. */
  identity: {
    debtorNumber: string;
    name: string;
    contactId: number;
    verificationId: number;
    verifiedAt: number;
  } | null;
  asOf: number;
  balance: CurrencyBalance[];
  /** The invoices most pressing, oldest due first. */
  invoices: {
    number: string;
    dueDate: string;
    currency: string;
    outstandingMinor: number;
    status: string;
  }[];
  disputes: { caseNumber: string; invoiceNumber: string; reason: string }[];
  tried: string[];
  transcript: { conversationId: number; throughSeq: number };
}

export interface HandoffStarted {
  handoffId: number;
  /** A person was asked for before; this request was added to the same file. */
  alreadyOpen: boolean;
}

const INVOICES_IN_FILE = 10;
const REQUESTS_IN_FILE = 50;

/**
 * Hands the conversation over: one file per conversation at a time, with identity, figures and what was
 * tried as of `now` (epoch ms). The conversation goes to the queue unless a collector holds it already.
 */
export async function createHandoff(tx: Tx, now: number, request: HandoffRequest): Promise<HandoffStarted> {
  const { conversationId, creditorId, debtor } = request;
  const conversation = await selectConversation(tx, conversationId);
  if (!conversation) throw new Error(`handoff: there is no conversation ${conversationId}`);
  const open = await selectOpen(tx, conversationId);
  const before = open ? (JSON.parse(open.context) as HandoffContext) : undefined;
  const requests = [...(before?.requests ?? []), { reason: request.reason, at: now }].slice(
    -REQUESTS_IN_FILE,
  );
  const context: HandoffContext = {
    ...(debtor ? await accountFile(tx, debtor, now) : (before ?? emptyFile(now))),
    requests,
    tried: [
      ...new Set([
        ...(before?.tried ?? []),
        ...(await selectShown(tx, conversationId)),
        ...(request.tried ?? []),
      ]),
    ],
    transcript: { conversationId, throughSeq: conversation.lastSeq },
  };
  const facts = {
    reason: request.reason,
    summary: await summarise(tx, creditorId, context),
    context: JSON.stringify(context),
  };
  if (open) {
    const { reason: _, ...changed } = facts;
    await updateHandoff(tx, open.id, { ...changed, ...(debtor && { debtorId: debtor.debtorId }) });
    return { handoffId: open.id, alreadyOpen: true };
  }
  const handoffId = await insertHandoff(tx, {
    ...facts,
    creditorId,
    conversationId,
    debtorId: debtor?.debtorId ?? null,
    createdAt: now,
  });
  if (conversation.owner === 'bot') await setOwner(tx, conversationId, 'queue');
  return { handoffId, alreadyOpen: false };
}

type Account = Pick<HandoffContext, 'identity' | 'asOf' | 'balance' | 'invoices' | 'disputes'>;

function emptyFile(now: number): Account {
  return { identity: null, asOf: now, balance: [], invoices: [], disputes: [] };
}

async function accountFile(tx: Tx, debtor: VerifiedDebtor, now: number): Promise<Account> {
  const invoices = await openInvoices(tx, debtor, now, INVOICES_IN_FILE);
  const disputes = await openDisputes(tx, debtor, now);
  return {
    identity: {
      debtorNumber: debtor.externalId,
      name: debtor.name,
      contactId: debtor.contactId,
      verificationId: debtor.verificationId,
      verifiedAt: debtor.verifiedAt,
    },
    asOf: now,
    balance: await balanceSnapshot(tx, debtor, now),
    invoices: invoices.map(({ number, dueDate, currency, outstandingMinor, status }) => ({
      number,
      dueDate,
      currency,
      outstandingMinor,
      status,
    })),
    disputes: disputes.map(({ caseNumber, invoiceNumber, reason }) => ({
      caseNumber,
      invoiceNumber,
      reason,
    })),
  };
}

async function summarise(tx: Tx, creditorId: number, context: HandoffContext): Promise<string> {
  const stored = await selectLocale(tx, creditorId);
  const locale: Locale = stored !== undefined && isLocale(stored) ? stored : 'id';
  const { identity } = context;
  return handoffSummary(
    {
      ...(identity && { who: { name: identity.name, number: identity.debtorNumber } }),
      reasons: [...new Set(context.requests.map((one) => one.reason))],
      balance: context.balance,
      tried: context.tried,
      disputes: context.disputes.map((one) => one.caseNumber),
    },
    locale,
  );
}
