import { mayCreditor, type SignedInCollector } from '../collectors/index.ts';
import type { ReadTx } from '../storage/database.ts';
import { selectConversation } from './timeline-repository.ts';

/** Whose a conversation is, for one who wants a file of it; undefined for what the collector may not see. */
export async function conversationFor(
  tx: ReadTx,
  collector: SignedInCollector,
  conversationId: number,
): Promise<{ conversationId: number; creditorId: number } | undefined> {
  const row = selectConversation(tx, conversationId);
  if (!row || !mayCreditor(collector, row.creditorId)) return undefined;
  return { conversationId, creditorId: row.creditorId };
}
