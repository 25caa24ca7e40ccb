import { afterEach, describe, expect, it } from 'vitest';
import { faultOf } from '../../../src/channels/whatsapp/cloud/errors.ts';
import { eventually } from '../../support/eventually.ts';
import { type CloudWorld, cloudWorld } from './world.ts';

const HERS = '+6281234567890';
const TEXT = { kind: 'text', text: 'halo' } as const;
let world: CloudWorld;
afterEach(() => world.close());

async function arrange(options: Parameters<typeof cloudWorld>[0] = {}) {
  world = await cloudWorld(options);
  const { office, meta } = world;
  const hers = meta.debtor({ phone: HERS });
  await hers.writes(office.number, 'halo');
  const send = (messageId: string) => office.transport.send({ phone: HERS }, TEXT, messageId);
  return { office, hers, send, number: office.number };
}

describe('what Meta refuses', () => {
  it.each([
    [131047, 'window', 'outside_window'],
    [131026, 'final', 'not_on_whatsapp'],
    [131051, 'final', 'invalid'],
    [131049, 'final', 'withheld'],
    [132015, 'final', 'template'],
    [131000, 'retry', 'unavailable'],
    [131016, 'retry', 'unavailable'],
    [2, 'retry', 'unavailable'],
    [131056, 'retry', 'rate'],
    [130429, 'retry', 'rate'],
    [80007, 'retry', 'rate'],
    [4, 'retry', 'rate'],
    [131031, 'stop', 'locked'],
    [368, 'stop', 'policy'],
    [131048, 'stop', 'spam'],
    [190, 'stop', 'token'],
    [10, 'stop', 'permission'],
    [230, 'stop', 'permission'],
    [131042, 'final', 'payment'],
    [999999, 'final', 'refused'],
  ])('%i -> %s (%s)', async (code, how, reason) => {
    const { send, hers } = await arrange();
    world.meta.next({ code });
    expect(await send('a')).toEqual({ how, reason });
    expect(hers.received).toEqual([]);
    expect(JSON.stringify(world.logged)).not.toContain(HERS.slice(1));
  });

  it('codes nobody has written down are judged by their HTTP status', () => {
    const unknown = (http: number, transient = false) => faultOf({ code: 987, http, transient });
    expect(unknown(429)).toMatchObject({ how: 'retry', pause: { of: 'number' } });
    expect(unknown(503).how).toBe('retry');
    expect(unknown(400, true).how).toBe('retry');
    expect(unknown(401)).toMatchObject({ how: 'stop', state: 'misconfigured' });
    expect(unknown(400)).toEqual({ how: 'final', reason: 'refused' });
  });

  it('a restriction stops everything for an hour at least, whatever the number says of itself', async () => {
    const { send, office } = await arrange();
    world.meta.next({ code: 131031 });
    await send('a');
    expect(office.statuses).toEqual([{ state: 'restricted', reason: 'locked' }]);
    const calls = world.meta.calls.length;
    expect(await send('b')).toEqual({ how: 'stop', reason: 'locked' });
    expect(world.meta.calls).toHaveLength(calls);
    expect(await office.transport.health()).toEqual({ ok: false, reason: 'restricted' });
    world.clock.advance(3_600_000);
    expect(await office.transport.health()).toMatchObject({ ok: true });
    expect(await send('b')).toMatchObject({ how: 'accepted' });
  });

  it('an expired token stops it until a question is answered again', async () => {
    const { send, office, number } = await arrange();
    number.tokenValid = false;
    expect(await send('a')).toEqual({ how: 'stop', reason: 'token' });
    expect(office.statuses).toEqual([{ state: 'misconfigured', reason: 'token' }]);
    expect(await office.transport.health()).toEqual({ ok: false, reason: 'token' });
    number.tokenValid = true;
    expect(await office.transport.health()).toMatchObject({ ok: true });
    expect(await send('a')).toMatchObject({ how: 'accepted' });
    expect(office.statuses.at(-1)).toEqual({ state: 'linked' });
  });

  it('a rate limit makes the number wait, a pair’s only that person', async () => {
    const { send, office } = await arrange();
    const other = world.meta.debtor({ phone: '+6281355501234' });
    await other.writes(office.number, 'halo');
    const toOther = () => office.transport.send({ phone: other.phone! }, TEXT, 'other');
    world.meta.next({ code: 131056 });
    await send('a');
    expect(await send('a')).toEqual({ how: 'offline', reason: 'rate' });
    expect(await toOther()).toMatchObject({ how: 'accepted' });
    world.clock.advance(6_000);
    world.meta.next({ code: 130429 });
    await send('a');
    expect(await office.transport.send({ phone: other.phone! }, TEXT, 'more')).toEqual({
      ...{ how: 'offline', reason: 'rate' },
    });
    world.clock.advance(5_000);
    expect(await send('a')).toMatchObject({ how: 'accepted' });
  });
});

describe('what is not answered', () => {
  it('a Graph API that cannot be reached is offline, which does not count as a try', async () => {
    const { send } = await arrange();
    await world.meta.close();
    expect(await send('a')).toMatchObject({ how: 'offline', reason: 'ECONNREFUSED' });
  });

  it.each(['hangs_up', 'gateway'] as const)('%s: tried again, and received once', async (mood) => {
    const { send, hers } = await arrange();
    world.meta.next(mood);
    expect(await send('a')).toEqual({ how: 'retry', reason: 'unknown_outcome' });
    expect(await send('a')).toMatchObject({ how: 'accepted' });
    expect(hers.received).toHaveLength(1);
  });

  it.each(['hangs_up_after', 'garbage', 'silent'] as const)(
    '%s: the status that comes meanwhile settles it',
    async (mood) => {
      const { send, hers, number, office } = await arrange({
        timing: { sendMs: mood === 'silent' ? 200 : 5_000, settleMs: 15_000 },
      });
      world.meta.next(mood);
      const outcome = send('ours');
      const { id } = await hers.receives(1);
      await eventually(() => world.logged.some(({ message }) => message.includes('no answer')), 'the wait');
      await number.status(id, 'sent');
      expect(await outcome).toEqual({ how: 'accepted', messageId: id });
      expect(world.store.sent.find(office.account.id, 'ours')?.state).toBe('accepted');
      expect(await send('ours')).toMatchObject({ how: 'accepted' });
      expect(hers.received).toHaveLength(1);
    },
  );

  it('a status that comes later, even after a crash, keeps the next try from doubling it', async () => {
    const { send, hers, number, office } = await arrange();
    world.meta.next('hangs_up_after');
    expect(await send('ours')).toEqual({ how: 'retry', reason: 'unknown_outcome' });
    const { id } = await hers.receives(1);
    await number.status(id, 'delivered');
    expect(office.receipts).toMatchObject([{ messageId: 'ours', state: 'delivered' }]);
    expect(await send('ours')).toMatchObject({ how: 'accepted' });
    expect(hers.received).toHaveLength(1);
    expect(world.store.sent.find(office.account.id, id)?.state).toBe('accepted');
  });

  it('a status that says it failed settles it as what it is', async () => {
    const { send, number, hers } = await arrange({ timing: { settleMs: 15_000 } });
    world.meta.next('garbage');
    const outcome = send('ours');
    const { id } = await hers.receives(1);
    await number.status(id, 'failed', 131047);
    expect(await outcome).toEqual({ how: 'window', reason: 'outside_window' });
  });
});

describe('statuses', () => {
  it('come in any order, carry our id, and are told as they are', async () => {
    const { send, number, office } = await arrange();
    const outcome = await send('ours');
    const id = outcome.how === 'accepted' ? outcome.messageId : '';
    for (const status of ['read', 'delivered', 'sent', 'played', 'warning']) await number.status(id, status);
    expect(office.receipts.map(({ messageId, state }) => [messageId, state])).toEqual([
      ['ours', 'read'],
      ['ours', 'delivered'],
      ['ours', 'read'],
    ]);
    expect(office.receipts[0]?.at).toBe(world.clock.now());
  });

  it('a failure after acceptance tells Meta’s code, and a restriction stops the number', async () => {
    const { send, number, office } = await arrange({ lateErrors: true });
    await office.transport.stop();
    office.transport.start();
    await eventually(() => office.statuses.at(-1)?.state === 'linked', 'the number to be linked');
    world.clock.advance(24 * 3600_000 + 1);
    await send('late');
    await eventually(() => office.receipts[0], 'the failure');
    expect(office.receipts).toMatchObject([{ messageId: 'late', state: 'failed', reason: '131047' }]);
    const outcome = await send('more');
    await number.status(outcome.how === 'accepted' ? outcome.messageId : '', 'failed', 131031);
    expect(office.statuses.at(-1)).toEqual({ state: 'restricted', reason: 'locked' });
  });

  it('without callback data Meta’s id is what is told: the channel knows whether it is one of ours', async () => {
    const { number, office, send } = await arrange();
    await send('ours');
    const { statusOf, change, post } = number;
    await post([
      change({ statuses: [statusOf('wamid.x', 'delivered'), statusOf('wamid.y', 'failed', 131026)] }),
    ]);
    expect(office.receipts).toMatchObject([
      { messageId: 'wamid.x', state: 'delivered' },
      { messageId: 'wamid.y', state: 'failed', reason: '131026' },
    ]);
  });
});

describe('taken, then failed for the pace', () => {
  async function lateRate(options: Parameters<typeof cloudWorld>[0] = {}) {
    const all = await arrange({ start: true, pause: async () => undefined, ...options });
    const outcome = await all.send('ours');
    const first = outcome.how === 'accepted' ? outcome.messageId : '';
    return { ...all, first };
  }

  it('it goes once more, under our id, and its statuses are the message’s', async () => {
    const { number, hers, office, first } = await lateRate();
    await number.status(first, 'failed', 131056);
    const second = await hers.receives(2);
    expect([second.callback, second.text]).toEqual(['ours', 'halo']);
    await number.status(second.id, 'read');
    expect(office.receipts).toMatchObject([{ messageId: 'ours', state: 'read' }]);
    expect(world.store.sent.find(office.account.id, second.id)?.content?.toString()).toBe('{"of":"ours"}');
  });

  it('three times, then it has failed', async () => {
    const { number, hers, office, first } = await lateRate();
    await number.status(first, 'failed', 131056);
    for (const nth of [2, 3, 4]) await number.status((await hers.receives(nth)).id, 'failed', 131056);
    expect(hers.received).toHaveLength(4);
    expect(office.receipts).toMatchObject([{ messageId: 'ours', state: 'failed', reason: '131056' }]);
  });

  it('what waits when the number stops has failed', async () => {
    const { number, office, first } = await lateRate({ pause: () => new Promise(() => undefined) });
    await number.status(first, 'failed', 130429);
    expect(office.receipts).toEqual([]);
    await office.transport.stop();
    expect(office.receipts).toMatchObject([{ messageId: 'ours', state: 'failed', reason: '130429' }]);
  });

  it('a refusal of the second try is told as what it is', async () => {
    const { number, office, first } = await lateRate();
    world.meta.next({ code: 131026 });
    await number.status(first, 'failed', 131000);
    await eventually(() => office.receipts[0], 'the failure');
    expect(office.receipts).toMatchObject([{ messageId: 'ours', state: 'failed', reason: '131026' }]);
  });
});

describe('health', () => {
  it.each([
    ['status', 'BANNED', 'banned', 'banned'],
    ['status', 'RESTRICTED', 'restricted', 'restricted'],
    ['status', 'DISCONNECTED', 'misconfigured', 'not_registered'],
    ['display_phone_number', '+62 21-999', 'misconfigured', 'other_number'],
  ])('%s %s -> %s', async (field, value, state, reason) => {
    const { office, number } = await arrange();
    number.profile[field] = value;
    expect(await office.transport.health()).toEqual({ ok: false, reason });
    expect(office.statuses).toEqual([{ state, reason }]);
  });

  it.each([
    ['quality_rating', 'RED', 'low_quality'],
    ['name_status', 'DECLINED', 'display_name'],
    ['status', 'RATE_LIMITED', 'rate_limited'],
  ])('%s %s is a warning, answers go on', async (field, value, reason) => {
    const { office, number, send } = await arrange();
    number.profile[field] = value;
    expect(await office.transport.health()).toMatchObject({ ok: true });
    expect(office.statuses).toEqual([{ state: 'linked', reason }]);
    expect(await send('a')).toMatchObject({ how: 'accepted' });
  });

  it('a number id that is not ours is a setting to mend; start goes on asking until it is answered', async () => {
    const { office, number } = await arrange();
    number.tokenValid = false;
    office.transport.start();
    await eventually(() => office.statuses.at(-1)?.state === 'misconfigured', 'the refusal');
    number.tokenValid = true;
    await eventually(() => office.statuses.at(-1)?.state === 'linked', 'the number to be linked');
    expect(office.statuses[0]).toEqual({ state: 'connecting' });
  });
});
