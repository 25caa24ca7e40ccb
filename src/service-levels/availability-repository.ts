import type { ReadTx } from '../storage/database.ts';
import { sqlStatement } from '../storage/database.ts';

/** Nobody is told a more exact time for being behind a thousand. */
const MOST_COUNTED = 1000;
const RECENT = 20;

const ahead = sqlStatement<[number], { count: number }>(`
  SELECT count(*) count FROM (
    SELECT 1 FROM handoffs WHERE creditor_id = ? AND state = 'waiting' AND collector_id IS NULL LIMIT ${MOST_COUNTED})`);

/** Handoffs of this creditor that nobody has taken yet. */
export async function countAhead(tx: ReadTx, creditorId: number): Promise<number> {
  return ahead(tx).get(creditorId)!.count;
}

const recent = sqlStatement<[number], { minutes: number }>(`
  SELECT first_answer_minutes minutes FROM handoffs WHERE creditor_id = ? AND first_answer_minutes IS NOT NULL
  ORDER BY answered_at DESC LIMIT ${RECENT}`);

/** How long the newest first answers of this creditor took, minutes of open time, newest first. */
export async function selectRecentAnswers(tx: ReadTx, creditorId: number): Promise<number[]> {
  return recent(tx)
    .all(creditorId)
    .map((row) => row.minutes);
}
