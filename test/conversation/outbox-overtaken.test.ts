import { expect, it } from 'vitest';
import { deliverToConversation } from '../../src/conversation/host.ts';
import { createOutbox } from '../../src/conversation/outbox.ts';
import { changeOwner } from '../../src/handoff/index.ts';
import { run } from '../support/debtor.ts';
import { outboxWorld, scriptedChannel } from './outbox-world.ts';

it('a person who takes over while the channel still pauses is not talked over', async () => {
  const world = await outboxWorld();
  const { conversationId, creditorId, clock, database } = world;
  const phone = scriptedChannel('whatsapp');
  const outbox = createOutbox({
    ...world.deps,
    channels: new Map([['whatsapp', phone.adapter]]),
    deliverToConversation: (tx, message) => deliverToConversation(tx, () => phone.adapter, message),
  });
  await database.write(async (tx) => {
    run(tx, "UPDATE conversations SET channel = 'whatsapp', external_id = 'wa-1' WHERE id = @id", {
      id: conversationId,
    });
  });
  const takeOver = () =>
    database.write(async (tx) =>
      changeOwner(tx, {
        ...{ conversationId, owner: 'collector', actor: 'collector', reason: 'wrote_on_phone' },
        now: clock.now(),
      }),
    );
  phone.orders.push(async (message) => {
    expect(await message.stillWanted?.()).toBe(true);
    await takeOver();
    expect(await message.stillWanted?.()).toBe(false);
    return { ok: false, retry: false, reason: 'taken_over' };
  });
  await world.queue(conversationId, '', {
    channel: 'whatsapp',
    payload: {
      ...{ creditorId, locale: 'id', to: { conversationId }, author: 'bot' },
      lines: [{ verbatim: 'Ada lagi yang bisa dibantu?' }],
    },
  });
  await outbox.drain();
  const rows = await world.rows();
  expect(rows.at(-1)).toMatchObject({ state: 'dead', last_error: 'taken_over' });
  const [message] = await database.read(async ({ connection }) =>
    connection.sqlite.prepare('SELECT withheld_at FROM messages ORDER BY id DESC LIMIT 1').all(),
  );
  expect(message).toEqual({ withheld_at: clock.now() });
  await world.close();
});
