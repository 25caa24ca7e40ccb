import type { Receipt } from '../channels/channel.ts';
import type { Tx } from '../storage/database.ts';
import { type DeliveryMarks, deliveryMarks, saveDeliveryMarks } from './receipt-repository.ts';

/**
 * What became of a message of ours; `sent`: the channel has taken all of it. `whole`: the outbox says so of the
 * message, where a receipt may be that of one of its pieces.
 */
export type Fate = Omit<Receipt, 'state'> & { state: Receipt['state'] | 'sent'; whole?: true };

type Author = 'bot' | 'collector' | 'system';

/** One word, or a number of the channel's own, that a person can be told; anything else is for the log. */
const WORD = /^[a-z0-9_]{1,40}$/;

/**
 * Keeps and announces what became of a message. Receipts come in any order and more than once: what was
 * read stays read, and what arrived did not fail. Only what the outbox has given up as a whole stays failed:
 * a piece of it that arrives, before or after, makes it `incomplete`. Whose it was, where that was news;
 * undefined otherwise.
 */
export function noteDelivery(tx: Tx, fate: Fate): Author | undefined {
  const { conversationId, seq, state } = fate;
  const before = deliveryMarks(tx, conversationId, seq);
  if (!before) return undefined;
  const { creditorId, author, ...marks } = before;
  const after = afterwards(marks, fate);
  const same = sameMarks(marks, after);
  if (!same) saveDeliveryMarks(tx, { conversationId, seq }, after);
  // That it was sent is in the outbox alone: nothing to keep, but somebody may be looking.
  const news = same ? state === 'sent' && shownAs(after) === 'sent' : true;
  if (!news || (state === 'failed' && after.failedReason === marks.failedReason)) return undefined;
  tx.announce({
    kind: 'delivery',
    conversationId,
    creditorId,
    seq,
    state: shownAs(after),
    ...(after.failedReason !== null && { reason: after.failedReason }),
  });
  return author;
}

function afterwards(marks: DeliveryMarks, { state, at, reason, whole }: Fate): DeliveryMarks {
  const arrived = marks.deliveredAt !== null || marks.readAt !== null;
  switch (state) {
    case 'sent':
      // Put back by an operator after it had been given up, and now it is there.
      return whole && marks.givenUpAt !== null ? { ...marks, failedReason: null, givenUpAt: null } : marks;
    case 'failed': {
      if (marks.givenUpAt !== null || (arrived && !whole)) return marks;
      const why = reason !== undefined && WORD.test(reason) ? reason : 'not_delivered';
      const failedReason = arrived ? 'incomplete' : (marks.failedReason ?? why);
      return { ...marks, failedReason, givenUpAt: whole ? at : null };
    }
    default:
      return {
        ...marks,
        deliveredAt: marks.deliveredAt ?? at,
        readAt: state === 'read' ? (marks.readAt ?? at) : marks.readAt,
        failedReason: marks.givenUpAt === null ? null : 'incomplete',
      };
  }
}

function sameMarks(one: DeliveryMarks, other: DeliveryMarks): boolean {
  return (
    one.deliveredAt === other.deliveredAt &&
    one.readAt === other.readAt &&
    one.failedReason === other.failedReason &&
    one.givenUpAt === other.givenUpAt
  );
}

function shownAs({ failedReason, readAt, deliveredAt }: DeliveryMarks) {
  if (failedReason !== null) return 'failed';
  return readAt !== null ? 'read' : deliveredAt !== null ? 'delivered' : 'sent';
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
