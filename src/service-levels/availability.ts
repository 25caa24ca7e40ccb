import { onlineCollectors } from '../collectors/index.ts';
import type { ReadTx } from '../storage/database.ts';
import { countAhead, selectRecentAnswers } from './availability-repository.ts';
import { addBusinessMinutes, isOpen, nextOpening } from './business-hours.ts';
import { selectCreditor } from './clocks-repository.ts';
import { policyOf } from './policy-in-use.ts';
import { type Slot, slotsAfter } from './slots.ts';

/** What a debtor who asks for a person can honestly be told. */
export interface Availability {
  /** Within the creditor's business hours. */
  open: boolean;
  /** Collectors of this creditor who have the console open and are not away. */
  online: number;
  /** Minutes of open time until somebody answers; null when nobody is online. */
  expectedMinutes: number | null;
  /** The same as an instant (epoch ms), for `promised`. */
  expectedAt: number | null;
  /** When it opens next (epoch ms); null while open. */
  opensAt: number | null;
}

/**
 * Who is there for this creditor's debtors at `now` (epoch ms). The expected time is the median of the
 * newest first answers (the target, while there are none) for each round in which those online take one each.
 */
export async function availability(tx: ReadTx, creditorId: number, now: number): Promise<Availability> {
  const policy = policyOf(tx);
  const creditor = await selectCreditor(tx, creditorId);
  const hours = policy.hoursOf(creditor);
  const online = onlineCollectors(tx, creditorId, now).length;
  const open = isOpen(hours, now);
  const opensAt = open ? null : nextOpening(hours, now);
  if (online === 0) return { open, online, expectedMinutes: null, expectedAt: null, opensAt };
  const answer =
    median(await selectRecentAnswers(tx, creditorId)) ??
    policy.targetsOf(creditor.slug, 'default').firstAnswer;
  const rounds = Math.ceil(((await countAhead(tx, creditorId)) + 1) / online);
  const expectedMinutes = Math.max(1, Math.ceil(answer * rounds));
  return {
    open,
    online,
    expectedMinutes,
    expectedAt: addBusinessMinutes(hours, now, expectedMinutes),
    opensAt,
  };
}

/** The next `count` stretches of two open hours in which this creditor's debtors can be called back. */
export async function callBackSlots(
  tx: ReadTx,
  creditorId: number,
  now: number,
  count: number,
): Promise<Slot[]> {
  return slotsAfter(policyOf(tx).hoursOf(await selectCreditor(tx, creditorId)), now, count);
}

function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
