import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/channels/channel.ts';
import { OUTBOX } from '../../src/conversation/outbox-policy.ts';
import { outboxWorld } from './outbox-world.ts';

const never: Delivery = { ok: false, retry: false, reason: 'smtp 550' };

describe('what was sent', () => {
  it('is deleted when it has been kept long enough; what waits or was given up stays', async () => {
    const world = await outboxWorld();
    world.mail.orders.push(async () => never);
    await world.queue('andi@ptabc.example', 'ditolak');
    await world.queue('andi@ptabc.example', 'terkirim');
    await world.queue('andi@ptabc.example', 'kode', { expiresAt: world.clock.now(), secret: 1 });
    await world.outbox.drain();
    await world.queue('andi@ptabc.example', 'nanti', { now: world.clock.now() + 2 * OUTBOX.keepSentMs });
    expect(await world.states()).toEqual(['dead', 'sent', 'dead', 'pending']);
    world.clock.advance(OUTBOX.keepSentMs);
    expect(await world.outbox.forget()).toBe(0);
    world.clock.advance(1);
    expect(await world.outbox.forget()).toBe(2);
    expect((await world.rows()).map(({ id, state }) => [id, state])).toEqual([
      [1, 'dead'],
      [4, 'pending'],
    ]);
    await world.close();
  });

  it('goes in small transactions, however much there is', async () => {
    const world = await outboxWorld();
    const count = 2 * OUTBOX.forgetAtOnce + 1;
    await world.database.write(async (tx) => {
      const sql = `INSERT INTO outbox (channel, payload, state, next_attempt_at, created_at, sent_at)
        VALUES ('email', '{}', 'sent', 0, 0, 0)`;
      const insert = tx.connection.sqlite.prepare(sql);
      for (let i = 0; i < count; i++) insert.run();
    });
    expect(await world.outbox.forget()).toBe(count);
    await world.close();
  });

  it('is not mistaken for a new message that gets the number of a deleted one', async () => {
    const world = await outboxWorld();
    const say = (text: string) => world.queue(world.conversationId, text);
    await say('satu');
    await world.outbox.drain();
    world.clock.advance(OUTBOX.keepSentMs + 1);
    expect(await world.outbox.forget()).toBe(1);
    await say('dua');
    expect((await world.rows())[0]?.id).toBe(1);
    await world.outbox.drain();
    const keys = world.chat.map((one) => one.key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
    await world.close();
  });
});

describe('a stuck outbox', () => {
  it('is one that has not looked for due rows, not one whose messages are refused', async () => {
    const world = await outboxWorld();
    world.mail.orders.push(async () => ({ ok: false, retry: true, reason: 'smtp 450' }));
    await world.queue('andi@ptabc.example', 'halo');
    await world.outbox.drain();
    expect(world.outbox.stuck()).toBe(false);
    world.clock.advance(OUTBOX.stuckMs + 1);
    expect(world.outbox.stuck()).toBe(true);
    await world.outbox.drain();
    expect(world.outbox.stuck()).toBe(false);
    await world.close();
  });
});
