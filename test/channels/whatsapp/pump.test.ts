import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { ANDI, channelWorld, POLICY, SARI } from './world.ts';

describe('what arrives', () => {
  it('is answered, read and out of the inbox', async () => {
    const world = await channelWorld();
    const wire = world.wire();
    const id = wire.arrive(ANDI, { text: 'tagihan saya berapa ya' });
    const [message] = await world.heard(1);
    expect(message).toMatchObject({
      address: { channel: 'whatsapp', account: '+62215550100', externalId: 'wa-1' },
      externalId: id,
      sender: { id: 'wa-1', address: ANDI },
      creditorId: 1,
      text: 'tagihan saya berapa ya',
    });
    await world.quiet();
    expect(wire.said(ANDI)).toEqual(['echo: tagihan saya berapa ya']);
    expect(wire.read).toEqual([id]);
    expect(wire.typings.some(({ on }) => on)).toBe(true);
  });

  it('is answered in order for each of many senders at once', async () => {
    const world = await channelWorld();
    const phones = Array.from({ length: 12 }, (_, i) => `+62812000010${String(i).padStart(2, '0')}`);
    const words = Array.from({ length: 8 }, (_, i) => `pesan ${i}`);
    for (const text of words) for (const phone of phones) world.wire().arrive(phone, { text });
    await world.quiet();
    for (const phone of phones)
      expect(world.wire().said(phone)).toEqual(words.map((text) => `echo: ${text}`));
    expect(world.channel().stats()).toMatchObject({ received: 96, answered: 96 });
  });

  it('of one sender under two addresses is still one conversation in order', async () => {
    const world = await channelWorld();
    const wire = world.wire();
    world.host.beforeTurn = async () => void (await new Promise((resolve) => setImmediate(resolve)));
    wire.arrive(ANDI, { text: 'satu', party: { phone: ANDI, lid: '101' } });
    wire.arrive(ANDI, { text: 'dua' });
    wire.arrive(ANDI, { text: 'tiga', party: { lid: '101' } });
    await world.heard(3);
    expect(world.host.heard('wa-1').map(({ text }) => text)).toEqual(['satu', 'dua', 'tiga']);
  });

  it('does not wait behind another sender whose turn hangs', async () => {
    const world = await channelWorld();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    world.host.beforeTurn = ({ sender }) => (sender.address === ANDI ? held : Promise.resolve());
    world.wire().arrive(ANDI, { text: 'lama' });
    world.wire().arrive(SARI, { text: 'cepat' });
    await eventually(() => world.wire().said(SARI).length === 1, 'the other answer');
    expect(world.wire().said(ANDI)).toEqual([]);
    release();
    await eventually(() => world.wire().said(ANDI).length === 1, 'the held answer');
  });

  it('that waited for the start comes first, late or not', async () => {
    const world = await channelWorld();
    const wire = world.wire();
    const at = world.clock.now() - 3 * 3_600_000;
    await world.restart(() => {
      wire.put(wire.arrivedOf(ANDI, { text: 'tiga jam lalu', at }));
      wire.put(wire.arrivedOf(SARI, { text: 'baru' }));
    });
    await world.quiet();
    expect(world.wire().said()).toEqual(expect.arrayContaining(['echo: tiga jam lalu', 'echo: baru']));
    expect(world.channel().stats().late).toBe(1);
  });
});

describe('a crash', () => {
  it('between the turn and its note in the inbox answers nobody twice', async () => {
    const world = await channelWorld();
    const wire = world.wire();
    const arrived = wire.arrivedOf(ANDI, { text: 'sekali' });
    const { inbox } = world.store;
    const { done } = inbox;
    // The process dies here: what the turn did is durable, the note is not.
    inbox.done = () => {
      throw new Error('killed');
    };
    wire.put(arrived);
    wire.env.events.arrived();
    await eventually(() => wire.said().length === 1, 'the answer');
    await world.restart(() => {
      inbox.done = done;
    });
    await world.quiet();
    expect(world.host.heard('wa-1')).toHaveLength(1);
    expect([...wire.said(), ...world.wire().said()]).toEqual(['echo: sekali']);
  });
});

describe('a message that cannot be answered', () => {
  it('is tried again, while others are answered', async () => {
    const world = await channelWorld();
    let trouble = 3;
    world.host.beforeTurn = async ({ sender }) => {
      if (sender.address === ANDI && trouble-- > 0) throw new Error('the disk is full');
    };
    world.wire().arrive(ANDI, { text: 'satu' });
    world.wire().arrive(ANDI, { text: 'dua' });
    world.wire().arrive(SARI, { text: 'lain' });
    await world.quiet();
    expect(world.wire().said(ANDI)).toEqual(['echo: satu', 'echo: dua']);
    expect(world.alerts).toEqual([]);
  });

  it('is given up with an alert, and the next is answered', async () => {
    const world = await channelWorld({ tuning: { attempts: 3 } });
    world.host.beforeTurn = async ({ text }) => {
      if (text === 'racun') throw new Error('never');
    };
    world.wire().arrive(ANDI, { text: 'racun' });
    world.wire().arrive(ANDI, { text: 'sehat' });
    await eventually(() => world.wire().said(ANDI).length === 1, 'the next answer');
    expect(world.wire().said(ANDI)).toEqual(['echo: sehat']);
    expect(world.alerts).toMatchObject([
      { kind: 'given_up', accountId: world.accountId, phone: '+62215550100' },
    ]);
    expect(world.store.inbox.count(world.accountId)).toEqual({ waiting: 0, givenUp: 1 });
  });
});

describe('somebody who writes without end', () => {
  it('is answered once for all that piled up, and nothing is lost', async () => {
    const world = await channelWorld({
      policy: { limits: { ...POLICY.limits, heardPerMinutePerChat: 4 } },
      tuning: { floodWindowMs: 300 },
    });
    const words = Array.from({ length: 15 }, (_, i) => `halo ${i}`);
    for (const text of words) world.wire().arrive(ANDI, { text });
    await world.quiet();
    const heard = world.host.heard('wa-1').map(({ text }) => text);
    expect(heard.length).toBeLessThanOrEqual(5);
    expect(heard.join('\n').split('\n')).toEqual(words);
    expect(world.channel().stats().floods).toBeGreaterThan(0);
  });
});
