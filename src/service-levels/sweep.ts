import type { Tx } from '../storage/database.ts';
import { enqueueOutbox } from '../storage/outbox-rows.ts';
import { settle, stampPassed, startLate, tooLongAt } from './clocks.ts';
import { type ClockRow, insertBreach, selectClocks, updatePromise, updateRank } from './clocks-repository.ts';
import { policyOf } from './policy-in-use.ts';
import { priorityAt } from './priority.ts';
import {
  CHUNK,
  markDisputeLate,
  markWaitTold,
  selectLate,
  selectLateDisputes,
  selectOutdated,
  selectTooLong,
  selectUnclocked,
  selectWaiting,
} from './sweep-repository.ts';

/** Facts for the log, ids only, in the order of happening. */
export type Noticed = { what: string; creditorId: number; dueAt: number } & (
  | { handoffId: number }
  | { disputeId: number }
);

/** One bounded step of the sweeper, within one transaction; `more`: there may be more of it at once. */
export type Sweep = (tx: Tx, now: number, noticed: Noticed[]) => Promise<{ more: boolean }>;

/** Clocks of handoffs that have passed: recorded, highlighted, told to whoever watches. */
export const sweepHandoffs: Sweep = async (tx, now, noticed) => {
  const late = selectLate(tx, now);
  for (const id of late) {
    const row = await must(tx, id);
    for (const { what, dueAt } of await stampPassed(tx, row, now)) {
      noticed.push({ what, handoffId: id, creditorId: row.creditorId, dueAt });
    }
    await settle(tx, row, now);
    announce(tx, row, 'breached');
  }
  return { more: late.length === CHUNK };
};

/** The same for disputes, which have one clock. */
export const sweepDisputes: Sweep = async (tx, now, noticed) => {
  const late = selectLateDisputes(tx, now);
  for (const { id, creditorId, dueAt } of late) {
    if (await insertBreach(tx, { disputeId: id }, 'resolution', dueAt, now)) {
      noticed.push({ what: 'resolution', disputeId: id, creditorId, dueAt });
    }
    await markDisputeLate(tx, id);
    tx.announce({ kind: 'dispute', id, creditorId });
  }
  return { more: late.length === CHUNK };
};

/** Priorities that are out of date because a step of age has ended. */
export const sweepRanks: Sweep = async (tx, now) => {
  const outdated = selectOutdated(tx, now);
  const policy = policyOf(tx);
  for (const row of outdated) {
    const { priority, nextAt } = priorityAt(policy, row, now);
    await updateRank(tx, row.id, priority, nextAt);
  }
  return { more: outdated.length === CHUNK };
};

/** Handoffs from before there were clocks: theirs begin now. */
export const sweepUnclocked: Sweep = async (tx, now) => {
  const found = selectUnclocked(tx);
  for (const id of found) await startLate(tx, await must(tx, id), now);
  return { more: found.length === CHUNK };
};

/**
 * Waits that are too long: the debtor is offered a call-back or an e-mail, once a handoff. Not those who
 * have been promised one, nor those who want no messages.
 */
export const sweepWaits: Sweep = async (tx, now) => {
  const waits = selectTooLong(tx, now);
  for (const id of waits) {
    const row = await must(tx, id);
    const { channel, locale, leave } = await selectWaiting(tx, id);
    const due = leave ? null : tooLongAt(tx, row);
    // Somebody named another time without saying so here, or there is nothing to tell any more.
    if (due === null || due >= now) await updatePromise(tx, id, row.expectedAt, due);
    else if (await markWaitTold(tx, id, now)) {
      await enqueueOutbox(tx, {
        channel,
        now,
        dedupeKey: `waited-too-long:${id}`,
        payload: {
          creditorId: row.creditorId,
          locale,
          to: { conversationId: row.conversationId },
          author: 'bot',
          lines: [],
          begin: { flow: 'offer_call_back', values: { handoff_id: id } },
        },
      });
      announce(tx, row, 'waited_too_long');
    }
  }
  return { more: waits.length === CHUNK };
};

function announce(tx: Tx, row: ClockRow, change: 'breached' | 'waited_too_long'): void {
  const { id: handoffId, conversationId, creditorId, collectorId } = row;
  tx.announce({ kind: 'handoff', change, handoffId, conversationId, creditorId, collectorId });
}

async function must(tx: Tx, id: number): Promise<ClockRow> {
  const row = await selectClocks(tx, id);
  if (!row) throw new Error(`service-levels: handoff ${id} is gone`);
  return row;
}
