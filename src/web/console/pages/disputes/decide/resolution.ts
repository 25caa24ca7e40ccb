import type { DisputeView, ResolveDispute } from '../../../../../http/contract/console.ts';
import { type AmountTrouble, readAmount } from '../../../cases/amount.ts';

export type Outcome = ResolveDispute['outcome'];

export interface Resolution {
  /** Minor units that will be credited; undefined while the amount cannot be read. */
  creditMinor: number | undefined;
  /** What the invoice still owes afterwards. */
  remainingMinor: number | undefined;
  troubles: {
    credit?: AmountTrouble | 'zero' | 'not_less' | 'above_outstanding';
    note?: 'missing';
  };
  overLimit: boolean;
  /** Ready to be sent; undefined while something is in the way. */
  body: ResolveDispute | undefined;
}

/** What a decision comes to, by the same rules as the server's. `credit` and `note` as typed. */
export function readResolution(
  { disputed, invoice, limit }: Pick<DisputeView, 'disputed' | 'invoice' | 'limit'>,
  outcome: Outcome,
  credit: string,
  note: string,
): Resolution {
  const troubles: Resolution['troubles'] = {};
  const outstanding = invoice.outstanding.minor;
  const written = note.trim();
  if (outcome === 'rejected' && written === '') troubles.note = 'missing';
  let creditMinor: number | undefined = outcome === 'upheld' ? Math.min(disputed.minor, outstanding) : 0;
  if (outcome === 'partly') {
    const read = readAmount(credit, disputed.exponent);
    creditMinor = read.ok ? read.minor : undefined;
    if (!read.ok) troubles.credit = read.reason;
    else if (read.minor === 0) troubles.credit = 'zero';
    else if (read.minor >= disputed.minor) troubles.credit = 'not_less';
    else if (read.minor > outstanding) troubles.credit = 'above_outstanding';
  }
  const overLimit = limit !== null && creditMinor !== undefined && creditMinor > limit.minor;
  const fits = Object.keys(troubles).length === 0 && creditMinor !== undefined && !overLimit;
  return {
    creditMinor,
    remainingMinor: creditMinor === undefined ? undefined : Math.max(0, outstanding - creditMinor),
    troubles,
    overLimit,
    body: fits
      ? {
          outcome,
          ...(outcome === 'partly' && creditMinor !== undefined && { creditMinor }),
          ...(written && { note: written }),
        }
      : undefined,
  };
}
