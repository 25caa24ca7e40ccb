import type { Receipt } from '../channels/channel.ts';
import type { Tx } from '../storage/database.ts';
import { deliveryMarks, saveDeliveryMarks } from './receipt-repository.ts';

/** What became of a message of ours; `sent`: the channel has taken it. */
export type Fate = Omit<Receipt, 'state'> & { state: Receipt['state'] | 'sent' };

type Author = 'bot' | 'collector' | 'system';

/** One word, or a number of the channel's own, that a person can be told; anything else is for the log. */
const WORD = /^[a-z0-9_]{1,40}$/;

/**
 * Keeps and announces what became of a message. Receipts come in any order and more than once: what was
 * read stays read, and what arrived did not fail. Whose it was, where that was news; undefined otherwise.
 */
export function noteDelivery(tx: Tx, { conversationId, seq, state, at, reason }: Fate): Author | undefined {
  const before = deliveryMarks(tx, conversationId, seq);
  if (!before) return undefined;
  const { creditorId, author, ...marks } = before;
  const after = { ...marks };
  if (state === 'failed') {
    if (marks.deliveredAt !== null || marks.readAt !== null || marks.failedReason !== null) return undefined;
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
  if (same && (state !== 'sent' || marks.deliveredAt !== null || marks.readAt !== null)) return undefined;
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
  return author;
}

/** Announces for what a message waits, without keeping it: its row of the outbox has it. */
export function noteWaiting(
  tx: Tx,
  { conversationId, seq, reason }: { conversationId: number; seq: number; reason: string },
): void {
  const known = deliveryMarks(tx, conversationId, seq);
  if (!known || !WORD.test(reason)) return;
  const { creditorId } = known;
  tx.announce({ kind: 'delivery', conversationId, creditorId, seq, state: 'waiting', reason });
}
