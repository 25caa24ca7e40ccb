import type { ReadTx } from '../storage/database.ts';
import { sqlStatement } from '../storage/database.ts';
import type { HandoffRow } from './handoff-repository.ts';

/** One handoff as a list shows it, with what belongs to it. */
export interface QueueRow {
  id: number;
  conversationId: number;
  creditorId: number;
  creditorName: string;
  debtorId: number | null;
  debtorNumber: string | null;
  debtorName: string | null;
  collectorId: number | null;
  collectorName: string | null;
  state: HandoffRow['state'];
  reason: string;
  summary: string;
  channel: string;
  locale: string;
  currency: string | null;
  amountMinor: number;
  priority: number;
  createdAt: number;
  answeredAt: number | null;
  closedAt: number | null;
  firstDueAt: number | null;
  nextDueAt: number | null;
  dueAt: number | null;
  breached: 0 | 1;
  lastAuthor: 'debtor' | 'bot' | 'collector' | 'system' | null;
  lastBody: string | null;
  lastAt: number | null;
  callBackHow: 'call' | 'email' | null;
  callBackFrom: number | null;
  callBackTo: number | null;
}

/** The newest message and the call-back are each one step into an index. */
const byIds = sqlStatement<[string], QueueRow>(`
  SELECT h.id, h.conversation_id conversationId, h.creditor_id creditorId, cr.name creditorName,
    h.debtor_id debtorId, d.external_id debtorNumber, d.name debtorName,
    h.collector_id collectorId, co.name collectorName, h.state, h.reason, h.summary, c.channel, h.locale, h.currency,
    h.amount_minor amountMinor, h.priority, h.created_at createdAt, h.answered_at answeredAt, h.closed_at closedAt,
    h.first_due_at firstDueAt, h.next_due_at nextDueAt, h.due_at dueAt, h.breached,
    m.author lastAuthor, m.body lastBody, m.at lastAt,
    b.how callBackHow, b.from_at callBackFrom, b.to_at callBackTo
  FROM json_each(?) page
  CROSS JOIN handoffs h ON h.id = page.value
  JOIN creditors cr ON cr.id = h.creditor_id
  JOIN conversations c ON c.id = h.conversation_id
  LEFT JOIN debtors d ON d.id = h.debtor_id
  LEFT JOIN collectors co ON co.id = h.collector_id
  LEFT JOIN messages m ON m.id = (SELECT id FROM messages
    WHERE conversation_id = h.conversation_id AND withheld_at IS NULL ORDER BY seq DESC LIMIT 1)
  LEFT JOIN call_backs b ON b.id = (SELECT id FROM call_backs
    WHERE handoff_id = h.id AND state = 'open' ORDER BY id DESC LIMIT 1)
  ORDER BY page.key`);

/** These handoffs, in the order of `ids`. */
export function selectRows(tx: ReadTx, ids: readonly number[]): QueueRow[] {
  return byIds(tx).all(JSON.stringify(ids));
}

const nextReason = sqlStatement<[string], { reason: string }>(`
  SELECT reason FROM handoffs INDEXED BY handoffs_reasons WHERE state <> 'closed' AND reason > ?
  ORDER BY reason LIMIT 1`);
const hasReason = sqlStatement<[string, string], { has: 0 | 1 }>(`
  SELECT EXISTS (SELECT 1 FROM handoffs INDEXED BY handoffs_reasons
    WHERE state <> 'closed' AND reason = ? AND creditor_id IN (SELECT value FROM json_each(?))) has`);

/** The reasons of open handoffs: from one to the next in the index, past all that share one. */
export function selectOpenReasons(tx: ReadTx, scope: string | null): string[] {
  const reasons: string[] = [];
  let next = nextReason(tx).get('')?.reason;
  for (; next !== undefined; next = nextReason(tx).get(next)?.reason) {
    if (scope === null || hasReason(tx).get(next, scope)!.has) reasons.push(next);
  }
  return reasons;
}

export interface CreditorRow {
  id: number;
  slug: string;
  name: string;
  timeZone: string;
  currency: string;
}

const creditors = sqlStatement<[string | null, string | null], CreditorRow>(`
  SELECT id, slug, name, time_zone timeZone, currency FROM creditors
  WHERE ? IS NULL OR id IN (SELECT value FROM json_each(?)) ORDER BY name, id`);

export function selectCreditors(tx: ReadTx, scope: string | null): CreditorRow[] {
  return creditors(tx).all(scope, scope);
}

/** Who may work for any creditor of the scope: a collector's own, otherwise the team's, without a team all. */
const people = sqlStatement<{ scope: string | null }, { id: number; name: string }>(`
  SELECT c.id, c.name FROM collectors c
  WHERE c.disabled_at IS NULL AND c.role <> 'auditor' AND (
    (@scope IS NULL) OR (c.role <> 'collector' AND c.team_id IS NULL)
    OR (c.role <> 'collector' AND EXISTS (SELECT 1 FROM team_creditors t
      WHERE t.team_id = c.team_id AND t.creditor_id IN (SELECT value FROM json_each(@scope))))
    OR (c.role = 'collector' AND EXISTS (SELECT 1 FROM collector_creditors o
      WHERE o.collector_id = c.id AND o.creditor_id IN (SELECT value FROM json_each(@scope)))))
  ORDER BY c.name, c.id`);

export function selectPeople(tx: ReadTx, scope: string | null): { id: number; name: string }[] {
  return people(tx).all({ scope });
}
