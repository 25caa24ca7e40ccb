import type { ReadTx } from '../storage/database.ts';
import { sqlStatement } from '../storage/database.ts';

export interface ReportRow {
  id: number;
  creditorId: number;
  creditorName: string;
  reason: string;
  createdAt: number;
  state: string;
  answeredAt: number | null;
  firstDueAt: number | null;
  firstAnswerMinutes: number | null;
  resolutionMinutes: number | null;
  nextAnswersMet: number;
  /** `first_answer,next_answer,next_answer`: every clock that passed; null when none did. */
  missed: string | null;
  score: number | null;
}

const since = sqlStatement<{ scope: string | null; at: number; id: number; limit: number }, ReportRow>(`
  SELECT h.id, h.creditor_id creditorId, c.name creditorName, h.reason, h.created_at createdAt, h.state,
    h.answered_at answeredAt, h.first_due_at firstDueAt, h.first_answer_minutes firstAnswerMinutes,
    h.resolution_minutes resolutionMinutes, h.next_answers_met nextAnswersMet,
    (SELECT group_concat(what) FROM service_level_breaches b WHERE b.handoff_id = h.id) missed, r.score
  FROM handoffs h INDEXED BY handoffs_since
  JOIN creditors c ON c.id = h.creditor_id
  LEFT JOIN handoff_ratings r ON r.handoff_id = h.id
  WHERE h.created_at >= @at AND (h.created_at > @at OR h.id > @id)
    AND (@scope IS NULL OR h.creditor_id IN (SELECT value FROM json_each(@scope)))
  ORDER BY h.created_at, h.id LIMIT @limit`);

/** Handoffs after (created at, id), oldest first. */
export function selectSince(
  tx: ReadTx,
  where: { scope: string | null; at: number; id: number; limit: number },
): ReportRow[] {
  return since(tx).all(where);
}
