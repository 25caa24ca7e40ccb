import type { Receipt } from '../channels/channel.ts';
import type { Tx } from '../storage/database.ts';
import { deliveryMarks, saveDeliveryMarks } from './receipt-repository.ts';

/** What became of a message of ours; `sent`: the channel has taken it. */
export type Fate = Omit<Receipt, 'state'> & { state: Receipt['state'] | 'sent' };

/** One word a person can be told; anything else a channel says is for the log. */
const WORD = /^[a-z][a-z0-9_]{0,39}$/;

/**
 * Keeps and announces what became of a message. Receipts come in any order and more than once: what was
 * read stays read, and what arrived did not fail. False when it changes nothing, or the message is unknown.
 */
export function noteDelivery(tx: Tx, { conversationId, seq, state, at, reason }: Fate): boolean {
  const before = deliveryMarks(tx, conversationId, seq);
  if (!before) return false;
  const { creditorId, ...marks } = before;
  const after = { ...marks };
  if (state === 'failed') {
    if (marks.deliveredAt !== null || marks.readAt !== null || marks.failedReason !== null) return false;
    after.failedReason = reason !== undefined && WORD.test(reason) ? reason : 'not_delivered';
  } else if (state !== 'sent') {
    after.deliveredAt ??= at;
    if (state === 'read') after.readAt ??= at;
    after.failedReason = null;
  }
  const same =
    after.deliveredAt === marks.deliveredAt &&
    after.readAt === marks.readAt &&
    after.failedReason === marks.failedReason;
  // That it was sent is in the outbox alone: nothing to keep, but somebody may be looking.
  if (same && (state !== 'sent' || marks.deliveredAt !== null || marks.readAt !== null)) return false;
  if (!same) saveDeliveryMarks(tx, { conversationId, seq }, after);
  tx.announce({
    kind: 'delivery',
    conversationId,
    creditorId,
    seq,
    state:
      after.readAt !== null
        ? 'read'
        : after.deliveredAt !== null
          ? 'delivered'
          : after.failedReason !== null
            ? 'failed'
            : 'sent',
    ...(after.failedReason !== null && { reason: after.failedReason }),
  });
  return true;
}
