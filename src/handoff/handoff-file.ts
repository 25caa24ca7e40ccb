import { openDisputes } from '../disputes/index.ts';
import type { VerifiedDebtor } from '../identity/index.ts';
import { balanceSnapshot, type CurrencyBalance, openInvoices } from '../receivables/index.ts';
import type { Tx } from '../storage/database.ts';
import { countOpenProofs, isKnownSender, selectSentFiles } from './desk-repository.ts';
import { type ConversationRow, selectShown } from './handoff-repository.ts';
import { type NextStep, nextStep } from './next-step.ts';

/** `verified`: by a code, still valid; `known_contact`: proved before on this channel; `none`: a stranger. */
export type IdentityLevel = 'none' | 'known_contact' | 'verified';

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
  /** Absent in files from before there were levels: then it follows from `identity`. */
  level?: IdentityLevel;
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
  /** Tokens of files the debtor sent in this conversation lately, newest first. Absent in old files. */
  attachments?: string[];
  transcript: { conversationId: number; throughSeq: number };
}

export interface FileRequest {
  reason: string;
  /** Only while verified: identity and figures go into the file. */
  debtor?: VerifiedDebtor | undefined;
  tried?: readonly string[] | undefined;
}

const INVOICES_IN_FILE = 10;
const REQUESTS_IN_FILE = 50;
export const FILES_IN_FILE = 20;
/** What was sent longer ago belongs to another matter. */
const FILES_SINCE_MS = 7 * 24 * 60 * 60_000;

/** Makes the file of a handoff, or brings the one there is up to date, as of `now` (epoch ms). */
export async function buildFile(
  tx: Tx,
  now: number,
  conversation: ConversationRow,
  { reason, debtor, tried = [] }: FileRequest,
  before?: HandoffContext,
): Promise<{ context: HandoffContext; nextStep: NextStep }> {
  const { id: conversationId } = conversation;
  const account = debtor ? await accountFile(tx, debtor, now) : (before ?? emptyFile(now));
  const requests = [...(before?.requests ?? []), { reason, at: now }].slice(-REQUESTS_IN_FILE);
  const shown = await selectShown(tx, conversationId);
  const files = selectSentFiles(tx, conversationId, now - FILES_SINCE_MS, FILES_IN_FILE);
  const context: HandoffContext = {
    ...account,
    level: account.identity ? 'verified' : isKnownSender(tx, conversation) ? 'known_contact' : 'none',
    requests,
    tried: [...new Set([...(before?.tried ?? []), ...shown, ...tried])],
    attachments: [...new Set([...(before?.attachments ?? []), ...files])].slice(0, FILES_IN_FILE),
    transcript: { conversationId, throughSeq: conversation.lastSeq },
  };
  const step = nextStep({
    reason,
    verified: context.identity !== null,
    openProofs: debtor ? countOpenProofs(tx, debtor.debtorId) : 0,
    openDisputes: context.disputes.length,
    tried: context.tried,
  });
  return { context, nextStep: step };
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
