import { recordAudit, type SignedInCollector } from '../collectors/index.ts';
import type { Database } from '../storage/database.ts';
import { seenSince } from './conversation-repository.ts';

/** One row for a look that lasts: pages ask again and again while they are open. */
const ONE_LOOK_MS = 10 * 60_000;

export interface Seen {
  what: 'file_opened' | 'conversation_opened' | 'attachment_opened';
  creditorId: number;
  debtorId?: number;
  conversationId?: number;
}

/** Leaves the audit row of what a collector looks at, at most one in ten minutes each; `now` in epoch ms. */
export async function recordSeen(
  database: Database,
  collector: SignedInCollector,
  now: number,
  seen: Seen,
): Promise<void> {
  const { what, debtorId = null, conversationId = null } = seen;
  const { collectorId } = collector;
  const row = { collectorId, since: now - ONE_LOOK_MS, what, debtorId, conversationId };
  if (await database.read(async (tx) => seenSince(tx, row))) return;
  await database.write(async (tx) => {
    if (!seenSince(tx, row)) await recordAudit(tx, { at: now, collector, ...seen });
  });
}
