import type { ReadTx, Tx } from '../storage/database.ts';
import { insertRating, selectNewestClosed } from './call-backs-repository.ts';

/** Whether the newest closed handoff of this conversation may still be rated: each is rated once. */
export async function mayBeRated(tx: ReadTx, conversationId: number): Promise<boolean> {
  const handoff = await selectNewestClosed(tx, conversationId);
  return handoff !== undefined && handoff.score === null;
}

/** Takes the debtor's score, 1 (no help) to 5; false when it was rated before or nothing is to be rated. */
export async function rateHandoff(
  tx: Tx,
  now: number,
  { conversationId, score }: { conversationId: number; score: number },
): Promise<boolean> {
  if (!Number.isInteger(score) || score < 1 || score > 5) throw new Error(`rating: ${score} is none`);
  const handoff = await selectNewestClosed(tx, conversationId);
  if (!handoff || handoff.score !== null) return false;
  await insertRating(tx, handoff.id, score, now);
  const { id: handoffId, creditorId } = handoff;
  tx.announce({ kind: 'handoff', change: 'rated', handoffId, conversationId, creditorId, collectorId: null });
  return true;
}
