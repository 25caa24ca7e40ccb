import { answered, policyOf, type Sweep } from '../service-levels/index.ts';
import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';
import { announceHandoff } from './announce.ts';
import { endHandoff } from './closing.ts';
import { selectConversation, selectHandoff, selectOpen, updateHandoff } from './handoff-repository.ts';
import { openFile } from './handoff-service.ts';
import { toQueue } from './holding.ts';
import { tellAccepted } from './listeners.ts';
import { changeOwner } from './ownership.ts';

/**
 * Somebody of the creditor's answered the debtor on the firm's own phone, past Sapa. The conversation is a
 * person's from here, nobody's by name: the bot keeps silent, and any collector may claim it, write, or give
 * it back. Whoever has it already keeps it. Without an open handoff one is opened (`owner_wrote`). The
 * debtor is told nothing: they know whom they are writing with. Words of long ago (`at`, epoch ms), which
 * only reach us now, take nothing over.
 */
export async function phoneAnswered(
  tx: Tx,
  now: number,
  { conversationId, at }: { conversationId: number; at: number },
): Promise<void> {
  if (now - at >= policyOf(tx).phonePauseMs) return;
  const conversation = await selectConversation(tx, conversationId);
  if (!conversation) throw new Error(`handoff: there is no conversation ${conversationId}`);
  if (!(await selectOpen(tx, conversationId)))
    await openFile(tx, now, conversation, { reason: 'owner_wrote' });
  const handoff = (await selectOpen(tx, conversationId))!;
  if (conversation.owner !== 'collector') {
    changeOwner(tx, {
      conversationId,
      owner: 'collector',
      actor: 'collector',
      reason: 'wrote_on_phone',
      handoffId: handoff.id,
      now,
    });
    await tellAccepted(tx, handoff, now);
  }
  await updateHandoff(tx, handoff.id, {
    state: 'answered',
    answeredAt: handoff.answeredAt ?? now,
    phoneAnsweredAt: now,
  });
  await answered(tx, { handoffId: handoff.id, now });
  announceHandoff(tx, handoff, 'answered', handoff.collectorId);
}

/** Conversations that are a person's through the phone alone, from which nobody has written since. */
const CHUNK = 100;
const quiet = sqlStatement<{ before: number; limit: number }, { id: number }>(
  `SELECT h.id FROM handoffs h INDEXED BY handoffs_phone JOIN conversations c ON c.id = h.conversation_id
   WHERE h.state <> 'closed' AND h.phone_answered_at <= @before AND h.collector_id IS NULL
     AND c.owner = 'collector' AND c.collector_id IS NULL
     AND COALESCE(h.last_collector_at, 0) <= @before
   ORDER BY h.phone_answered_at LIMIT @limit`,
);
const quietSince = (tx: ReadTx, before: number) => quiet(tx).all({ before, limit: CHUNK });

/**
 * Gives conversations back that were answered on the phone and then left: to the bot, without a word; or,
 * where the debtor has written since and nobody has answered, to the queue, because a person owes one.
 */
export const sweepPhone: Sweep = async (tx, now) => {
  const left = quietSince(tx, now - policyOf(tx).phonePauseMs);
  for (const { id } of left) {
    const handoff = (await selectHandoff(tx, id))!;
    const conversation = (await selectConversation(tx, handoff.conversationId))!;
    const owed = (handoff.lastDebtorAt ?? 0) > (handoff.phoneAnsweredAt ?? 0);
    if (owed) await toQueue(tx, now, { handoff, conversation }, { actor: 'system', silent: true });
    else
      await endHandoff(tx, {
        handoff,
        conversation,
        actor: 'system',
        actorId: null,
        resolution: 'returned',
        now,
        silent: true,
      });
  }
  return { more: left.length === CHUNK };
};
