import { type ReadTx, sqlStatement } from '../storage/database.ts';

/** For this long after a person was done with a reason, the bot calls nobody for it by itself. */
export const AGAIN_MS = 24 * 60 * 60_000;

/**
 * What a debtor says they want: they decide how often, so these always reach a person. Everything else
 * the bot concludes by itself (it did not understand, something failed, an account is missing), and doing
 * so again right after a person has given the conversation back would go round in circles.
 */
const WISHES: ReadonlySet<string> = new Set([
  'asked',
  'abusive',
  'call_back',
  'collector_wrote',
  'dispute',
  'hardship',
  'not_me',
  'owner_wrote',
  'payment_link',
  'privacy_request',
  'promise_to_pay',
  'request_extension',
  'request_installment',
  'request_invoice_copy',
  'update_contact',
]);

/** Whether a reason is the debtor's own wish, rather than the bot's conclusion. */
export const isWish = (reason: string): boolean => WISHES.has(reason);

const lately = sqlStatement<{ conversationId: number; since: number; reason: string }, { id: number }>(
  `SELECT h.id FROM handoffs h
   WHERE h.conversation_id = @conversationId AND h.state = 'closed' AND h.closed_at > @since
     AND (h.resolution IS NULL OR h.resolution IN ('returned', 'resolved'))
     AND EXISTS (SELECT 1 FROM json_each(h.context, '$.requests') r
       WHERE json_extract(r.value, '$.reason') = @reason)
   ORDER BY h.closed_at DESC LIMIT 1`,
);

/** The handoff in which a person was done with this reason in this conversation within the last day. */
export function latelyClosed(
  tx: ReadTx,
  now: number,
  { conversationId, reason }: { conversationId: number; reason: string },
): number | undefined {
  return lately(tx).get({ conversationId, reason, since: now - AGAIN_MS })?.id;
}
