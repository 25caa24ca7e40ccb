import type { Delivery } from '../channels/channel.ts';
import type { Tx } from '../storage/database.ts';
import type { OutboxPayload } from '../storage/outbox-rows.ts';
import { OUTBOX, retryDelay } from './outbox-policy.ts';
import type { OutboxDependencies } from './outbox-port.ts';
import type { ClaimedRow, Settled } from './outbox-repository.ts';
import { noteDelivery, noteWaiting } from './receipts.ts';

/** What a try of a row means for it: sent, tried again, waiting for its channel, or given up. */
export function ended(
  row: Pick<ClaimedRow, 'attempts' | 'expires_at' | 'created_at'>,
  delivery: Delivery,
  now: number,
  { random, author }: { random: () => number; author?: OutboxPayload['author'] | undefined },
): Settled {
  if (delivery.ok) return { state: 'sent', at: now };
  const { reason, notBefore } = delivery;
  if (notBefore !== undefined) {
    const next = Math.max(notBefore, now + OUTBOX.soonestMs);
    const wait = author === 'bot' ? OUTBOX.longestWaitMs.bot : OUTBOX.longestWaitMs.others;
    const until = Math.min(row.expires_at ?? Number.POSITIVE_INFINITY, row.created_at + wait);
    return next >= until ? expired(now, reason) : { state: 'pending', next, error: reason, untried: true };
  }
  if (!delivery.retry) return { state: 'dead', at: now, error: reason };
  if (row.attempts >= OUTBOX.maxAttempts) return { state: 'dead', at: now, error: `gave_up; ${reason}` };
  const next = now + retryDelay(row.attempts, random);
  if (row.expires_at !== null && next >= row.expires_at) return expired(now, reason);
  return { state: 'pending', next, error: reason };
}

const expired = (at: number, reason: string): Settled => ({ state: 'dead', at, error: `expired; ${reason}` });

/**
 * What became of a message that stands in a transcript is shown there, with the transaction that settles
 * its row: a person whose words did not arrive must not believe that they did. `before`: what it waited for
 * when it was taken up.
 */
export async function tellFate(
  tx: Tx,
  { undelivered }: Pick<OutboxDependencies, 'undelivered'>,
  { message, author }: OutboxPayload,
  how: Settled,
  { now, before }: { now: number; before: string | null },
): Promise<void> {
  if (!message) return;
  if (how.state === 'pending') {
    // Said once for each thing it waits for, not at every look.
    if (how.untried && how.error !== before) noteWaiting(tx, { ...message, reason: how.error });
    return;
  }
  if (how.state === 'sent') {
    noteDelivery(tx, { ...message, state: 'sent', at: now, whole: true });
    return;
  }
  const [reason = ''] = how.error.split(';');
  const { conversationId } = message;
  if (noteDelivery(tx, { ...message, state: 'failed', at: now, reason, whole: true }) !== undefined)
    await undelivered?.(tx, { conversationId, author, reason, now });
}
