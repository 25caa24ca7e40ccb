import { money } from '../shared/money.ts';
import type { OutboxPayload } from '../storage/outbox-rows.ts';
import { outstandingOf } from './dispute-desk.ts';
import type { DisputeOpened } from './dispute-desk-repository.ts';

/**
 * What a debtor is told of a decided dispute, as text keys with slots: the outcome, the credit note and
 * what remains of the invoice at `now` (unless that is told beside it), why, and what comes next. To be said to a proven debtor only.
 */
export function decisionLines(
  dispute: DisputeOpened,
  now: number,
  more: { remaining: boolean } = { remaining: true },
): OutboxPayload['lines'] {
  const { caseNumber, invoiceNumber: number, currency, creditMinor, decisionNote: note, timeZone } = dispute;
  const lines: OutboxPayload['lines'] = [
    { key: `decision.dispute_${dispute.state}`, slots: { case: caseNumber, number } },
  ];
  const rejected = dispute.state === 'rejected';
  if (note !== null)
    lines.push({ key: rejected ? 'decision.dispute_why' : 'decision.note', slots: { note } });
  if (!rejected) {
    lines.push(
      creditMinor
        ? { key: 'decision.dispute_credit', slots: { credit: money(creditMinor, currency) } }
        : { key: 'decision.dispute_no_credit' },
    );
  }
  const outstanding = money(outstandingOf(dispute), currency);
  const asOf = { instant: now, timeZone };
  if (more.remaining && outstanding.minor > 0) {
    const due = { date: dispute.dueDate };
    lines.push({ key: 'decision.dispute_left', slots: { asOf, outstanding, due } });
  } else if (more.remaining && creditMinor) {
    lines.push({ key: 'decision.dispute_settled', slots: { asOf } });
  }
  if (dispute.state !== 'upheld') lines.push({ key: 'decision.dispute_next' });
  return lines;
}

/** That there is a decision: nothing in it needs proof of who reads it. */
export function decidedLines(caseNumber: string): OutboxPayload['lines'] {
  return [{ key: 'decision.dispute_decided', slots: { case: caseNumber } }];
}
