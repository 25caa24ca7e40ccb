import { type IdentityService, recordDisclosure } from '../identity/index.ts';
import type { Tx } from '../storage/database.ts';
import { enqueueOutbox, type OutboxPayload } from '../storage/outbox-rows.ts';
import { selectConversation } from './proof-repository.ts';

export interface DecisionToTell {
  conversationId: number;
  debtorId: number;
  /** What the disclosure is called: `proof_decision`, `dispute_decision`. */
  what: string;
  /** Receipt or case number. */
  number: string;
  /** The whole decision: figures, reasons, the collector's note. */
  lines: OutboxPayload['lines'];
  /** That there is one, and how to see it: nothing that needs proof of who reads it. */
  withoutFigures: OutboxPayload['lines'];
}

export type Told = 'told' | 'told_without_figures' | 'not_told';

/**
 * Tells a debtor of a decision, once, in the conversation where the case was opened, whoever owns it.
 * The whole decision only while the conversation stands under a verification of this very debtor (not
 * renewed by it; a disclosure row is left), and only if it is sent before that ends; otherwise that
 * there is one. Nobody who said "stop writing to me" there is told.
 */
export async function tellDecision(
  tx: Tx,
  identity: Pick<IdentityService, 'standing'>,
  now: number,
  decision: DecisionToTell,
): Promise<Told> {
  const { conversationId, lines, withoutFigures } = decision;
  const conversation = await selectConversation(tx, conversationId);
  if (!conversation || conversation.optedOutAt !== null) return 'not_told';
  const debtor = await identity.standing(tx, conversationId, now);
  const proven = debtor?.debtorId === decision.debtorId ? debtor : undefined;
  if (proven) await recordDisclosure(tx, proven, now, decision.what, decision.number);
  await enqueueOutbox(tx, {
    channel: conversation.channel,
    dedupeKey: `decision:${decision.number}`,
    now,
    payload: {
      creditorId: conversation.creditorId,
      locale: conversation.locale,
      to: { conversationId },
      author: 'system',
      ...(proven
        ? {
            lines,
            afterwards: {
              from: proven.expiresAt,
              verificationId: proven.verificationId,
              lines: withoutFigures,
            },
          }
        : { lines: withoutFigures }),
    },
  });
  return proven ? 'told' : 'told_without_figures';
}
