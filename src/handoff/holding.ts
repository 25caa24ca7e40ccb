import type { SignedInCollector } from '../collectors/index.ts';
import type { Tx } from '../storage/database.ts';
import { announceHandoff, audit } from './announce.ts';
import { selectAssignee, selectOrphaned } from './desk-repository.ts';
import { forgetDialog, selectConversation, selectHandoff, updateHandoff } from './handoff-repository.ts';
import { tellAccepted } from './listeners.ts';
import { changeOwner, type OwnershipChange } from './ownership.ts';
import {
  answerOf,
  type Closed,
  type Done,
  type HeldByOther,
  heldByOther,
  type NotFound,
  openFor,
  type Seen,
} from './seen.ts';
import { tellJoined, tellReleased } from './told.ts';

/**
 * The collector takes the conversation. In the one writer two claims run one after the other: the second
 * finds the first and is told who. Claiming what one has already is fine and changes nothing.
 */
export async function claimHandoff(
  tx: Tx,
  now: number,
  collector: SignedInCollector,
  handoffId: number,
): Promise<Done | HeldByOther | Closed | NotFound> {
  const seen = await openFor(tx, collector, handoffId);
  if (!seen.ok) return seen;
  const { handoff, conversation } = seen;
  const other = heldByOther(tx, collector, handoff);
  if (other) return other;
  const { collectorId } = collector;
  if (handoff.collectorId === collectorId) return answerOf(tx, handoffId);
  const version = changeOwner(tx, {
    conversationId: conversation.id,
    owner: 'collector',
    collectorId,
    actor: 'collector',
    actorId: collectorId,
    reason: 'claimed',
    handoffId,
    now,
  });
  await updateHandoff(tx, handoffId, { collectorId, claimedAt: now });
  await tellJoined({ tx, conversation, now, version }, collector.firstName);
  await tellAccepted(tx, handoff, now);
  await audit(tx, now, collector, handoff, 'handoff_claimed');
  announceHandoff(tx, handoff, 'claimed', collectorId);
  return answerOf(tx, handoffId);
}

/** A supervisor gives the conversation to somebody who works and may see the creditor; `unknown_collector` otherwise. */
export async function assignHandoff(
  tx: Tx,
  now: number,
  collector: SignedInCollector,
  handoffId: number,
  to: number,
): Promise<Done | Closed | NotFound | { ok: false; reason: 'unknown_collector' }> {
  const seen = await openFor(tx, collector, handoffId);
  if (!seen.ok) return seen;
  const { handoff, conversation } = seen;
  const assignee = selectAssignee(tx, to, handoff.creditorId);
  if (!assignee) return { ok: false, reason: 'unknown_collector' };
  if (handoff.collectorId === to) return answerOf(tx, handoffId);
  const version = changeOwner(tx, {
    conversationId: conversation.id,
    owner: 'collector',
    collectorId: to,
    actor: 'collector',
    actorId: collector.collectorId,
    reason: 'reassigned',
    handoffId,
    now,
  });
  await updateHandoff(tx, handoffId, { collectorId: to, claimedAt: now });
  await tellJoined({ tx, conversation, now, version }, assignee.firstName);
  await tellAccepted(tx, handoff, now);
  await audit(tx, now, collector, handoff, 'handoff_assigned', String(to));
  announceHandoff(tx, handoff, 'reassigned', to);
  return answerOf(tx, handoffId);
}

/**
 * Back to the queue: by who has it or, with `supervises`, by a supervisor. The bot helps on while the
 * debtor waits, and knows that they do.
 */
export async function releaseHandoff(
  tx: Tx,
  now: number,
  collector: SignedInCollector,
  handoffId: number,
  { supervises = false }: { supervises?: boolean } = {},
): Promise<Done | HeldByOther | Closed | NotFound> {
  const seen = await openFor(tx, collector, handoffId);
  if (!seen.ok) return seen;
  const { handoff, conversation } = seen;
  const other = supervises ? undefined : heldByOther(tx, collector, handoff);
  if (other) return other;
  if (conversation.owner !== 'collector') return answerOf(tx, handoffId);
  await toQueue(tx, now, seen, { actor: 'collector', actorId: collector.collectorId });
  await audit(tx, now, collector, handoff, 'handoff_released');
  return answerOf(tx, handoffId);
}

/**
 * Back to the queue with whatever is held by somebody who was disabled, became an auditor or lost the
 * creditor: else debtors would write to nobody. Call it after people have changed. Returns how many.
 */
export async function releaseOrphaned(tx: Tx, now: number): Promise<number> {
  const ids = selectOrphaned(tx);
  for (const id of ids) {
    const handoff = (await selectHandoff(tx, id))!;
    const conversation = (await selectConversation(tx, handoff.conversationId))!;
    await toQueue(tx, now, { handoff, conversation }, { actor: 'system' });
  }
  return ids.length;
}

/** Nobody has it any more; with `silent` the debtor is not told. */
export async function toQueue(
  tx: Tx,
  now: number,
  { handoff, conversation }: Pick<Seen, 'handoff' | 'conversation'>,
  { silent, ...by }: Pick<OwnershipChange, 'actor' | 'actorId'> & { silent?: boolean },
): Promise<void> {
  const version = changeOwner(tx, {
    conversationId: conversation.id,
    owner: 'queue',
    ...by,
    reason: 'released',
    handoffId: handoff.id,
    now,
  });
  await forgetDialog(tx, conversation.id, { reason: handoff.reason, at: now });
  await updateHandoff(tx, handoff.id, { collectorId: null, claimedAt: null, state: 'waiting' });
  if (!silent) await tellReleased({ tx, conversation, now, version });
  announceHandoff(tx, handoff, 'released', null);
}
