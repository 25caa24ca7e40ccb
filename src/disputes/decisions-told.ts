import { recordDisclosure, type VerifiedDebtor } from '../identity/index.ts';
import type { Tx } from '../storage/database.ts';
import type { OutboxPayload } from '../storage/outbox-rows.ts';
import { selectNewestDecided } from './dispute-desk-repository.ts';
import { decisionLines } from './dispute-words.ts';

/** Who asks how an invoice stands still wants to hear of a decision this long after it. */
const TOLD_FOR_MS = 60 * 24 * 60 * 60_000;

/**
 * The newest decision on a dispute of one of the debtor's invoices, in the words of when it was made
 * without what remains of the invoice; undefined when there was none of late. Leaves a disclosure `dispute_decision`.
 */
export async function decisionOn(
  tx: Tx,
  debtor: VerifiedDebtor,
  now: number,
  invoiceId: number,
): Promise<OutboxPayload['lines'] | undefined> {
  const dispute = await selectNewestDecided(tx, invoiceId, debtor.debtorId, now - TOLD_FOR_MS);
  if (!dispute) return undefined;
  await recordDisclosure(tx, debtor, now, 'dispute_decision', dispute.caseNumber);
  return decisionLines(dispute, now, { remaining: false });
}
