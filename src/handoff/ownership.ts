import { noteRaised } from '../storage/conversation-version.ts';
import { sqlStatement, type Tx } from '../storage/database.ts';

export type Owner = 'bot' | 'queue' | 'collector';
/** Who brought a change about; `operator` is the command line. */
export type OwnershipActor = 'bot' | 'debtor' | 'collector' | 'operator' | 'system';

export interface OwnershipChange {
  conversationId: number;
  owner: Owner;
  /** Whose it is from now on; left out for the bot, the queue and an operator at the command line. */
  collectorId?: number | null;
  actor: OwnershipActor;
  /** The collector who acted. */
  actorId?: number | null;
  /** One word: the handoff's reason, or claimed, wrote, wrote_on_phone, reassigned, released, returned, resolved, waited_too_long. */
  reason: string;
  handoffId?: number | null;
  /** Epoch ms. */
  now: number;
}

const give = sqlStatement<{ id: number; owner: Owner; collectorId: number | null }, { version: number }>(
  `UPDATE conversations SET owner = @owner, collector_id = @collectorId, version = version + 1,
     owner_version = version + 1
   WHERE id = @id RETURNING version`,
);
const record = sqlStatement<
  [number, number, Owner, number | null, OwnershipActor, number | null, string, number | null, number]
>(
  `INSERT INTO ownership_changes
     (conversation_id, version, owner, collector_id, actor, actor_id, reason, handoff_id, at)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
);

/**
 * Gives a conversation to a new owner: the one place where that happens. The version grows, so that a
 * turn or a message computed before is out of date, and the change is kept with who and why. Returns the
 * version from which it holds. Throws for a conversation that does not exist.
 */
export function changeOwner(tx: Tx, change: OwnershipChange): number {
  const { conversationId, owner, actor, reason, now } = change;
  const collectorId = change.collectorId ?? null;
  const given = give(tx).get({ id: conversationId, owner, collectorId });
  if (!given) throw new Error(`handoff: there is no conversation ${conversationId}`);
  noteRaised(tx, conversationId);
  const { actorId = null, handoffId = null } = change;
  record(tx).run(conversationId, given.version, owner, collectorId, actor, actorId, reason, handoffId, now);
  return given.version;
}
