import { createHash } from 'node:crypto';
import { assertVerified, type VerifiedDebtor } from '../identity/index.ts';
import { invoicesById } from '../receivables/index.ts';
import type { CalendarDate } from '../shared/calendar.ts';
import type { Money } from '../shared/money.ts';
import { referenceKey } from '../shared/reference-key.ts';
import type { Tx } from '../storage/database.ts';
import type { Allocated } from './allocate.ts';
import { postPayment } from './payments-service.ts';
import {
  insertProof,
  selectAttachment,
  selectForeignByHash,
  selectLastNumber,
  selectOwnByHash,
  selectProof,
  updateProof,
} from './proof-repository.ts';

/** What a debtor says they paid: which invoices, and a file or a transfer's reference number. */
export interface ProofClaim {
  invoiceIds: readonly number[];
  /** `more`: further files of the same message; together they are one claim. */
  slip: { attachmentId: number; more?: readonly number[] } | { reference: string };
  amount?: Money;
  paidOn?: CalendarDate;
}

export type Recorded =
  | { ok: true; receiptNumber: string; invoiceNumbers: string[] }
  /** This debtor sent the same file or reference before. */
  | { ok: false; reason: 'duplicate'; receiptNumber: string; receivedAt: number }
  /** None of the invoices is open (any more). */
  | { ok: false; reason: 'nothing_open' }
  /** One transfer is in one currency. */
  | { ok: false; reason: 'mixed_currencies' }
  /** The file did not come in this conversation. */
  | { ok: false; reason: 'unreadable' };

/**
 * Takes a debtor's claim to have paid; it stays a claim (`received`) until somebody matches it. The
 * invoices show "under review" from now on. Content another debtor of the creditor sent before is taken
 * like any other, and marked for the collector alone: saying more would tell of the other debtor.
 */
export async function recordProof(
  tx: Tx,
  debtor: VerifiedDebtor,
  now: number,
  claim: ProofClaim,
): Promise<Recorded> {
  assertVerified(debtor, now);
  const contents = await contentsOf(tx, debtor, claim.slip);
  if (contents.length === 0) return { ok: false, reason: 'unreadable' };
  const { fresh, known } = await sorted(tx, debtor, contents);
  if (known && !fresh) return { ok: false, reason: 'duplicate', ...receiptOf(known) };
  const open = (await invoicesById(tx, debtor, now, claim.invoiceIds)).filter(
    (invoice) => invoice.outstandingMinor > 0,
  );
  const currencies = new Set(open.map((invoice) => invoice.currency));
  const [currency] = currencies;
  if (currency === undefined) return { ok: false, reason: 'nothing_open' };
  if (currencies.size > 1 || (claim.amount && claim.amount.currency !== currency)) {
    return { ok: false, reason: 'mixed_currencies' };
  }
  const first = fresh ?? contents[0]!;
  const twin = await selectForeignByHash(tx, debtor, first.contentHash);
  const receiptNumber = `P-${String((await selectLastNumber(tx)) + 1).padStart(4, '0')}`;
  const id = await insertProof(
    tx,
    {
      receiptNumber,
      creditorId: debtor.creditorId,
      debtorId: debtor.debtorId,
      conversationId: debtor.conversationId,
      attachmentId: first.id,
      reference: 'reference' in claim.slip ? claim.slip.reference : null,
      contentHash: first.contentHash,
      currency,
      amountMinor: claim.amount?.minor ?? null,
      paidOn: claim.paidOn ?? null,
      decisionNote: twin ? `same content as ${twin} of another debtor` : null,
      createdAt: now,
    },
    open.map((invoice) => invoice.id),
    contents.flatMap((one) => (one === first || one.id === null ? [] : [{ ...one, id: one.id }])),
  );
  tx.announce({ kind: 'proof', id, creditorId: debtor.creditorId });
  return { ok: true, receiptNumber, invoiceNumbers: open.map((invoice) => invoice.number) };
}

/** The receipt given for the same files or reference when this debtor sent them before. */
export async function proofOfSlip(
  tx: Tx,
  debtor: VerifiedDebtor,
  now: number,
  slip: ProofClaim['slip'],
): Promise<{ receiptNumber: string; receivedAt: number } | undefined> {
  assertVerified(debtor, now);
  const { fresh, known } = await sorted(tx, debtor, await contentsOf(tx, debtor, slip));
  return known && !fresh ? receiptOf(known) : undefined;
}

/** What of a claim is new, and the receipt of what is not. */
async function sorted(tx: Tx, debtor: VerifiedDebtor, contents: readonly Content[]) {
  let fresh: Content | undefined;
  let known: Awaited<ReturnType<typeof selectOwnByHash>>;
  for (const one of contents) {
    const before = await selectOwnByHash(tx, debtor.debtorId, one.contentHash);
    if (before) known ??= before;
    else fresh ??= one;
  }
  return { fresh, known };
}

function receiptOf({ receiptNumber, createdAt }: { receiptNumber: string; createdAt: number }) {
  return { receiptNumber, receivedAt: createdAt };
}

/** A file by its keyed hash, or a reference by its own (then without an id). */
interface Content {
  id: number | null;
  contentHash: string;
}

/** Each content once; none when the first file did not come in this conversation. */
async function contentsOf(tx: Tx, debtor: VerifiedDebtor, slip: ProofClaim['slip']): Promise<Content[]> {
  if ('reference' in slip) {
    const key = referenceKey(slip.reference);
    return key ? [{ id: null, contentHash: `ref:${createHash('sha256').update(key).digest('hex')}` }] : [];
  }
  const found = new Map<string, Content>();
  for (const id of [slip.attachmentId, ...(slip.more ?? [])]) {
    const file = await selectAttachment(tx, id, debtor.conversationId);
    if (!file && found.size === 0) return [];
    if (file && !found.has(file.contentHash)) found.set(file.contentHash, file);
  }
  return [...found.values()];
}

export type Decision =
  /** A bank line or gateway event fits; not booked yet. */
  | { state: 'plausible' | 'matched' }
  /** Booked: the payment is posted to the proof's creditor and debtor. */
  | {
      state: 'posted';
      payment: {
        externalId: string;
        receivedOn: CalendarDate;
        amountMinor: number;
        /** Exactly these; left out, the oldest due first. */
        allocations?: readonly Allocated[];
      };
    }
  /** `reason`: one word that is told in the debtor's language; the note may then be left out. */
  | { state: 'rejected'; note: string | null; reason?: RejectReason };

export const REJECT_REASONS = [
  'unreadable',
  'not_received',
  'wrong_amount',
  'wrong_recipient',
  'duplicate',
  'other',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export type Decided = { ok: true } | { ok: false; reason: 'not_found' | 'already_decided' };

/**
 * A collector's (or a matcher's) word on a proof. `posted` and `rejected` are final. Who may, up to how
 * much, and what the debtor is told is the business of `acceptProof` and `rejectProof`.
 */
export async function decideProof(
  tx: Tx,
  now: number,
  proofId: number,
  decision: Decision,
  decidedBy: number | null = null,
): Promise<Decided> {
  const proof = await selectProof(tx, proofId);
  if (!proof) return { ok: false, reason: 'not_found' };
  if (proof.state === 'posted' || proof.state === 'rejected') return { ok: false, reason: 'already_decided' };
  if (decision.state === 'posted') {
    const posted = await postPayment(tx, now, {
      creditorId: proof.creditorId,
      debtorId: proof.debtorId,
      currency: proof.currency,
      reference: proof.reference ?? proof.receiptNumber,
      ...decision.payment,
    });
    const { paymentId } = posted;
    await updateProof(tx, proofId, { state: 'posted', paymentId, decidedAt: now, decidedBy });
  } else if (decision.state === 'rejected') {
    await updateProof(tx, proofId, {
      state: 'rejected',
      decidedAt: now,
      decidedBy,
      decisionNote: decision.note,
      rejectReason: decision.reason ?? null,
    });
  } else {
    await updateProof(tx, proofId, { state: decision.state });
  }
  tx.announce({ kind: 'proof', id: proofId, creditorId: proof.creditorId });
  return { ok: true };
}
