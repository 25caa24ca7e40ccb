import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WhatsAppStore } from '../../src/channels/whatsapp/store.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryWhatsAppStore } from '../support/whatsapp-store.ts';
import { ACCOUNT_ID, type NumberOptions, OUR_PHONE, OurNumber, rememberCreds } from './our-number.ts';
import type { DisconnectCode } from './server/faults.ts';
import { LoopbackWhatsApp } from './server/index.ts';
import { node } from './server/nodes.ts';
import { deliver, type World } from './server/world.ts';

let server: LoopbackWhatsApp;
let store: WhatsAppStore;
let ours: OurNumber;

beforeEach(async () => {
  server = await LoopbackWhatsApp.start();
  store = temporaryWhatsAppStore();
  rememberCreds(store, await server.linkedCreds(OUR_PHONE));
});

afterEach(async () => {
  await ours.stop();
  await server.stop();
  store.close();
});

const reached = (state: string) => eventually(() => ours.states.at(-1) === state, `it to be ${state}`);
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const texts = () => store.inbox.waiting(ACCOUNT_ID, 9).map(({ arrived }) => arrived.text);

async function startLinked(options: NumberOptions = {}): Promise<void> {
  ours = await OurNumber.start(store, { surroundings: server.surroundings(), ...options });
  await reached('linked');
  ours.told.statuses.length = 0;
  ours.told.pauses.length = 0;
}

describe('a linked number whose connection ends', () => {
  it.each([428, 500, 503] as DisconnectCode[])('comes back after a pause: %i', async (code) => {
    await startLinked();
    server.disconnect(OUR_PHONE, code);
    await reached('linked');
    expect(ours.states).toHaveLength(2);
    expect(ours.states[0]).toMatch(/^connecting /);
    expect(ours.told.pauses).toEqual([1000]);
    expect(server.records.logins).toHaveLength(2);
  });

  it('comes back at once after 515', async () => {
    await startLinked();
    server.disconnect(OUR_PHONE, 515);
    await reached('linked');
    expect(ours.told.pauses).toEqual([]);
  });

  it('waits longer after each failure, and never has two connections', async () => {
    await startLinked();
    for (const code of [503, 500, 428] as DisconnectCode[]) server.failNext(code);
    server.failNext(408);
    server.failUpgrade(403);
    server.disconnect(OUR_PHONE, 428);
    await reached('linked');
    expect(ours.told.pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000]);
    expect(server.records.logins).toHaveLength(2);
    expect(server.peakConnections(OUR_PHONE)).toBe(1);
    const phone = await server.newPhone('+6281234567890');
    await phone.say('masih di sana?');
    await eventually(() => texts().includes('masih di sana?'), 'the message');
  });

  it.each([
    [440, 'replaced other_client'],
    [403, 'banned forbidden'],
    [402, 'banned temporary_ban'],
    [405, 'outdated client_too_old'],
  ] as [DisconnectCode, string][])('stops after %i until a person comes', async (code, state) => {
    await startLinked();
    server.disconnect(OUR_PHONE, code);
    await reached(state);
    expect(ours.states).toEqual([state]);
    const outcome = await ours.transport.send({ phone: '+6281234567890' }, { kind: 'text', text: 'x' }, 'M1');
    expect(outcome.how).toBe(state.startsWith('banned') ? 'stop' : 'offline');
    expect(await ours.transport.health()).toEqual({ ok: false, reason: 'offline' });
    expect(server.records.logins).toHaveLength(1);
    // The person says so by wishing to link: the old keys may still be good.
    ours.wish('qr');
    await reached('linked');
    expect(ours.link).toMatchObject({ state: 'done' });
    expect(server.linkedDevices(OUR_PHONE)).toBe(1);
  });

  it.each([
    [401, 'logged_out'],
    [411, 'new_link_needed'],
  ] as [DisconnectCode, string][])('forgets its keys after %i', async (code, reason) => {
    await startLinked();
    server.disconnect(OUR_PHONE, code);
    await reached(`unlinked ${reason}`);
    expect(store.auth.creds(ACCOUNT_ID)).toBeUndefined();
    expect(store.auth.keys(ACCOUNT_ID, 'pre-key', ['1', '2', '3']).size).toBe(0);
  });

  it('is refused at login as it would be later: 401', async () => {
    server.failNext(401);
    ours = await OurNumber.start(store, { surroundings: server.surroundings() });
    await reached('unlinked logged_out');
    expect(ours.states).toEqual(['connecting', 'unlinked logged_out']);
  });

  it('stays banned over a restart without trying again', async () => {
    await startLinked();
    server.disconnect(OUR_PHONE, 403);
    await reached('banned forbidden');
    await ours.stop();
    ours = await OurNumber.start(store, { surroundings: server.surroundings() });
    const outcome = await ours.transport.send({ phone: '+6281234567890' }, { kind: 'text', text: 'x' }, 'M1');
    expect(outcome).toEqual({ how: 'stop', reason: 'forbidden' });
    expect(store.statuses.read(ACCOUNT_ID)).toMatchObject({ state: 'banned' });
    ours.wish('qr');
    await reached('linked');
    expect(server.records.logins).toHaveLength(2);
  });

  it('hands over what was still buffered when the line broke', async () => {
    await startLinked();
    const phone = await server.newPhone('+6281234567890');
    server.hold(OUR_PHONE);
    const words = ['satu', 'dua', 'tiga', 'empat'];
    for (const word of words) await phone.say(word);
    server.dropAfter(2, OUR_PHONE);
    server.release(OUR_PHONE);
    await eventually(() => texts().length === 4, 'all four');
    expect(texts().sort()).toEqual([...words].sort());
  });
});

describe('health', () => {
  it('is an answer of WhatsApp, and a line that has gone dead is given up', async () => {
    await startLinked({ policy: { healthWithinMs: 1000 } });
    expect(await ours.transport.health()).toMatchObject({ ok: true });
    server.silence(OUR_PHONE);
    expect(await ours.transport.health()).toEqual({ ok: false, reason: 'no_answer' });
    // Nothing has told us that it is dead: to a socket it is as open as ever.
    expect(ours.states).toEqual([]);
    expect(await ours.transport.health()).toEqual({ ok: false, reason: 'no_answer' });
    await reached('linked');
    expect(await ours.transport.health()).toMatchObject({ ok: true });
  });
});

describe('a restriction', () => {
  it('outlives connections and restarts; a wish to link clears it', async () => {
    await startLinked();
    server.ackError(463);
    const phone = await server.newPhone('+6281234567890');
    await phone.say('halo');
    await eventually(() => texts().includes('halo'), 'the message');
    const to = { phone: phone.number, lid: phone.lid };
    const refused = await ours.transport.send(to, { kind: 'text', text: 'halo juga' }, 'OUR1');
    expect(refused.how).toBe('stop');
    await eventually(() => ours.status?.state === 'restricted', 'restricted');
    const before = server.accepted.length;
    server.disconnect(OUR_PHONE, 428);
    await eventually(() => server.records.logins.filter(({ device }) => device !== 0).length === 2, 'back');
    await ours.stop();
    ours = await OurNumber.start(store, { surroundings: server.surroundings() });
    await eventually(() => ours.status?.state === 'restricted', 'still restricted');
    const again = await ours.transport.send(to, { kind: 'text', text: 'halo lagi' }, 'OUR2');
    expect(again.how).toBe('stop');
    expect(server.accepted).toHaveLength(before);
    ours.wish('qr');
    await reached('linked');
    await eventually(() => ours.link?.state === 'done', 'the wish');
    const sent = await ours.transport.send(to, { kind: 'text', text: 'kami kembali' }, 'OUR3');
    expect(sent.how).toBe('accepted');
    await phone.waitForMessage(/kami kembali/);
  });

  it('is taken from WhatsApp itself, before any message was refused', async () => {
    await startLinked();
    const { world } = server as unknown as { world: World };
    const [device] = [...world.accounts.ofPhone(OUR_PHONE)!.devices.values()].filter(({ id }) => id !== 0);
    const data = {
      xwa2_notify_account_reachout_timelock: { is_active: true, enforcement_type: 'BIZ_QUALITY' },
    };
    const update = node('update', { op_name: 'NotificationUserReachoutTimelockUpdate' }, json({ data }));
    const from = '@s.whatsapp.net';
    deliver(device!, node('notification', { from, type: 'mex', id: 'T1', t: '1' }, [update]));
    await reached('restricted reachout_timelock');
    const sent = await ours.transport.send({ phone: '+6281234567890' }, { kind: 'text', text: 'x' }, 'M1');
    expect(sent).toEqual({ how: 'stop', reason: 'reachout_timelock' });
  });
});
