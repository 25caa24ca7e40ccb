import { recordAudit } from '../collectors/index.ts';
import {
  type Deciding,
  isOverLimit,
  limitOf,
  ownWords,
  postCreditNote,
  type Told,
  tellDecision,
} from '../payments/index.ts';
import { dateInZone } from '../shared/calendar.ts';
import { money } from '../shared/money.ts';
import type { Tx } from '../storage/database.ts';
import { auditOf, disputeFile, type OpenedDispute, outstandingOf, seenDispute } from './dispute-desk.ts';
import { type DisputeOpened, updateDispute } from './dispute-desk-repository.ts';
import { decidedLines, decisionLines } from './dispute-words.ts';

export interface Resolution {
  outcome: 'upheld' | 'partly' | 'rejected';
  /** Minor units; for `partly` alone. */
  creditMinor?: number;
  /** Told to the debtor; a rejection needs one. */
  note?: string;
}

export type Resolved =
  /** `not_told`: it came from no conversation, or the debtor wants no messages there. */
  | { ok: true; file: OpenedDispute; told: Told }
  | { ok: false; reason: 'not_found' | 'already_decided' | 'over_limit' | 'already_booked' }
  | { ok: false; reason: 'invalid'; fields: Record<string, string> };

/**
 * Decides a dispute. What is credited becomes a credit note on the disputed invoice, never more than it
 * still owes; the debtor is told. All in the caller's transaction, with the audit row. Of two collectors
 * at once the second gets `already_decided`.
 */
export async function resolveDispute(
  tx: Tx,
  deciding: Deciding,
  id: number,
  resolution: Resolution,
): Promise<Resolved> {
  const { collector, now, limits, identity } = deciding;
  const dispute = await seenDispute(tx, collector, id);
  if (!dispute) return { ok: false, reason: 'not_found' };
  if (dispute.state !== 'open') return { ok: false, reason: 'already_decided' };
  const { outcome } = resolution;
  const note = ownWords(resolution.note);
  if (outcome === 'rejected' && note === null) {
    return { ok: false, reason: 'invalid', fields: { note: 'say why: the debtor is told' } };
  }
  const credit = creditOf(dispute, resolution);
  if (typeof credit === 'string') return { ok: false, reason: 'invalid', fields: { creditMinor: credit } };
  const { creditorId, debtorId, invoiceId, currency, caseNumber } = dispute;
  if (isOverLimit(money(credit, currency), limitOf(collector, currency, limits))) {
    return { ok: false, reason: 'over_limit' };
  }
  if (credit > 0) {
    const on = dateInZone(now, dispute.creditorZone);
    const creditNote = { creditorId, debtorId, invoiceId, currency, amountMinor: credit, caseNumber, on };
    if (!(await postCreditNote(tx, now, creditNote))) return { ok: false, reason: 'already_booked' };
  }
  await updateDispute(tx, id, {
    state: outcome,
    decidedAt: now,
    decidedBy: collector.collectorId,
    creditMinor: outcome === 'rejected' ? null : credit,
    decisionNote: note,
  });
  await recordAudit(tx, { at: now, collector, what: `dispute_${outcome}`, ...auditOf(dispute) });
  tx.announce({ kind: 'dispute', id, creditorId });
  const decided = await seenDispute(tx, collector, id);
  if (!decided) throw new Error(`disputes: dispute ${id} is gone`);
  const file = await disputeFile(tx, collector, now, decided, limits);
  const { conversationId } = dispute;
  if (conversationId === null) return { ok: true, file, told: 'not_told' };
  const told = await tellDecision(tx, identity, now, {
    conversationId,
    debtorId,
    what: 'dispute_decision',
    number: caseNumber,
    lines: decisionLines(decided, now),
    withoutFigures: decidedLines(caseNumber),
  });
  return { ok: true, file, told };
}

/** Minor units to credit; a sentence when the amount asked for cannot be. */
function creditOf(dispute: DisputeOpened, { outcome, creditMinor }: Resolution): number | string {
  const outstanding = outstandingOf(dispute);
  if (outcome === 'rejected') return 0;
  if (outcome === 'upheld') return Math.min(dispute.disputedMinor, outstanding);
  if (creditMinor === undefined || !Number.isSafeInteger(creditMinor) || creditMinor < 1) {
    return 'must be a whole number of minor units, at least 1';
  }
  if (creditMinor >= dispute.disputedMinor) return 'must be less than what is disputed; else uphold it';
  if (creditMinor > outstanding) return `is more than the ${outstanding} minor units still open`;
  return creditMinor;
}
