import type { SignedInCollector } from '../../../collectors/index.ts';
import { type QueueEntry, queueEntry } from '../../../handoff/index.ts';
import type { ReadTx } from '../../../storage/database.ts';
import type { ConsoleLocale, QueueItem } from '../../contract/console.ts';
import { shown } from './money.ts';

/** A line of the queue with its amount in the collector's language. */
export function queueItemOf(entry: QueueEntry, locale: ConsoleLocale): QueueItem {
  return { ...entry, amount: entry.amount && shown(entry.amount, locale) };
}

/** The queue's row of one handoff as it is now, for the live feed; undefined when the collector may not see it. */
export async function queueItem(
  tx: ReadTx,
  collector: SignedInCollector,
  handoffId: number,
): Promise<QueueItem | undefined> {
  const entry = await queueEntry(tx, collector, handoffId);
  return entry && queueItemOf(entry, collector.locale);
}
