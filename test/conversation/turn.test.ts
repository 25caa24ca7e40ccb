import { afterEach, describe, expect, it } from 'vitest';
import { type TurnWorld, turnWorld, words } from './turn-world.ts';

let world: TurnWorld;
afterEach(() => world.database.close());

describe('a message', () => {
  it('delivered again is answered once and has the same place', async () => {
    world = await turnWorld();
    const message = world.message('a', 'halo');
    const [first, second] = await Promise.all([world.receive(message), world.receive(message)]);
    const third = await world.receive({ ...message, text: 'another text under the same id' });
    expect(first).toEqual({ ok: true, conversationId: expect.any(Number), seq: 1, duplicate: false });
    for (const again of [second, third]) expect(again).toEqual({ ...first, duplicate: true });
    expect(await world.transcript('a')).toHaveLength(2);
    expect(world.published).toHaveLength(2);
    expect(world.outcomes).toEqual(['answered', 'duplicate', 'duplicate']);
  });

  it('waits for the one before it: two at once are two turns in order, not two tasks', async () => {
    world = await turnWorld();
    await Promise.all([world.say('a', 'berapa tagihan saya'), world.say('a', 'C-1001')]);
    const rows = await world.transcript('a');
    expect(rows.map(({ seq, author, in_reply_to }) => [seq, author, in_reply_to])).toEqual([
      [1, 'debtor', null],
      [2, 'bot', 1],
      [3, 'debtor', null],
      [4, 'bot', 3],
    ]);
    // The second was the answer to the question of the first.
    expect(words(rows)[3]).toContain('kode 6 angka');
  });

  it('keeps no identity number, card number or code', async () => {
    world = await turnWorld();
    const [nik, card] = ['3174055203850002', '4111111111111111'];
    for (const text of [`NIK saya ${nik}`, `kartu ${card}`, 'berapa tagihan saya', 'C-1001', '1 2 3 4 5 6'])
      await world.say('a', text);
    const kept = JSON.stringify([
      await world.transcript('a'),
      await world.conversation('a'),
      world.published,
    ]);
    for (const digits of [nik, card, '123456', '1 2 3 4 5 6']) expect(kept).not.toContain(digits);
    expect(words(await world.transcript('a')).at(-2)).toBe(`debtor: ${'•'.repeat(6)}`);
  });

  it('of a conversation goes to its own creditor, whoever has the site by now', async () => {
    world = await turnWorld();
    await world.say('a', 'halo');
    await world.say('a', 'halo', { creditorId: 2 });
    await world.say('b', 'halo', { creditorId: 2 });
    const [, first, , second] = words(await world.transcript('a'));
    expect(second).toBe(first);
    expect(words(await world.transcript('b'))[1]).not.toBe(first);
  });

  it('on a channel that must send gets its answer by the outbox, once', async () => {
    world = await turnWorld();
    const message = { ...world.message('a', 'halo') };
    message.address = { ...message.address, channel: 'outbox' };
    await world.receive(message);
    await world.receive(message);
    const rows = await world.query<{ channel: string; payload: string; dedupe_key: string }>(
      'SELECT * FROM outbox',
    );
    expect(rows).toHaveLength(1);
    const { id } = (await world.conversation('a'))!;
    expect(rows[0]).toMatchObject({ channel: 'outbox', dedupe_key: `message:${id}:2` });
    const reply = words(await world.transcript('a'))[1];
    expect(JSON.parse(rows[0]!.payload)).toMatchObject({
      to: { address: 'a' },
      body: { text: reply?.slice('bot: '.length) },
    });
  });
});

describe('a conversation', () => {
  it('is greeted once, however often its page is opened', async () => {
    world = await turnWorld();
    const [first, second] = [await world.join('a'), await world.join('a')];
    expect(first).toMatchObject({ seq: 1, duplicate: false });
    expect(second).toMatchObject({ seq: 2, duplicate: true });
    expect((await world.transcript('a')).map((row) => row.author)).toEqual(['system', 'bot']);
    // What the page is shown: the greeting, not that it was opened.
    expect(world.published.map((one) => one.author)).toEqual(['bot']);
    expect(world.outcomes).toEqual(['answered', 'rejoined']);
  });

  it('drops an open question after six hours, but neither its language nor a call for a person', async () => {
    world = await turnWorld();
    const state = async () => JSON.parse((await world.conversation('a'))?.state ?? '{}');
    await world.say('a', 'please speak English');
    await world.say('a', 'I want to talk to a person');
    await world.say('a', 'how much do I owe');
    expect((await state()).stack.length).toBeGreaterThan(0);
    world.clock.advance(6 * 60 * 60_000 - 1);
    await world.say('a', 'thanks');
    expect((await state()).stack.length).toBeGreaterThan(0);
    world.clock.advance(6 * 60 * 60_000);
    await world.say('a', 'thanks');
    expect(await state()).toMatchObject({
      stack: [],
      locale: 'en',
      localeChosen: true,
      handedOff: { reason: 'asked' },
    });
  });

  it('that a collector holds is silent; the words are kept for the collector', async () => {
    world = await turnWorld();
    await world.say('a', 'petugas');
    await world.database.write(async (tx) => {
      tx.connection.sqlite.exec(`UPDATE conversations SET owner = 'collector' WHERE external_id = 'a'`);
    });
    const before = (await world.transcript('a')).length;
    expect(await world.say('a', 'NIK 3174055203850002, halo?')).toMatchObject({ ok: true, seq: before + 1 });
    expect(words((await world.transcript('a')).slice(before))).toEqual([
      `debtor: NIK ${'•'.repeat(16)}, halo?`,
    ]);
    expect(world.outcomes.at(-1)).toBe('silent');
  });
});
