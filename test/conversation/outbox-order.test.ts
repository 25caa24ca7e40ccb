import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/channels/channel.ts';
import { createOutbox } from '../../src/conversation/outbox.ts';
import { outboxWorld } from './outbox-world.ts';

const later: Delivery = { ok: false, retry: true, reason: 'smtp 450' };

describe('messages for a conversation', () => {
  it('arrive in the order they were written, a later one waiting for an earlier', async () => {
    const world = await outboxWorld();
    let failures = 1;
    const outbox = createOutbox({
      ...world.deps,
      async deliverToConversation(_tx, message) {
        if (failures-- > 0) return later;
        world.chat.push(message);
        return { ok: true };
      },
    });
    for (const words of ['satu', 'dua', 'tiga']) await world.queue(world.conversationId, words);
    await outbox.drain();
    expect(await world.states()).toEqual(['pending', 'pending', 'pending']);
    world.clock.advance(60_000);
    await outbox.drain();
    expect(world.chat.map((one) => one.body.text)).toEqual(['satu', 'dua', 'tiga']);
    expect(await world.states()).toEqual(['sent', 'sent', 'sent']);
    await world.close();
  });

  it('of other conversations and for addresses do not wait', async () => {
    const world = await outboxWorld();
    world.mail.orders.push(async () => later);
    await world.queue('andi@ptabc.example', 'kabar');
    await world.queue('andi@ptabc.example', 'kode');
    await world.queue(world.conversationId, 'satu');
    await world.outbox.drain();
    expect(world.mail.texts()).toEqual(['kabar', 'kode']);
    expect(world.chat).toHaveLength(1);
    await world.close();
  });

  it('finished replies to one address keep their order too', async () => {
    const world = await outboxWorld();
    world.mail.orders.push(async () => later);
    const reply = (text: string) =>
      world.queue('628123@chat', text, {
        payload: {
          creditorId: world.creditorId,
          locale: 'id',
          to: { address: '628123@chat' },
          author: 'bot',
          lines: [],
          body: { text, locale: 'id' },
        },
      });
    await reply('satu');
    await reply('dua');
    await world.outbox.drain();
    expect(world.mail.texts()).toEqual(['satu']);
    world.clock.advance(60_000);
    await world.outbox.drain();
    expect(world.mail.texts()).toEqual(['satu', 'satu', 'dua']);
    await world.close();
  });

  it('are written and marked in one transaction: an error leaves neither', async () => {
    const world = await outboxWorld();
    const outbox = createOutbox({
      ...world.deps,
      async deliverToConversation(tx) {
        tx.connection.sqlite.prepare("UPDATE conversations SET locale = 'en'").run();
        throw new Error('bug');
      },
    });
    await world.queue(world.conversationId, 'satu');
    await outbox.drain();
    expect((await world.rows())[0]).toMatchObject({ state: 'pending', last_error: 'internal error' });
    const locale = await world.database.write(async (tx) =>
      tx.connection.sqlite.prepare('SELECT locale FROM conversations').pluck().get(),
    );
    expect(locale).toBe('id');
    await world.close();
  });

  it("carry the collector's name", async () => {
    const world = await outboxWorld();
    await world.queue(world.conversationId, '', {
      payload: {
        creditorId: world.creditorId,
        locale: 'id',
        to: { conversationId: world.conversationId },
        author: 'collector',
        name: 'Rina',
        lines: [{ verbatim: 'Selamat siang' }],
      },
    });
    await world.outbox.drain();
    expect(world.chat).toMatchObject([
      {
        author: 'collector',
        body: { text: 'Selamat siang', name: 'Rina' },
        key: expect.stringMatching(/^outbox:\w+-1$/),
      },
    ]);
    await world.close();
  });
});
