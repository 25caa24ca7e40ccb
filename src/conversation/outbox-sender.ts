import type { ChannelAdapter, Delivery, MessageBody, OutboundMessage } from '../channels/channel.ts';
import type { Values } from '../dialog/action.ts';
import type { Tx } from '../storage/database.ts';
import type { OutboxPayload } from '../storage/outbox-rows.ts';
import { stillStands, takenOver, withholdMessage } from './conversation-repository.ts';
import { OUTBOX } from './outbox-policy.ts';
import type { Beginning, OutboxDependencies } from './outbox-port.ts';
import { type ClaimedRow, type Settled, settleRow, TAKEN_OVER } from './outbox-repository.ts';

/**
 * `settled`: already marked as sent, in the transaction that delivered it. `withheld`: already marked as
 * dead (`taken_over`): a collector owns the conversation for which the bot wanted to say it.
 */
export type SendResult = Delivery | 'settled' | 'withheld';

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
    const late = await tooLate(payload, now);
    const { subject, body } =
      payload.body && !late
        ? { body: payload.body as MessageBody }
        : await deps.word(late ?? saidAt(payload, now), code === undefined ? {} : { code });
    if ('conversationId' in to) return intoConversation(row, payload, to.conversationId, body, now);
    const channel = deps.channels.get(row.channel);
    if (!channel) return final('no_channel');
    const message: OutboundMessage = {
      id: messageId(row),
      to: to.address,
      creditorId: payload.creditorId,
      purpose: secret ? 'code' : (payload.purpose ?? 'message'),
      ...(code !== undefined && { code }),
      body,
      ...(subject !== undefined && { subject }),
      ...(payload.message && { message: payload.message }),
    };
    return payload.author === 'bot' && payload.ownedAt
      ? whileBotOwns(row, payload.ownedAt, channel, message, now)
      : withTimeout(channel.deliver(message));
  }

  /** Finished words that may not be said any more, as what may be said instead of them. */
  async function tooLate(payload: OutboxPayload, now: number): Promise<OutboxPayload | undefined> {
    const { body, afterwards } = payload;
    if (!body || !afterwards) return undefined;
    const { from, verificationId: id, lines } = afterwards;
    const ended =
      now >= from || (id !== undefined && !(await deps.database.read(async (tx) => stillStands(tx, id))));
    return ended ? { ...payload, lines } : undefined;
  }

  /**
   * Sends what the bot said, unless a collector has taken the conversation. Looked up as a job of the
   * writer, and sent right after its commit, before anybody else's job: between the two nobody can claim.
   */
  async function whileBotOwns(
    row: ClaimedRow,
    ownedAt: NonNullable<OutboxPayload['ownedAt']>,
    channel: ChannelAdapter,
    message: OutboundMessage,
    now: number,
  ): Promise<SendResult> {
    const stillWanted = () => deps.database.read(async (tx) => !takenOver(tx, ownedAt));
    let sending: Promise<Delivery> | undefined;
    const withheld = await deps.database.write(async (tx) => {
      if (takenOver(tx, ownedAt)) {
        withhold(tx, row, ownedAt, now);
        return true;
      }
      tx.afterCommit(() => {
        sending = withTimeout((async () => channel.deliver({ ...message, stillWanted }))());
        // Its failure is the caller's, a moment later.
        sending.catch(() => {});
      });
      return false;
    });
    if (withheld) return 'withheld';
    if (!sending) throw new Error('outbox: the commit was not followed by its effect');
    const delivery = await sending;
    if (delivery.ok || delivery.reason !== TAKEN_OVER) return delivery;
    await deps.database.write(async (tx) => withhold(tx, row, ownedAt, deps.clock.now()));
    return 'withheld';
  }

  function withhold(
    tx: Tx,
    row: ClaimedRow,
    { conversationId, seq }: NonNullable<OutboxPayload['ownedAt']>,
    now: number,
  ): void {
    if (!settleRow(tx, row, { state: 'dead', at: now, error: TAKEN_OVER }) || seq === undefined) return;
    const { creditorId } = JSON.parse(row.payload) as OutboxPayload;
    const kept = withholdMessage(tx, conversationId, seq, now);
    if (kept)
      tx.announce({ kind: 'messages', conversationId, creditorId, messages: [{ ...kept, withheld: true }] });
  }

  async function intoConversation(
    row: ClaimedRow,
    payload: OutboxPayload,
    conversationId: number,
    body: MessageBody,
    now: number,
  ): Promise<SendResult> {
    const { name, handoff, author, ownedAt } = payload;
    const dress = (words: MessageBody) => ({
      ...words,
      ...(name !== undefined && { name }),
      ...(handoff && { handoff }),
    });
    const { verificationId, from } = payload.afterwards ?? {};
    // Worded beforehand; which of the two is said is known inside the transaction alone.
    const otherwise = from === undefined ? body : (await deps.word(saidAt(payload, from), {})).body;
    // The page's own name for it outlives the outbox row: a very late retry finds it in the transcript.
    const key = payload.key === undefined ? `outbox:${messageId(row)}` : `page:${payload.key}`;
    const pageKey = payload.key === undefined ? {} : { pageKey: payload.key };
    return deps.database
      .write(async (tx): Promise<SendResult> => {
        const ended = verificationId !== undefined && !stillStands(tx, verificationId);
        const message = { conversationId, key, author, body: dress(ended ? otherwise : body), now };
        const figures = payload.afterwards && !ended && now < payload.afterwards.from;
        const withheld = author === 'bot' && takenOver(tx, { conversationId, version: ownedAt?.version });
        // Marked first: when the lease has passed, somebody else has delivered it or will.
        const how: Settled = withheld
          ? { state: 'dead', at: now, error: TAKEN_OVER }
          : { state: 'sent', at: now };
        if (!settleRow(tx, row, how)) return final('the lease had passed');
        // A row may only begin a flow, or say something first.
        const words = payload.lines.length > 0 || payload.body !== undefined || !payload.begin;
        const delivery = words
          ? await deps.deliverToConversation(tx, {
              ...{ ...message, ...pageKey, withheld },
              ...(figures && { afterwards: payload.afterwards! }),
            })
          : ({ ok: true } as const);
        if (!delivery.ok) throw new Undelivered(delivery);
        if (payload.begin && !withheld) await begin(tx, payload.begin, { conversationId, key, now });
        return withheld ? 'withheld' : 'settled';
      })
      .catch((error) => {
        if (error instanceof Undelivered) return error.delivery;
        throw error;
      });
  }

  async function begin(
    tx: Tx,
    { flow, values }: NonNullable<OutboxPayload['begin']>,
    where: Pick<Beginning, 'conversationId' | 'key' | 'now'>,
  ): Promise<void> {
    if (!deps.begin) throw new Error('outbox: nobody begins flows here');
    const begun = await deps.begin(tx, { ...where, flow, ...(values && { values: values as Values }) });
    if (!begun.ok) throw new Undelivered(begun);
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
