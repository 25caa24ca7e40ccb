import type { Delivery, MessageBody } from '../channels/channel.ts';
import type { OutboxPayload } from '../storage/outbox-rows.ts';
import { OUTBOX } from './outbox-policy.ts';
import type { OutboxDependencies } from './outbox-port.ts';
import { type ClaimedRow, settleRow } from './outbox-repository.ts';

/** `settled`: already marked as sent, in the transaction that delivered it. */
export type SendResult = Delivery | 'settled';

const final = (reason: string): Delivery => ({ ok: false, retry: false, reason });

/**
 * Stable over retries. Row ids alone come again: in another installation, and here once the newest rows
 * have been deleted.
 */
export function messageId(row: { id: number; created_at: number }): string {
  return `${row.created_at.toString(36)}-${row.id}`;
}

/** One try of one row: never throws for what a retry may mend. */
export function createOutboxSender(deps: OutboxDependencies) {
  async function send(row: ClaimedRow): Promise<SendResult> {
    const now = deps.clock.now();
    if (row.expires_at !== null && now >= row.expires_at) return final('expired');
    // A row that kills the process each time must not do so for ever.
    if (row.attempts > OUTBOX.maxAttempts) return final('gave up after crashes');
    try {
      return await attempt(row, JSON.parse(row.payload) as OutboxPayload, now);
    } catch (error) {
      deps.log.error({ err: error, outboxId: row.id, channel: row.channel }, 'outbox: sending failed inside');
      return { ok: false, retry: true, reason: 'internal error' };
    }
  }

  async function attempt(row: ClaimedRow, payload: OutboxPayload, now: number): Promise<SendResult> {
    const { secret, to } = payload;
    if (payload.decoy) return { ok: true };
    let code: string | undefined;
    if (secret) {
      // A transcript is kept; a code is kept nowhere.
      if ('conversationId' in to) return final('a code cannot go into a conversation');
      code = await deps.database.read((tx) => deps.resolveSecret(tx, secret, now));
      if (code === undefined) return final('superseded');
    }
    const { subject, body } = payload.body
      ? { body: payload.body as MessageBody }
      : await deps.word(saidAt(payload, now), code === undefined ? {} : { code });
    if ('conversationId' in to) return intoConversation(row, payload, to.conversationId, body, now);
    const channel = deps.channels.get(row.channel);
    if (!channel) return final('no_channel');
    const message = { id: messageId(row), to: to.address, body, ...(subject !== undefined && { subject }) };
    return withTimeout(channel.deliver(message));
  }

  async function intoConversation(
    row: ClaimedRow,
    payload: OutboxPayload,
    conversationId: number,
    body: MessageBody,
    now: number,
  ): Promise<SendResult> {
    const { name, handoff } = payload;
    const said = { ...body, ...(name !== undefined && { name }), ...(handoff && { handoff }) };
    const key = `outbox:${messageId(row)}`;
    const message = { conversationId, key, author: payload.author, body: said, now };
    return deps.database
      .write(async (tx) => {
        // Marked first: when the lease has passed, somebody else has delivered it or will.
        if (!settleRow(tx, row, { state: 'sent', at: now })) return final('the lease had passed');
        const delivery = await deps.deliverToConversation(tx, message);
        if (!delivery.ok) throw new Undelivered(delivery);
        return 'settled';
      })
      .catch((error) => {
        if (error instanceof Undelivered) return error.delivery;
        throw error;
      });
  }

  return { send };
}

/** Words that may only be said for a while give way to those that may always be. */
function saidAt(payload: OutboxPayload, now: number): OutboxPayload {
  const { afterwards } = payload;
  return afterwards && now >= afterwards.from ? { ...payload, lines: afterwards.lines } : payload;
}

/** Undoes the mark of a row that was not delivered. */
class Undelivered extends Error {
  readonly delivery: Delivery;
  constructor(delivery: Delivery) {
    super('outbox: not delivered');
    this.delivery = delivery;
  }
}

/** A channel that never answers must not hold a row beyond its lease. */
async function withTimeout(work: Promise<Delivery>): Promise<Delivery> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Delivery>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, retry: true, reason: 'timed out' }), OUTBOX.sendTimeoutMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
