import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';

/** How a message of ours fared; times are epoch ms. */
export interface DeliveryMarks {
  deliveredAt: number | null;
  readAt: number | null;
  failedReason: string | null;
  /** Since when the outbox has given it up as a whole. */
  givenUpAt: number | null;
}

interface MarkRow extends DeliveryMarks {
  creditorId: number;
  author: 'bot' | 'collector' | 'system';
}

const marks = sqlStatement<[number, number], MarkRow>(
  `SELECT m.delivered_at AS deliveredAt, m.read_at AS readAt, m.failed_reason AS failedReason,
     m.given_up_at AS givenUpAt, c.creditor_id AS creditorId, m.author
   FROM messages m JOIN conversations c ON c.id = m.conversation_id
   WHERE m.conversation_id = ? AND m.seq = ? AND m.direction = 'out'`,
);
/** Of one of our messages; undefined for what is none. */
export const deliveryMarks = (tx: ReadTx, conversationId: number, seq: number) =>
  marks(tx).get(conversationId, seq);

const save = sqlStatement<DeliveryMarks & { conversationId: number; seq: number }>(
  `UPDATE messages SET delivered_at = @deliveredAt, read_at = @readAt, failed_reason = @failedReason,
     given_up_at = @givenUpAt
   WHERE conversation_id = @conversationId AND seq = @seq`,
);
export function saveDeliveryMarks(
  tx: Tx,
  { conversationId, seq }: { conversationId: number; seq: number },
  { deliveredAt, readAt, failedReason, givenUpAt }: DeliveryMarks,
): void {
  save(tx).run({ conversationId, seq, deliveredAt, readAt, failedReason, givenUpAt });
}
