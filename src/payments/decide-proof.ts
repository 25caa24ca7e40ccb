import { recordAudit, type SignedInCollector } from '../collectors/index.ts';
import type { IdentityService } from '../identity/index.ts';
import { addDays, type CalendarDate, dateInZone, isCalendarDate } from '../shared/calendar.ts';
import { money } from '../shared/money.ts';
import type { Tx } from '../storage/database.ts';
import type { Allocated } from './allocate.ts';
import { checkAllocations } from './check-allocations.ts';
import { type DecisionLimits, isOverLimit } from './decision-limits.ts';
import { ownWords } from './own-words.ts';
import { isBooked } from './payments-repository.ts';
import { auditOf, limitOf, type OpenedProof, proofFile, seenProof } from './proof-desk.ts';
import type { ProofOpened } from './proof-desk-repository.ts';
import { decideProof, type RejectReason } from './proof-service.ts';
import { acceptedLines, decidedLines, rejectedLines } from './proof-words.ts';
import { type Told, tellDecision } from './tell-decision.ts';

/** Who decides, when, and by which rules; `identity` says whether figures may be told. */
export interface Deciding {
  collector: SignedInCollector;
  now: number;
  limits: DecisionLimits;
  identity: Pick<IdentityService, 'standing'>;
}

export interface ProofAccepted {
  /** Minor units of the proof's currency. */
  amountMinor: number;
  receivedOn: CalendarDate;
  /** The bank's own name for it: booked once per creditor. */
  bankReference: string;
  allocations: readonly Allocated[];
}

export type ProofDecided =
  | { ok: true; file: OpenedProof; told: Told }
  | { ok: false; reason: 'not_found' | 'already_decided' | 'over_limit' | 'already_booked' }
  /** By field, a sentence each. */
  | { ok: false; reason: 'invalid'; fields: Record<string, string> };

/** Longest bank reference booked. */
const LONGEST_REFERENCE = 80;
/** What arrived longer ago was booked by other means, or is a slip of the pen. */
const OLDEST_DAYS = 365;
/** Numbers given by Sapa and its imports: no bank's. */
const OURS = /^(cn-|settled:)/i;

/**
 * The money is confirmed: it is booked, allocated exactly as said (the rest stays as credit), and the
 * debtor is told. All in the caller's transaction, with the audit row. Of two collectors at once the
 * second gets `already_decided`.
 */
export async function acceptProof(
  tx: Tx,
  deciding: Deciding,
  proofId: number,
  accepted: ProofAccepted,
): Promise<ProofDecided> {
  const { collector, now, limits } = deciding;
  const proof = await seenProof(tx, collector, proofId);
  if (!proof) return { ok: false, reason: 'not_found' };
  if (isDecided(proof)) return { ok: false, reason: 'already_decided' };
  const { amountMinor, receivedOn, allocations } = accepted;
  const externalId = accepted.bankReference.normalize('NFKC').trim().replace(/\s+/g, ' ');
  const fields = {
    ...wrongFacts({ amountMinor, receivedOn, externalId }, dateInZone(now, proof.timeZone)),
    ...(await checkAllocations(tx, { ...proof, amountMinor }, allocations)),
  };
  if (Object.keys(fields).length > 0) return { ok: false, reason: 'invalid', fields };
  if (isOverLimit(money(amountMinor, proof.currency), limitOf(collector, proof.currency, limits))) {
    return { ok: false, reason: 'over_limit' };
  }
  if (await isBooked(tx, proof.creditorId, externalId)) return { ok: false, reason: 'already_booked' };
  const payment = { externalId, receivedOn, amountMinor, allocations };
  const decided = await decideProof(tx, now, proofId, { state: 'posted', payment }, collector.collectorId);
  if (!decided.ok) return decided;
  return finish(tx, deciding, proof, 'proof_accepted', (file) =>
    acceptedLines(proof.receiptNumber, file.payment!),
  );
}

/** The debtor's claim does not hold: they are told why, in words for the reason and the collector's own. */
export async function rejectProof(
  tx: Tx,
  deciding: Deciding,
  proofId: number,
  rejected: { reason: RejectReason; note?: string },
): Promise<ProofDecided> {
  const { collector, now } = deciding;
  const proof = await seenProof(tx, collector, proofId);
  if (!proof) return { ok: false, reason: 'not_found' };
  if (isDecided(proof)) return { ok: false, reason: 'already_decided' };
  const { reason } = rejected;
  const note = ownWords(rejected.note);
  if (reason === 'other' && note === null) {
    return { ok: false, reason: 'invalid', fields: { note: 'say why: the debtor is told' } };
  }
  const decided = await decideProof(
    tx,
    now,
    proofId,
    { state: 'rejected', note, reason },
    collector.collectorId,
  );
  if (!decided.ok) return decided;
  return finish(tx, deciding, proof, 'proof_rejected', () =>
    rejectedLines(proof.receiptNumber, reason, note),
  );
}

function isDecided({ state }: ProofOpened): boolean {
  return state === 'posted' || state === 'rejected';
}

function wrongFacts(
  facts: { amountMinor: number; receivedOn: string; externalId: string },
  today: CalendarDate,
): Record<string, string> {
  const { amountMinor, receivedOn, externalId } = facts;
  const wrong: Record<string, string> = {};
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 1) {
    wrong.amountMinor = 'must be a whole number of minor units, at least 1';
  }
  if (!isCalendarDate(receivedOn)) wrong.receivedOn = 'must be a day, YYYY-MM-DD';
  else if (receivedOn > today) wrong.receivedOn = 'is still to come';
  else if (receivedOn < addDays(today, -OLDEST_DAYS)) wrong.receivedOn = 'is more than a year ago';
  if (externalId === '' || externalId.length > LONGEST_REFERENCE) {
    wrong.bankReference = `must have 1 to ${LONGEST_REFERENCE} characters`;
  } else if (OURS.test(externalId)) {
    wrong.bankReference = "begins like one of Sapa's own numbers; give the bank's";
  }
  return wrong;
}

async function finish(
  tx: Tx,
  { collector, now, limits, identity }: Deciding,
  { id, conversationId, debtorId, receiptNumber }: ProofOpened,
  what: 'proof_accepted' | 'proof_rejected',
  lines: (file: OpenedProof) => ReturnType<typeof decidedLines>,
): Promise<ProofDecided> {
  const decided = await seenProof(tx, collector, id);
  if (!decided) throw new Error(`payments: proof ${id} is gone`);
  await recordAudit(tx, { at: now, collector, what, ...auditOf(decided) });
  const file = await proofFile(tx, collector, now, decided, limits);
  const told = await tellDecision(tx, identity, now, {
    conversationId,
    debtorId,
    what: 'proof_decision',
    number: receiptNumber,
    lines: lines(file),
    withoutFigures: decidedLines(receiptNumber),
  });
  return { ok: true, file, told };
}
