import type { Tx } from '../storage/database.ts';
import { addBusinessMinutes, businessMinutesBetween } from './business-hours.ts';
import {
  type BreachOf,
  type ClockRow,
  insertBreach,
  recordAnswer,
  recordClosed,
  recordDebtorWrote,
  selectClocks,
  selectCreditor,
  updateClocks,
  updatePromise,
  updateStake,
  wasBreached,
} from './clocks-repository.ts';
import type { Targets } from './policy.ts';
import { policyOf } from './policy-in-use.ts';
import { priorityAt } from './priority.ts';

export interface NewClocks {
  handoffId: number;
  creditorId: number;
  reason: string;
  /** Epoch ms. */
  now: number;
  /** What is at stake, minor units; null or 0 with a null currency when nobody knows. */
  amountMinor: number | null;
  currency: string | null;
}

/**
 * A handoff has been inserted: sets when it is due, what is at stake and where it stands in the queue.
 * What the debtor was told to expect (`expected_at`), where it is set already, counts as the promise.
 */
export async function startClocks(tx: Tx, start: NewClocks): Promise<void> {
  const { handoffId, now } = start;
  const row = await mustSelect(tx, handoffId);
  const { hours, targets } = rules(tx, row);
  const due = (minutes: number) => addBusinessMinutes(hours, now, minutes);
  await settle(
    tx,
    {
      ...row,
      firstDueAt: row.answeredAt === null ? due(targets.firstAnswer) : row.firstDueAt,
      resolveDueAt: due(targets.resolution),
    },
    now,
  );
  await stakeKnown(tx, start);
  await promised(tx, { handoffId, expectedAt: row.expectedAt });
}

/**
 * The same for a handoff from before there were clocks. To be fair to collectors they begin `now`, and
 * nobody is told about a long wait.
 */
export async function startLate(tx: Tx, row: ClockRow, now: number): Promise<void> {
  const { hours, targets } = rules(tx, row);
  const due = (minutes: number) => addBusinessMinutes(hours, now, minutes);
  const firstDueAt = row.answeredAt === null ? due(targets.firstAnswer) : null;
  await settle(tx, { ...row, firstDueAt, resolveDueAt: due(targets.resolution) }, now);
  const { id: handoffId, currency, amountMinor } = row;
  await stakeKnown(tx, { handoffId, now, currency, amountMinor });
}

/** The debtor proved who they are after the handoff began (or owes something else now). */
export async function stakeKnown(
  tx: Tx,
  {
    handoffId,
    now,
    amountMinor,
    currency,
  }: Pick<NewClocks, 'handoffId' | 'now' | 'amountMinor' | 'currency'>,
): Promise<void> {
  const row = await mustSelect(tx, handoffId);
  const { priority, nextAt } = priorityAt(policyOf(tx), { ...row, amountMinor, currency }, now);
  await updateStake(tx, { id: handoffId, currency, amountMinor: amountMinor ?? 0, priority, nextAt });
}

/** The debtor was told to expect somebody at `expectedAt` (epoch ms; null: no time was named). */
export async function promised(
  tx: Tx,
  { handoffId, expectedAt }: { handoffId: number; expectedAt: number | null },
): Promise<void> {
  const row = await mustSelect(tx, handoffId);
  await updatePromise(tx, handoffId, expectedAt, tooLongAt(tx, { ...row, expectedAt }));
}

/** When a wait is too long: beyond what was told or, without that, beyond the first answer's target. */
export function tooLongAt(tx: Tx, row: ClockRow): number | null {
  const promise = row.expectedAt ?? row.firstDueAt;
  const over = row.state !== 'waiting' || row.answeredAt !== null || row.waitToldAt !== null;
  if (promise === null || over) return null;
  return addBusinessMinutes(rules(tx, row).hours, promise, policyOf(tx).tooLongMinutes);
}

/** A collector wrote to the debtor: the clock of the first or next answer stops. */
export async function answered(
  tx: Tx,
  { handoffId, now }: { handoffId: number; now: number },
): Promise<void> {
  const row = await mustSelect(tx, handoffId);
  if (row.state === 'closed') return;
  // Whether answered_at was written a line before or not.
  const first = row.answeredAt === null || row.answeredAt === now;
  await stampPassed(tx, first ? { ...row, answeredAt: null } : row, now);
  const { hours } = rules(tx, row);
  await recordAnswer(tx, {
    id: handoffId,
    at: now,
    minutes: businessMinutesBetween(hours, row.createdAt, now),
    met: row.nextDueAt !== null && now <= row.nextDueAt ? 1 : 0,
  });
  await settle(tx, { ...row, answeredAt: row.answeredAt ?? now, nextDueAt: null }, now);
}

/** The debtor wrote while the handoff is open: once answered, the clock of the next answer runs from the first unanswered message. */
export async function debtorWrote(
  tx: Tx,
  { handoffId, now }: { handoffId: number; now: number },
): Promise<void> {
  const row = await mustSelect(tx, handoffId);
  if (row.state === 'closed') return;
  await recordDebtorWrote(tx, handoffId, now);
  if (row.answeredAt === null || row.nextDueAt !== null) return;
  const { hours, targets } = rules(tx, row);
  await settle(tx, { ...row, nextDueAt: addBusinessMinutes(hours, now, targets.nextAnswer) }, now);
}

/** The handoff ends, however it ends: all clocks stop, late ones are recorded. Call it before or after `state` is set. */
export async function closed(tx: Tx, { handoffId, now }: { handoffId: number; now: number }): Promise<void> {
  const row = await mustSelect(tx, handoffId);
  await stampPassed(tx, row, now);
  const { hours } = rules(tx, row);
  await recordClosed(tx, handoffId, businessMinutesBetween(hours, row.createdAt, now));
  await updateClocks(tx, {
    ...row,
    nextDueAt: null,
    dueAt: null,
    breachAt: null,
    // In the list of closed ones: that something was late.
    breached: await wasBreached(tx, handoffId),
  });
}

/** When a dispute of this category has to be decided (epoch ms). */
export async function disputeDueAt(tx: Tx, creditorId: number, reason: string, now: number): Promise<number> {
  const creditor = await selectCreditor(tx, creditorId);
  const policy = policyOf(tx);
  return addBusinessMinutes(policy.hoursOf(creditor), now, policy.disputeMinutes(creditor.slug, reason));
}

/** Records every running clock that has passed; those that are new. */
export async function stampPassed(tx: Tx, row: ClockRow, now: number): Promise<RunningClock[]> {
  const late: RunningClock[] = [];
  for (const clock of running(row)) {
    const { what, dueAt } = clock;
    if (dueAt < now && (await insertBreach(tx, { handoffId: row.id }, what, dueAt, now))) late.push(clock);
  }
  return late;
}

/** Writes the due times with what follows from them: the earliest, whether one has passed, when to look again. */
export async function settle(tx: Tx, row: ClockRow, now: number): Promise<void> {
  const due = running(row).map((one) => one.dueAt);
  const ahead = due.filter((at) => at >= now);
  await updateClocks(tx, {
    ...row,
    dueAt: earliest(due),
    breachAt: earliest(ahead),
    breached: due.length > ahead.length ? 1 : 0,
  });
}

interface RunningClock {
  what: BreachOf;
  dueAt: number;
}

function running(row: ClockRow): RunningClock[] {
  const clocks: { what: BreachOf; dueAt: number | null }[] = [
    { what: 'first_answer', dueAt: row.answeredAt === null ? row.firstDueAt : null },
    { what: 'next_answer', dueAt: row.nextDueAt },
    { what: 'resolution', dueAt: row.resolveDueAt },
  ];
  return clocks.filter((one): one is RunningClock => one.dueAt !== null);
}

function earliest(times: readonly number[]): number | null {
  return times.length > 0 ? Math.min(...times) : null;
}

function rules(
  tx: Tx,
  row: ClockRow,
): { hours: ReturnType<ReturnType<typeof policyOf>['hoursOf']>; targets: Targets } {
  const policy = policyOf(tx);
  return { hours: policy.hoursOf(row), targets: policy.targetsOf(row.slug, row.reason) };
}

async function mustSelect(tx: Tx, handoffId: number): Promise<ClockRow> {
  const row = await selectClocks(tx, handoffId);
  if (!row) throw new Error(`service-levels: there is no handoff ${handoffId}`);
  return row;
}
