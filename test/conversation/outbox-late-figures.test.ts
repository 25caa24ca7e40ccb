import { afterEach, beforeEach, expect, it } from 'vitest';
import { deliverToConversation } from '../../src/conversation/host.ts';
import { createOutbox, type Outbox } from '../../src/conversation/outbox.ts';
import { addDebtor, run, verifyDebtor } from '../support/debtor.ts';
import { outboxWorld, scriptedChannel } from './outbox-world.ts';

const MINUTE = 60_000;
const FIGURES = 'Rp3.600.000 diterima';
const PLAIN = 'Ada keputusan';

let world: Awaited<ReturnType<typeof outboxWorld>>;
let phone: ReturnType<typeof scriptedChannel>;
let outbox: Outbox;
let verificationId: number;

beforeEach(async () => {
  world = await outboxWorld();
  phone = scriptedChannel('whatsapp');
  outbox = createOutbox({
    ...world.deps,
    channels: new Map([['whatsapp', phone.adapter]]),
    deliverToConversation: (tx, message) => deliverToConversation(tx, () => phone.adapter, message),
  });
  verificationId = await world.database.write(async (tx) => {
    run(tx, "UPDATE conversations SET channel = 'whatsapp', external_id = 'wa-1' WHERE id = @id", {
      id: world.conversationId,
    });
    const debtorId = addDebtor(tx, world.creditorId);
    return verifyDebtor(tx, debtorId, world.conversationId, world.clock.now()).verificationId;
  });
});
afterEach(() => world.close());

/** A decision with its figures, told while they have proved who they are, on a phone that cannot be reached yet. */
async function decisionWhileAway(waitMs: number): Promise<void> {
  const now = world.clock.now();
  phone.orders.push(async () => ({ ok: false, retry: true, reason: 'offline', notBefore: now + waitMs }));
  await world.queue(world.conversationId, '', {
    channel: 'whatsapp',
    payload: {
      creditorId: world.creditorId,
      locale: 'id',
      to: { conversationId: world.conversationId },
      author: 'system',
      lines: [{ verbatim: FIGURES }],
      afterwards: { from: now + 30 * MINUTE, verificationId, lines: [{ verbatim: PLAIN }] },
    },
  });
  await outbox.drain();
  expect(phone.texts()).toEqual([FIGURES]);
}

it('figures that could not leave while identity held leave without them', async () => {
  await decisionWhileAway(60 * MINUTE);
  world.clock.advance(60 * MINUTE);
  await outbox.drain();
  expect(phone.texts()).toEqual([FIGURES, PLAIN]);
});

it('likewise once they have signed out, or somebody else says it is not them', async () => {
  await decisionWhileAway(MINUTE);
  await world.database.write(async (tx) => run(tx, 'UPDATE verifications SET ended_at = 1', {}));
  world.clock.advance(MINUTE);
  await outbox.drain();
  expect(phone.texts()).toEqual([FIGURES, PLAIN]);
});

it('and as they are while it does', async () => {
  await decisionWhileAway(MINUTE);
  world.clock.advance(MINUTE);
  await outbox.drain();
  expect(phone.texts()).toEqual([FIGURES, FIGURES]);
});
