import {
  allows,
  assertSignedIn,
  mayCreditor,
  recordAudit,
  type SignedInCollector,
} from '../collectors/index.ts';
import { type InvoiceStatus, invoiceStatus } from '../receivables/index.ts';
import { type CalendarDate, dateInZone } from '../shared/calendar.ts';
import { type Money, money } from '../shared/money.ts';
import type { ReadTx, Tx } from '../storage/database.ts';
import type { DecisionLimits } from './decision-limits.ts';
import { selectAllocations } from './payments-repository.ts';
import {
  type ProofListed,
  type ProofOpened,
  selectBooked,
  selectCandidates,
  selectFurtherFiles,
  selectOpened,
  selectProofs,
} from './proof-desk-repository.ts';
import { selectForeignByHash } from './proof-repository.ts';

/** Candidates shown beside a proof; a payment may be allocated to any open invoice all the same. */
const MOST_CANDIDATES = 100;

export type DeskState = 'open' | 'decided';

export interface DeskPage<T> {
  items: T[];
  /** Where the next page begins; absent on the last one. */
  next?: readonly number[];
}

/**
 * Proofs of the creditors this collector may see (of one of them with `creditorId`): the open ones
 * oldest first, the decided ones newest decision first.
 */
export async function listProofs(
  tx: ReadTx,
  collector: SignedInCollector,
  query: { state: DeskState; creditorId?: number; after?: readonly [number, number]; limit: number },
): Promise<DeskPage<ProofListed>> {
  const { state, after, limit } = query;
  const scope = scopeOf(collector, query.creditorId);
  const [at, id] = after ?? (state === 'open' ? [-1, 0] : [Number.MAX_SAFE_INTEGER, 0]);
  const rows = await selectProofs(tx, state, { scope, at, id, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  if (!last) return { items };
  return { items, next: [state === 'open' ? last.createdAt : (last.decidedAt ?? 0), last.id] };
}

/** The creditors a list is about, as JSON for SQL; null for every one. */
export function scopeOf(collector: SignedInCollector, creditorId?: number): string | null {
  assertSignedIn(collector);
  if (creditorId !== undefined) return JSON.stringify(mayCreditor(collector, creditorId) ? [creditorId] : []);
  return collector.creditors === 'all' ? null : JSON.stringify(collector.creditors);
}

export interface Candidate {
  invoiceId: number;
  number: string;
  dueDate: CalendarDate;
  amount: Money;
  outstanding: Money;
  named: boolean;
  status: InvoiceStatus;
}

export interface OpenedProof {
  proof: ProofOpened;
  /** Sent together with the proof's own file. */
  furtherFiles: Awaited<ReturnType<typeof selectFurtherFiles>>;
  /** The receipt under which another debtor of the creditor sent the same content. */
  twin: string | undefined;
  candidates: Candidate[];
  payment:
    | {
        amount: Money;
        receivedOn: CalendarDate;
        allocations: { number: string; amount: Money }[];
        credit: Money;
      }
    | undefined;
  /** The most this collector may accept; null without limit. */
  limit: Money | null;
}

/** Everything needed to decide one proof; undefined for one they may not see. Leaves an audit row. */
export async function openProof(
  tx: Tx,
  collector: SignedInCollector,
  now: number,
  id: number,
  limits: DecisionLimits,
): Promise<OpenedProof | undefined> {
  const proof = await seenProof(tx, collector, id);
  if (!proof) return undefined;
  await recordAudit(tx, { at: now, collector, what: 'proof_opened', ...auditOf(proof) });
  return proofFile(tx, collector, now, proof, limits);
}

/** The proof, if this collector may see its creditor's cases. */
export async function seenProof(
  tx: ReadTx,
  collector: SignedInCollector,
  id: number,
): Promise<ProofOpened | undefined> {
  const proof = await selectOpened(tx, id);
  return proof && mayCreditor(collector, proof.creditorId) ? proof : undefined;
}

/** The same file without an audit row of its own: the answer to a decision, which leaves one. */
export async function proofFile(
  tx: ReadTx,
  collector: SignedInCollector,
  now: number,
  proof: ProofOpened,
  limits: DecisionLimits,
): Promise<OpenedProof> {
  const today = dateInZone(now, proof.timeZone);
  const { creditorId, debtorId, currency } = proof;
  const rows = await selectCandidates(tx, proof.id, MOST_CANDIDATES);
  return {
    proof,
    furtherFiles: await selectFurtherFiles(tx, proof.id),
    twin: await selectForeignByHash(tx, { creditorId, debtorId }, proof.contentHash),
    candidates: rows.map((row) => ({
      invoiceId: row.invoiceId,
      number: row.number,
      dueDate: row.dueDate,
      amount: money(row.amountMinor, currency),
      outstanding: money(row.amountMinor - row.allocatedMinor, currency),
      named: row.named === 1,
      // As if this claim were not there: that it waits is known, how late the invoice is may not be.
      status: invoiceStatus({ ...row, disputed: row.disputed === 1, underReview: false }, today),
    })),
    payment: proof.paymentId === null ? undefined : await bookedAs(tx, proof.paymentId),
    limit: limitOf(collector, currency, limits),
  };
}

async function bookedAs(tx: ReadTx, paymentId: number): Promise<OpenedProof['payment']> {
  const row = await selectBooked(tx, paymentId);
  if (!row) throw new Error(`payments: payment ${paymentId} is gone`);
  const parts = await selectAllocations(tx, [paymentId]);
  return {
    amount: money(row.amountMinor, row.currency),
    receivedOn: row.receivedOn,
    allocations: parts.map((one) => ({ number: one.number, amount: money(one.amountMinor, row.currency) })),
    credit: money(row.amountMinor - row.allocatedMinor, row.currency),
  };
}

/** What this collector may decide alone; zero for a role that decides nothing. */
export function limitOf(
  collector: SignedInCollector,
  currency: string,
  limits: DecisionLimits,
): Money | null {
  return allows(collector.role, 'decide') ? limits.alone(collector.role, currency) : money(0, currency);
}

/** What an audit row says of a proof. */
export function auditOf(proof: ProofOpened) {
  const { creditorId, debtorId, conversationId, receiptNumber: detail } = proof;
  return { creditorId, debtorId, conversationId, detail };
}
