import { mayCreditor, type SignedInCollector } from '../collectors/index.ts';
import { answered } from '../service-levels/index.ts';
import type { ReadTx, Tx } from '../storage/database.ts';
import { enqueueOutbox } from '../storage/outbox-rows.ts';
import { announceHandoff, audit } from './announce.ts';
import { alreadyWritten, type FileRow, isLeftAlone, pageDedupeKey, selectFile } from './desk-repository.ts';
import {
  type ConversationRow,
  type HandoffRow,
  selectConversation,
  selectNewest,
  selectOpen,
  updateHandoff,
} from './handoff-repository.ts';
import { openFile } from './handoff-service.ts';
import { tellAccepted } from './listeners.ts';
import { changeOwner } from './ownership.ts';
import { answerOf, type Done, type NotFound } from './seen.ts';
import { toConversation } from './told.ts';

/** Characters a collector's message may have; what a channel cannot take at once it splits. */
export const LONGEST_WORDS = 4000;
/** Files with one message. */
export const MOST_FILES = 10;

export interface CollectorWords {
  /** Made by the page, the same on every retry. */
  key: string;
  text: string;
  /** Tokens of files of this conversation. */
  files?: readonly string[];
}

export type Written =
  | (Done & { duplicate: boolean })
  | NotFound
  | { ok: false; reason: 'opted_out' | 'empty' | 'too_long' | 'unknown_file' };

/**
 * A collector's words to the debtor, by the outbox. They take the conversation over, whoever had it: the
 * bot is silent from this commit on, a colleague is told by the live feed. Without an open handoff one is
 * opened (`collector_wrote`). A `key` that came before sends and changes nothing.
 */
export async function writeToDebtor(
  tx: Tx,
  now: number,
  collector: SignedInCollector,
  conversationId: number,
  words: CollectorWords,
): Promise<Written> {
  const may = await mayWriteTo(tx, collector, conversationId);
  if (!may.ok && may.reason === 'not_found') return may;
  if (alreadyWritten(tx, conversationId, words.key)) {
    const known = await selectNewest(tx, conversationId);
    if (known) return { ...(await answerOf(tx, known.id)), duplicate: true };
  }
  if (!may.ok) return may;
  const { conversation } = may;
  const text = words.text.trim();
  const files: FileRow[] = [];
  for (const token of words.files ?? []) {
    const file = selectFile(tx, conversationId, token);
    if (!file) return { ok: false, reason: 'unknown_file' };
    files.push(file);
  }
  if (text === '' && files.length === 0) return { ok: false, reason: 'empty' };
  if (text.length > LONGEST_WORDS) return { ok: false, reason: 'too_long' };

  const handoff = await fileFor(tx, now, conversation);
  const joined = await takeOver(tx, now, collector, conversation, handoff);
  await enqueueOutbox(tx, {
    channel: conversation.channel,
    now,
    dedupeKey: pageDedupeKey(conversationId, words.key),
    payload: {
      ...toConversation(conversation),
      author: 'collector',
      name: collector.firstName,
      ...(joined && { handoff: { state: 'joined' } }),
      key: words.key,
      lines: [],
      body: { text, locale: conversation.locale, ...(files.length > 0 && { attachments: files }) },
    },
  });
  await updateHandoff(tx, handoff.id, { state: 'answered', answeredAt: handoff.answeredAt ?? now });
  await answered(tx, { handoffId: handoff.id, now });
  await audit(tx, now, collector, handoff, 'message_sent');
  announceHandoff(tx, handoff, 'answered', collector.collectorId);
  return { ...(await answerOf(tx, handoff.id)), duplicate: false };
}

/** Whether a collector may see this conversation and its debtor is not to be left alone. */
export async function mayWriteTo(
  tx: ReadTx,
  collector: SignedInCollector,
  conversationId: number,
): Promise<
  | { ok: true; conversation: ConversationRow; creditorId: number }
  | { ok: false; reason: 'not_found' | 'opted_out' }
> {
  const conversation = await selectConversation(tx, conversationId);
  if (!conversation || !mayCreditor(collector, conversation.creditorId))
    return { ok: false, reason: 'not_found' };
  if (isLeftAlone(tx, conversation)) return { ok: false, reason: 'opted_out' };
  return { ok: true, conversation, creditorId: conversation.creditorId };
}

/** The open handoff of the conversation, or a new one because a collector wrote by themselves. */
async function fileFor(tx: Tx, now: number, conversation: ConversationRow): Promise<HandoffRow> {
  const open = await selectOpen(tx, conversation.id);
  if (open) return open;
  await openFile(tx, now, conversation, { reason: 'collector_wrote' });
  return (await selectOpen(tx, conversation.id))!;
}

/** Makes the conversation this collector's; true when it was not theirs before. */
async function takeOver(
  tx: Tx,
  now: number,
  collector: SignedInCollector,
  conversation: ConversationRow,
  handoff: HandoffRow,
): Promise<boolean> {
  const { collectorId } = collector;
  if (conversation.owner === 'collector' && conversation.collectorId === collectorId) return false;
  changeOwner(tx, {
    conversationId: conversation.id,
    owner: 'collector',
    collectorId,
    actor: 'collector',
    actorId: collectorId,
    reason: 'wrote',
    handoffId: handoff.id,
    now,
  });
  await updateHandoff(tx, handoff.id, { collectorId, claimedAt: now });
  await tellAccepted(tx, handoff, now);
  const from = handoff.collectorId;
  announceHandoff(tx, handoff, from === null ? 'claimed' : 'reassigned', collectorId);
  return true;
}
