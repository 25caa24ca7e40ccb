import type { AcceptProof, ProofView } from '../../../../http/contract/console.ts';
import { type AmountTrouble, readAmount } from '../../cases/amount.ts';

type Candidate = Pick<ProofView['candidates'][number], 'invoiceId' | 'outstanding'>;

/** What a collector has filled in, as typed. */
export interface Filled {
  amount: string;
  /** `YYYY-MM-DD` or ''. */
  receivedOn: string;
  reference: string;
  /** By invoice; null while the proposal stands. */
  parts: Readonly<Record<number, string>> | null;
}

export type PartTrouble = AmountTrouble | 'above_outstanding';

export interface Acceptance {
  /** Minor units; undefined while the amount cannot be read. */
  amountMinor: number | undefined;
  allocatedMinor: number;
  /** What is left; negative when more is allocated than was received. */
  creditMinor: number | undefined;
  troubles: {
    amount?: AmountTrouble | 'zero';
    receivedOn?: 'missing' | 'future' | 'too_old';
    reference?: 'missing';
    parts: Record<number, PartTrouble>;
    sum?: 'above_amount';
  };
  /** Ready to be sent; undefined while something is in the way. */
  body: AcceptProof | undefined;
}

/** Spreads an amount over the candidates in their order (named first, then oldest due). Minor units. */
export function propose(amountMinor: number, candidates: readonly Candidate[]): Record<number, number> {
  const parts: Record<number, number> = {};
  let left = amountMinor;
  for (const { invoiceId, outstanding } of candidates) {
    const part = Math.min(left, outstanding.minor);
    if (part <= 0) continue;
    parts[invoiceId] = part;
    left -= part;
  }
  return parts;
}

/**
 * Reads everything filled in. Candidates are in one currency with `exponent` decimals; `today` is the
 * creditor's. The server checks the same again.
 */
export function readAcceptance(
  filled: Filled,
  candidates: readonly Candidate[],
  { exponent, today }: { exponent: number; today: string },
): Acceptance {
  const troubles: Acceptance['troubles'] = { parts: {} };
  const amount = readAmount(filled.amount, exponent);
  if (!amount.ok) troubles.amount = amount.reason;
  else if (amount.minor === 0) troubles.amount = 'zero';
  const amountMinor = amount.ok ? amount.minor : undefined;
  const parts = readParts(
    filled.parts ?? propose(amountMinor ?? 0, candidates),
    candidates,
    exponent,
    troubles,
  );
  const allocatedMinor = Object.values(parts).reduce((sum, part) => sum + part, 0);
  const creditMinor = amountMinor === undefined ? undefined : amountMinor - allocatedMinor;
  if (creditMinor !== undefined && creditMinor < 0) troubles.sum = 'above_amount';
  const { receivedOn } = filled;
  const bankReference = filled.reference.trim();
  if (receivedOn === '') troubles.receivedOn = 'missing';
  else if (receivedOn > today) troubles.receivedOn = 'future';
  else if (receivedOn < yearBefore(today)) troubles.receivedOn = 'too_old';
  if (bankReference === '') troubles.reference = 'missing';
  const { parts: wrongParts, ...rest } = troubles;
  const fits = Object.keys(rest).length === 0 && Object.keys(wrongParts).length === 0;
  const allocations = candidates.flatMap(({ invoiceId }) => {
    const part = parts[invoiceId];
    return part ? [{ invoiceId, amountMinor: part }] : [];
  });
  return {
    amountMinor,
    allocatedMinor,
    creditMinor,
    troubles,
    body:
      fits && amountMinor !== undefined ? { amountMinor, receivedOn, bankReference, allocations } : undefined,
  };
}

/** An empty field takes nothing; one that cannot be read counts as nothing and is in the way. */
function readParts(
  given: Readonly<Record<number, string | number>>,
  candidates: readonly Candidate[],
  exponent: number,
  troubles: Acceptance['troubles'],
): Record<number, number> {
  const parts: Record<number, number> = {};
  for (const { invoiceId, outstanding } of candidates) {
    const part = given[invoiceId];
    if (part === undefined || part === '') continue;
    const read = typeof part === 'number' ? ({ ok: true, minor: part } as const) : readAmount(part, exponent);
    if (!read.ok) {
      if (read.reason !== 'missing') troubles.parts[invoiceId] = read.reason;
      continue;
    }
    parts[invoiceId] = read.minor;
    if (read.minor > outstanding.minor) troubles.parts[invoiceId] = 'above_outstanding';
  }
  return parts;
}

/** The same day a year ago, as the server counts it: 365 days. */
function yearBefore(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - 365);
  return at.toISOString().slice(0, 10);
}

/** The calendar day in a time zone, `YYYY-MM-DD`. */
export function todayIn(timeZone: string | undefined, now = Date.now()): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...(timeZone && { timeZone }),
  });
  return parts.format(now);
}
