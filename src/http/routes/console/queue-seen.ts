import { recordAudit, type SignedInCollector } from '../../../collectors/index.ts';
import type { ConsoleDeps } from './deps.ts';

const AGAIN_MS = 60 * 60_000;
const MOST_KEPT = 5_000;

/**
 * Leaves an audit row when a collector looks at a list, once an hour and session: a list that stands open
 * all day and asks again by itself is not a new look each time. A restart begins anew.
 */
export function createSeen({ database, clock }: Pick<ConsoleDeps, 'database' | 'clock'>) {
  const seen = new Map<string, number>();
  return async (collector: SignedInCollector, what: string): Promise<void> => {
    const now = clock.now();
    const key = `${collector.sessionId} ${what}`;
    const before = seen.get(key);
    if (before !== undefined && now - before < AGAIN_MS) return;
    await database.write((tx) => recordAudit(tx, { at: now, collector, what }));
    if (seen.size >= MOST_KEPT) seen.clear();
    seen.set(key, now);
  };
}
