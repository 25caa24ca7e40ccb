import type { VerifiedDebtor } from '../identity/index.ts';
import { debtorWrote, stakeKnown, startClocks } from '../service-levels/index.ts';
import { isLocale, type Locale } from '../shared/locale.ts';
import type { Tx } from '../storage/database.ts';
import { isWish, latelyClosed } from './again.ts';
import { announceHandoff } from './announce.ts';
import { selectProven } from './desk-repository.ts';
import { buildFile, FILES_IN_FILE, type FileRequest, type HandoffContext } from './handoff-file.ts';
import {
  type ConversationRow,
  type HandoffRow,
  insertHandoff,
  selectConversation,
  selectLocale,
  selectOpen,
  updateHandoff,
} from './handoff-repository.ts';
import { handoffSummary } from './handoff-summary.ts';
import { tellListeners } from './listeners.ts';
import { changeOwner, type OwnershipActor } from './ownership.ts';

export interface HandoffRequest {
  conversationId: number;
  creditorId: number;
  /** Only while verified: identity and figures go into the file. */
  debtor?: VerifiedDebtor;
  /** One word: `asked`, `not_understood`, `locked`, or the outcome that led to a dead end. */
  reason: string;
  /** The debtor asked for it: then a person is called however lately one was here. Some reasons always are wishes. */
  wished?: boolean;
  /** Flows or actions tried, beyond what the record shows by itself. */
  tried?: readonly string[];
  /** The language of the present message; the conversation's when left out. */
  locale?: string;
}

export type HandoffStarted =
  /** `alreadyOpen`: a person was asked for before; this request was added to the same file. */
  | { ok: true; handoffId: number; alreadyOpen: boolean }
  /** A person was done with this very reason within the last day (in `handoffId`): nobody is called, nothing changed. */
  | { ok: false; reason: 'lately_closed'; handoffId: number };

/**
 * Hands the conversation over: one file per conversation at a time, with identity, figures and what was
 * tried as of `now` (epoch ms). The conversation goes to the queue unless a collector holds it already.
 * What the bot concludes by itself does not call a person again within a day: see again.ts.
 */
export async function createHandoff(tx: Tx, now: number, request: HandoffRequest): Promise<HandoffStarted> {
  const { conversationId, debtor, reason, tried } = request;
  const conversation = await selectConversation(tx, conversationId);
  if (!conversation) throw new Error(`handoff: there is no conversation ${conversationId}`);
  const wish: FileRequest = { reason, debtor, tried };
  const locale = request.locale ?? conversation.locale;
  const open = await selectOpen(tx, conversationId);
  if (open) {
    await addToFile(tx, now, { ...conversation, locale }, open, wish);
    return { ok: true, handoffId: open.id, alreadyOpen: true };
  }
  const wished = request.wished === true || isWish(reason);
  const before = wished ? undefined : latelyClosed(tx, now, { conversationId, reason });
  if (before !== undefined) return { ok: false, reason: 'lately_closed', handoffId: before };
  const handoffId = await openFile(tx, now, { ...conversation, locale }, wish);
  await debtorWrote(tx, { handoffId, now });
  if (conversation.owner === 'bot') {
    const actor: OwnershipActor = wished ? 'debtor' : 'bot';
    changeOwner(tx, { conversationId, owner: 'queue', actor, reason, handoffId, now });
  }
  return { ok: true, handoffId, alreadyOpen: false };
}

/** Opens the file of a handoff without giving the conversation to anybody; announces it. Returns its id. */
export async function openFile(
  tx: Tx,
  now: number,
  conversation: ConversationRow,
  request: FileRequest,
): Promise<number> {
  const { id: conversationId, creditorId, locale } = conversation;
  const { context, nextStep } = await buildFile(tx, now, conversation, request);
  const handoffId = await insertHandoff(tx, {
    creditorId,
    conversationId,
    debtorId: request.debtor?.debtorId ?? selectProven(tx, conversationId, now),
    reason: request.reason,
    summary: await summarise(tx, creditorId, context),
    context: JSON.stringify(context),
    createdAt: now,
    locale,
    nextStep,
  });
  await startClocks(tx, { handoffId, creditorId, reason: request.reason, now, ...stakeOf(context) });
  announceHandoff(tx, { id: handoffId, conversationId, creditorId }, 'opened', null);
  await tellListeners(tx, { creditorId, now, change: { kind: 'initiate', handoffId } });
  return handoffId;
}

/** A further request while a person is awaited or there: into the same file, with newer figures. */
async function addToFile(
  tx: Tx,
  now: number,
  conversation: ConversationRow,
  open: HandoffRow,
  request: FileRequest,
): Promise<void> {
  const { debtor } = request;
  const before = JSON.parse(open.context) as HandoffContext;
  const { context, nextStep } = await buildFile(tx, now, conversation, request, before);
  await updateHandoff(tx, open.id, {
    summary: await summarise(tx, conversation.creditorId, context),
    context: JSON.stringify(context),
    locale: conversation.locale,
    nextStep,
    ...(debtor && { debtorId: debtor.debtorId }),
  });
  if (debtor) await stakeKnown(tx, { handoffId: open.id, now, ...stakeOf(context) });
  announceHandoff(tx, open, 'added_to', open.collectorId);
}

/**
 * The debtor wrote while a person is awaited or there: the clock of the next answer runs, the language
 * and the files they sent are kept with the handoff. Nothing happens without an open one.
 */
export async function noteDebtorWrote(
  tx: Tx,
  now: number,
  { conversationId, locale, files }: { conversationId: number; locale: string; files: readonly string[] },
): Promise<void> {
  const open = await selectOpen(tx, conversationId);
  if (!open) return;
  await debtorWrote(tx, { handoffId: open.id, now });
  if (files.length === 0 && locale === open.locale) return;
  const context = JSON.parse(open.context) as HandoffContext;
  const attachments = [...new Set([...files, ...(context.attachments ?? [])])].slice(0, FILES_IN_FILE);
  await updateHandoff(tx, open.id, { locale, context: JSON.stringify({ ...context, attachments }) });
}

/** What is at stake: the open balance in the currency in which most is owed. */
function stakeOf({ balance }: HandoffContext): { amountMinor: number | null; currency: string | null } {
  const largest = balance[0]?.outstanding;
  return { amountMinor: largest?.minor ?? null, currency: largest?.currency ?? null };
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
