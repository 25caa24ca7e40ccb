import { describe, expect, it } from 'vitest';
import { wireId } from '../../../src/channels/whatsapp/wire-id.ts';
import { eventually } from '../../support/eventually.ts';
import { fileNamed } from '../../support/files.ts';
import { ANDI, type ChannelWorld, channelWorld, FIRM, POLICY, SARI } from './world.ts';

/** Somebody who has written to us, so that we may write to them. */
async function met(options: Parameters<typeof channelWorld>[0] = {}): Promise<ChannelWorld> {
  const world = await channelWorld(options);
  world.host.answer = () => [];
  world.wire().arrive(ANDI, { text: 'halo' });
  await world.quiet();
  return world;
}

const LONG = 'INV-2026-0012 · Rp2.500.000 · jatuh tempo 25 Maret 2026\n'.repeat(150).trim();

describe('a message of ours', () => {
  it('goes under an id of its own, the same over retries', async () => {
    const world = await met();
    expect(await world.deliver({ message: { conversationId: 5, seq: 2 } })).toEqual({ ok: true });
    const [sent] = world.wire().sent;
    expect(sent).toEqual({
      to: { phone: ANDI },
      message: { kind: 'text', text: 'Halo' },
      id: wireId('m1', 0),
    });
    expect(sent?.id).toMatch(/^3EB0[0-9A-F]{18}$/);
    expect(await world.deliver()).toEqual({ ok: true });
    expect(world.wire().sent).toHaveLength(1);
    expect(world.store.sent.find(world.accountId, sent!.id)).toMatchObject({
      ...{ state: 'accepted', outboundId: 'm1', conversationId: 5, seq: 2, chat: `phone:${ANDI}` },
    });
  });

  it('goes on from the piece at which it was cut off', async () => {
    const world = await met();
    const body = { text: LONG, locale: 'id' } as const;
    world
      .wire()
      .outcomes.push({ how: 'accepted', messageId: wireId('m1', 0) }, { how: 'retry', reason: 'no_ack' });
    expect(await world.deliver({ body })).toEqual({ ok: false, retry: true, reason: 'no_ack' });
    await world.restart();
    expect(await world.deliver({ body })).toEqual({ ok: true });
    const all = world.wires.flatMap(({ sent }) => sent);
    expect(all.map(({ id }) => id)).toEqual([0, 1, 2].map((n) => wireId('m1', n)));
    const said = all.map(({ message }) => ('text' in message ? message.text : '')).join('\n');
    expect(said).toBe(LONG);
  });

  it('stays where it is once a person has taken over, whatever of it has not left yet', async () => {
    const world = await met();
    const body = { text: LONG, locale: 'id' } as const;
    expect(await world.deliver({ stillWanted: async () => false })).toEqual({
      ...{ ok: false, retry: false, reason: 'taken_over' },
    });
    expect(world.wire().sent).toEqual([]);
    let asked = 0;
    expect(await world.deliver({ id: 'm2', body, stillWanted: async () => ++asked < 2 })).toEqual({
      ok: true,
    });
    expect(world.wire().sent.map(({ id }) => id)).toEqual([wireId('m2', 0)]);
    expect(world.host.receipts).toEqual([]);
  });

  it('has an id that nobody guesses who does not have the key', () => {
    expect(wireId('m1', 0, 'one key')).toBe(wireId('m1', 0, 'one key'));
    expect(wireId('m1', 0, 'one key')).not.toBe(wireId('m1', 0, 'another'));
  });

  it('asked for twice at once is sent once', async () => {
    const world = await met();
    const both = await Promise.all([world.deliver(), world.deliver()]);
    expect(both).toEqual([{ ok: true }, { ok: true }]);
    expect(world.wire().sent).toHaveLength(1);
  });

  it('brings its file as a document with the words as caption', async () => {
    const world = await met();
    const saved = await world.host.saveAttachment(undefined, {
      bytes: fileNamed('slip.pdf'),
      fileName: 'faktur.pdf',
    });
    if (!saved.ok) throw new Error(saved.reason);
    const body = { text: 'Ini fakturnya.', locale: 'id', attachments: [saved.file] } as const;
    await world.deliver({ body: { ...body, attachments: [saved.file] } });
    expect(world.wire().sent.map(({ message }) => message)).toEqual([
      {
        ...{ kind: 'document', bytes: fileNamed('slip.pdf'), fileName: 'faktur.pdf' },
        ...{ mediaType: 'application/pdf', caption: 'Ini fakturnya.' },
      },
    ]);
  });

  it('with a file that is gone fails for good, and says so', async () => {
    const world = await met();
    const file = { token: 'gone', name: 'a.pdf', mediaType: 'application/pdf', size: 1 };
    const body = { text: '', locale: 'id', attachments: [file] } as const;
    const message = { conversationId: 5, seq: 2 };
    const delivery = await world.deliver({ body: { ...body, attachments: [file] }, message });
    expect(delivery).toEqual({ ok: false, retry: false, reason: 'file_lost' });
    expect(world.host.receipts).toMatchObject([{ ...message, state: 'failed', reason: 'file_lost' }]);
  });

  it('that WhatsApp refuses fails for good, and says so', async () => {
    const world = await met();
    const message = { conversationId: 5, seq: 2 };
    world.wire().outcomes.push({ how: 'final', reason: 'not_on_whatsapp' }, { how: 'final', reason: '479' });
    const reasons = [await world.deliver({ message }), await world.deliver({ id: 'm2', message })];
    expect(reasons).toMatchObject([{ reason: 'not_on_whatsapp' }, { reason: 'refused' }]);
    expect(world.host.receipts.map(({ state, reason }) => [state, reason])).toEqual([
      ['failed', 'not_on_whatsapp'],
      ['failed', 'refused'],
    ]);
  });

  it('waits uncounted while there is no connection', async () => {
    const world = await met();
    world.wire().outcomes.push({ how: 'offline', reason: 'not_connected' });
    const delivery = await world.deliver();
    expect(delivery).toMatchObject({ ok: false, retry: true, reason: 'offline' });
    expect('notBefore' in delivery && delivery.notBefore).toBeGreaterThan(world.clock.now());
    expect(await world.deliver()).toEqual({ ok: true });
  });

  it('is tried soon after a short break, and more seldom in a long one', async () => {
    const world = await met();
    const wait = async () => {
      world.wire().outcomes.push({ how: 'offline', reason: 'not_connected' });
      const delivery = await world.deliver();
      return 'notBefore' in delivery && delivery.notBefore! - world.clock.now();
    };
    expect(await wait()).toBe(250);
    world.clock.advance(1_000);
    expect(await wait()).toBe(1_000);
    world.clock.advance(60_000);
    expect(await wait()).toBe(5_000);
    expect(await world.deliver()).toEqual({ ok: true });
    expect(await world.deliver({ id: 'm2' })).toEqual({ ok: true });
  });

  it('is not lost when we are being switched off', async () => {
    const world = await met();
    await world.channel().stop();
    expect(await world.deliver()).toMatchObject({ ok: false, retry: true, reason: 'offline' });
    expect(world.wires).toHaveLength(1);
  });

  it('goes to nobody who is not known', async () => {
    const world = await met();
    expect(await world.deliver({ to: 'wa-99' })).toMatchObject({ retry: false, reason: 'unknown_recipient' });
    const code = { to: SARI, purpose: 'code', code: '123456' } as const;
    expect(await world.deliver(code)).toMatchObject({ retry: false, reason: 'never_written' });
    expect(await world.deliver({ ...code, to: ANDI })).toEqual({ ok: true });
  });

  it('that reminds goes only where reminders are on', async () => {
    const off = await met();
    const reminder = { purpose: 'reminder', message: { conversationId: 5, seq: 2 } } as const;
    expect(await off.deliver(reminder)).toEqual({ ok: false, retry: false, reason: 'reminders_off' });
    expect(off.host.receipts).toMatchObject([{ state: 'failed', reason: 'reminders_off' }]);
    expect(off.wire().sent).toEqual([]);
    const on = await met({ reminders: true });
    expect(await on.deliver(reminder)).toEqual({ ok: true });
  });
});

describe('pace', () => {
  it('is a person reading and typing, with jitter, and never endless', async () => {
    const world = await met({
      policy: { pace: { readMs: 700, typeMsPerCharacter: 10, longestMs: 4_000, jitter: 0.5 } },
    });
    await world.deliver({ body: { text: 'x'.repeat(100), locale: 'id' } });
    await world.deliver({ id: 'm2', body: { text: 'x'.repeat(2_000), locale: 'id' } });
    await world.deliver({ id: 'm3', body: { text: LONG.repeat(6), locale: 'id' } });
    // 0.5 of [0, 1) is the middle of the jitter.
    expect(world.pauses.slice(0, 2)).toEqual([1_700, 4_000]);
    expect(world.pauses.slice(2).reduce((a, b) => a + b)).toBe(20_000);
  });

  it('shows them that somebody types', async () => {
    const world = await met();
    const before = world.wire().typings.length;
    await world.deliver();
    expect(world.wire().typings.slice(before)).toEqual([{ to: { phone: ANDI }, on: true }]);
  });
});

describe('limits', () => {
  const limits = { ...POLICY.limits, answersPerMinute: 3, answersPerMinutePerChat: 2 };

  it('hold a chat, and the number, until a minute has passed, over a restart too', async () => {
    const world = await met({ policy: { limits } });
    world.wire().arrive(SARI, { text: 'halo' });
    await world.quiet();
    const begun = world.clock.now();
    for (const id of ['a', 'b']) expect(await world.deliver({ id })).toEqual({ ok: true });
    const held = { ok: false, retry: true, reason: 'pace', notBefore: begun + 60_001 };
    expect(await world.deliver({ id: 'c' })).toEqual(held);
    await world.restart();
    expect(await world.deliver({ id: 'c' })).toEqual(held);
    expect(await world.deliver({ id: 'd', to: 'wa-2' })).toEqual({ ok: true });
    expect(await world.deliver({ id: 'e', to: 'wa-2' })).toEqual(held);
    world.clock.advance(60_001);
    expect(await world.deliver({ id: 'c' })).toEqual({ ok: true });
  });

  it('hold first words longer', async () => {
    const first = { ...POLICY.limits, firstWordsPerHour: 1, firstWordsPerDay: 2 };
    const world = await channelWorld({ transport: 'cloud', templates: ['code'], policy: { limits: first } });
    const code = (n: number) =>
      world.deliver({ id: `c${n}`, to: `+62812000020${n}`, purpose: 'code', code: '123456' });
    const begun = world.clock.now();
    expect(await code(1)).toEqual({ ok: true });
    expect(await code(2)).toMatchObject({ reason: 'pace', notBefore: begun + 3_600_001 });
    world.clock.advance(3_600_001);
    expect(await code(2)).toEqual({ ok: true });
    world.clock.advance(3_600_001);
    expect(await code(3)).toMatchObject({ reason: 'pace', notBefore: begun + 86_400_001 });
  });
});

describe('a restriction', () => {
  it('stops the number at the first sign, with one alert, over a restart too', async () => {
    const world = await met();
    world.wire().outcomes.push({ how: 'stop', reason: '463' });
    const held = { ok: false, retry: true, reason: 'restricted' };
    expect(await world.deliver()).toMatchObject(held);
    expect(await world.deliver({ id: 'm2' })).toMatchObject(held);
    await world.channel().stop();
    expect(world.store.statuses.read(world.accountId)).toMatchObject({ state: 'restricted', reason: '463' });
    expect(world.wire().sent).toEqual([]);
    expect(world.alerts).toEqual([
      {
        ...{ accountId: world.accountId, creditorId: 1, phone: FIRM, kind: 'restricted', reason: '463' },
        at: world.clock.now(),
      },
    ]);
  });

  it('is not over because the connection stands', async () => {
    const world = await met();
    world.wire().outcomes.push({ how: 'stop', reason: '463' });
    await world.deliver();
    world.wire().env.events.status({ state: 'connecting' });
    world.wire().env.events.status({ state: 'linked' });
    expect(await world.deliver()).toMatchObject({ reason: 'restricted' });
    world.clock.advance(24 * 3_600_000 + 1);
    expect(await world.deliver()).toEqual({ ok: true });
  });

  it('is over when the transport says so, or the number is linked anew', async () => {
    const world = await met();
    const { status } = world.wire().env.events;
    status({ state: 'restricted', reason: '402' });
    expect(await world.deliver()).toMatchObject({ reason: 'restricted' });
    status({ state: 'linked' });
    expect(await world.deliver()).toEqual({ ok: true });
    world.wire().outcomes.push({ how: 'stop', reason: '463' });
    expect(await world.deliver({ id: 'm2' })).toMatchObject({ reason: 'restricted' });
    status({ state: 'linking' });
    status({ state: 'linked' });
    expect(await world.deliver({ id: 'm2' })).toEqual({ ok: true });
  });

  it('leaves what debtors write answered by a turn', async () => {
    const world = await met();
    world.wire().env.events.status({ state: 'restricted', reason: '402' });
    world.wire().arrive(ANDI, { text: 'masih ada?' });
    await eventually(() => world.host.heard('wa-1').length === 2, 'the turn');
  });
});

describe('receipts', () => {
  it('are told once each and never go back', async () => {
    const world = await met();
    const message = { conversationId: 5, seq: 2 };
    await world.deliver({ message });
    const messageId = world.wire().sent[0]!.id;
    const { receipt } = world.wire().env.events;
    receipt({ messageId, state: 'read', at: 2_000 });
    receipt({ messageId, state: 'delivered', at: 1_000 });
    receipt({ messageId, state: 'read', at: 3_000 });
    receipt({ messageId: 'nobody', state: 'read', at: 1_000 });
    expect(world.host.receipts).toEqual([{ ...message, state: 'read', at: 2_000 }]);
  });

  it('find the message by the name Meta gave it, even before it is known', async () => {
    const world = await met({ transport: 'cloud' });
    const wire = world.wire();
    const message = { conversationId: 5, seq: 2 };
    const wamid = `wamid.${wireId('m1', 0)}`;
    wire.beforeSend = async () =>
      wire.env.events.receipt({ messageId: wamid, state: 'delivered', at: 1_000 });
    await world.deliver({ message });
    wire.env.events.receipt({ messageId: wamid, state: 'failed', at: 2_000, reason: '131047' });
    expect(world.host.receipts).toEqual([{ ...message, state: 'delivered', at: 1_000 }]);
    expect(world.store.sent.find(world.accountId, wireId('m1', 0))?.state).toBe('delivered');
  });

  it('of a failure after all say why in one word', async () => {
    const world = await met({ transport: 'cloud' });
    const wire = world.wire();
    for (const [id, reason] of Object.entries({ m1: '131047', m2: '131026', m3: '999' })) {
      await world.deliver({ id, message: { conversationId: 5, seq: 2 } });
      wire.env.events.receipt({ messageId: `wamid.${wireId(id, 0)}`, state: 'failed', at: 1, reason });
    }
    expect(world.host.receipts.map(({ reason }) => reason)).toEqual([
      'outside_window',
      'not_on_whatsapp',
      'refused',
    ]);
  });
});
