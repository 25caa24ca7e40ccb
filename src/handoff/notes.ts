import { mayCreditor, recordAudit, type SignedInCollector } from '../collectors/index.ts';
import type { Tx } from '../storage/database.ts';
import { insertNote } from './desk-repository.ts';
import { type ConversationRow, selectConversation } from './handoff-repository.ts';

/** An internal note as the console shows it among the messages. */
export interface WrittenNote {
  id: number;
  author: { id: number; name: string };
  text: string;
  /** Epoch ms. */
  at: number;
}

/** Leaves a note for colleagues in a conversation; no debtor ever sees it. `text` is checked by the caller. */
export async function addNote(
  tx: Tx,
  now: number,
  collector: SignedInCollector,
  conversationId: number,
  text: string,
): Promise<{ ok: true; note: WrittenNote } | { ok: false; reason: 'not_found' }> {
  const conversation = await selectConversation(tx, conversationId);
  if (!conversation || !mayCreditor(collector, conversation.creditorId))
    return { ok: false, reason: 'not_found' };
  return { ok: true, note: await writeNote(tx, now, collector, conversation, text) };
}

/** The same where the caller has seen to the scope. */
export async function writeNote(
  tx: Tx,
  now: number,
  collector: SignedInCollector,
  conversation: Pick<ConversationRow, 'id' | 'creditorId'>,
  text: string,
): Promise<WrittenNote> {
  const { collectorId, name } = collector;
  const { id: conversationId, creditorId } = conversation;
  const id = insertNote(tx, { conversationId, collectorId, body: text, at: now });
  await recordAudit(tx, { at: now, collector, what: 'note_written', creditorId, conversationId });
  tx.announce({ kind: 'note', conversationId, creditorId });
  return { id, author: { id: collectorId, name }, text, at: now };
}
