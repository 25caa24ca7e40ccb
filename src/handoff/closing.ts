import type { SignedInCollector } from '../collectors/index.ts';
import { closed as stopClocks } from '../service-levels/index.ts';
import type { Tx } from '../storage/database.ts';
import { announceHandoff, audit } from './announce.ts';
import { type ConversationRow, forgetDialog, type HandoffRow, updateHandoff } from './handoff-repository.ts';
import { tellEnded } from './listeners.ts';
import { writeNote } from './notes.ts';
import { changeOwner, type OwnershipActor } from './ownership.ts';
import {
  answerOf,
  type Closed,
  type Done,
  type HeldByOther,
  heldByOther,
  type NotFound,
  openFor,
} from './seen.ts';
import { tellClosed } from './told.ts';

/** How it ended. `resolved` and `debtor_left` are for good; `returned` gives the rest to the bot. */
export type Resolution = 'resolved' | 'returned' | 'debtor_left' | 'waited_too_long';

export interface Ending {
  handoff: HandoffRow;
  conversation: ConversationRow;
  actor: OwnershipActor;
  actorId: number | null;
  resolution: Resolution;
  now: number;
  /** The debtor is told nothing: they were never told that a person came. */
  silent?: boolean;
}

/**
 * Ends a handoff: the bot owns the conversation again, begins anew, and says once that the person is
 * done. Where one wrote and it is resolved, it asks how that was.
 */
export async function endHandoff(tx: Tx, ending: Ending): Promise<void> {
  const { handoff, conversation, actor, actorId, resolution, now, silent = false } = ending;
  const version = changeOwner(tx, {
    conversationId: conversation.id,
    owner: 'bot',
    actor,
    actorId,
    reason:
      resolution === 'returned' ? 'returned' : resolution === 'waited_too_long' ? resolution : 'resolved',
    handoffId: handoff.id,
    now,
  });
  await forgetDialog(tx, conversation.id);
  const rate = resolution === 'resolved' && handoff.answeredAt !== null;
  if (!silent) await tellClosed({ tx, conversation, now, version }, { id: handoff.id, rate });
  await updateHandoff(tx, handoff.id, { state: 'closed', closedAt: now, resolution });
  await stopClocks(tx, { handoffId: handoff.id, now });
  await tellEnded(tx, handoff, resolution, now);
  announceHandoff(tx, handoff, resolution === 'returned' ? 'returned' : 'resolved', null);
}

export type Ended = Done | HeldByOther | Closed | NotFound;

async function endFor(
  tx: Tx,
  now: number,
  collector: SignedInCollector,
  handoffId: number,
  {
    resolution,
    supervises,
    note,
  }: { resolution: Resolution; supervises: boolean; note?: string | undefined },
): Promise<Ended> {
  const seen = await openFor(tx, collector, handoffId);
  if (!seen.ok) return seen;
  const { handoff, conversation } = seen;
  const other = supervises ? undefined : heldByOther(tx, collector, handoff);
  if (other) return other;
  if (note) await writeNote(tx, now, collector, conversation, note);
  await endHandoff(tx, {
    handoff,
    conversation,
    actor: 'collector',
    actorId: collector.collectorId,
    resolution,
    now,
  });
  const what = resolution === 'returned' ? 'handoff_returned' : 'handoff_resolved';
  await audit(tx, now, collector, handoff, what, resolution);
  return answerOf(tx, handoffId);
}

/** The bot goes on; nothing is called solved. By who has it, or with `supervises`. */
export function returnToBot(
  tx: Tx,
  now: number,
  collector: SignedInCollector,
  handoffId: number,
  { supervises = false }: { supervises?: boolean } = {},
): Promise<Ended> {
  return endFor(tx, now, collector, handoffId, { resolution: 'returned', supervises });
}

/** It is done; `note` stays inside the house. */
export function resolveHandoff(
  tx: Tx,
  now: number,
  collector: SignedInCollector,
  handoffId: number,
  how: {
    resolution?: 'resolved' | 'debtor_left' | undefined;
    note?: string | undefined;
    supervises?: boolean;
  } = {},
): Promise<Ended> {
  const { resolution = 'resolved', note, supervises = false } = how;
  return endFor(tx, now, collector, handoffId, { resolution, supervises, note });
}
