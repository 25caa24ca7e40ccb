import { recordAudit, type SignedInCollector } from '../collectors/index.ts';
import type { HandoffChange } from '../shared/announcement.ts';
import type { Tx } from '../storage/database.ts';
import type { HandoffRow } from './handoff-repository.ts';

/** Tells the live feed that a handoff changed hands or state. */
export function announceHandoff(
  tx: Tx,
  row: Pick<HandoffRow, 'id' | 'conversationId' | 'creditorId'>,
  change: HandoffChange,
  collectorId: number | null,
): void {
  const { id: handoffId, conversationId, creditorId } = row;
  tx.announce({ kind: 'handoff', change, handoffId, conversationId, creditorId, collectorId });
}

/** The row of what a collector did with a handoff. */
export async function audit(
  tx: Tx,
  at: number,
  collector: SignedInCollector,
  handoff: Pick<HandoffRow, 'id' | 'creditorId' | 'conversationId' | 'debtorId'>,
  what: string,
  detail?: string,
): Promise<void> {
  const { creditorId, conversationId, debtorId, id } = handoff;
  await recordAudit(tx, {
    at,
    collector,
    what,
    creditorId,
    debtorId,
    conversationId,
    detail: detail === undefined ? `#${id}` : `#${id} ${detail}`,
  });
}
