import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isLinked, readCreds } from '../../src/channels/whatsapp/baileys/auth-state.ts';
import { serveLinkWish } from '../../src/channels/whatsapp/baileys/index.ts';
import { loadBaileys } from '../../src/channels/whatsapp/baileys/load.ts';
import type { WhatsAppStore } from '../../src/channels/whatsapp/store.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryWhatsAppStore } from '../support/whatsapp-store.ts';
import { ACCOUNT_ID, type NumberOptions, numberEnv, OUR_PHONE, OurNumber } from './our-number.ts';
import type { OwnerPhone } from './phone/owner-phone.ts';
import { LoopbackWhatsApp } from './server/index.ts';

const lib = await loadBaileys();
let server: LoopbackWhatsApp;
let store: WhatsAppStore;
let ours: OurNumber;
let owner: OwnerPhone;

beforeEach(async () => {
  server = await LoopbackWhatsApp.start();
  owner = await server.ownerPhone(OUR_PHONE);
  store = temporaryWhatsAppStore();
});

afterEach(async () => {
  await ours?.stop();
  await server.stop();
  store.close();
});

async function start(options: NumberOptions = {}): Promise<void> {
  ours = await OurNumber.start(store, {
    ...options,
    surroundings: { ...server.surroundings(), ...options.surroundings },
  });
}

const row = () => store.links.read(ACCOUNT_ID);
const reached = (state: string) => eventually(() => ours.states.at(-1) === state, `it to be ${state}`);
const shown = () => eventually(() => row()?.state === 'showing' && row()?.show, 'something to show');

async function linkByQr(): Promise<void> {
  ours.wish('qr');
  await owner.scan(await shown());
  await reached('linked');
}

describe('linking a number', () => {
  it('waits unlinked, without a connection, until somebody wishes it', async () => {
    await start();
    await reached('unlinked');
    expect(await ours.transport.health()).toEqual({ ok: false, reason: 'offline' });
    const sent = await ours.transport.send({ phone: '+6281234567890' }, { kind: 'text', text: 'x' }, 'M1');
    expect(sent.how).toBe('offline');
  });

  it('by QR code: shown with its time, scanned, linked, and a message comes through', async () => {
    await start();
    ours.wish('qr');
    const qr = await shown();
    expect(qr).toMatch(/^https:\/\/wa\.me\/settings\/linked_devices#/);
    expect(row()!.expiresAt! - Date.now()).toBeGreaterThan(30_000);
    await owner.scan(qr);
    await reached('linked');
    await eventually(() => row()?.state === 'done', 'the wish to be done');
    expect(row()?.show).toBeUndefined();
    expect(ours.states.filter((state) => state !== 'unlinked')).toEqual(['linking', 'connecting', 'linked']);
    expect(isLinked(readCreds(lib, ours.env)!)).toBe(true);
    const phone = await server.newPhone('+6281234567890');
    await phone.say('halo');
    await eventually(() => store.inbox.waiting(ACCOUNT_ID, 9).length === 1, 'the message');
    await ours.stop();
    await start();
    await reached('linked');
    expect(server.linkedDevices(OUR_PHONE)).toBe(1);
  });

  it('by pairing code, asked for once', async () => {
    await start();
    ours.wish('code');
    const code = await shown();
    expect(code).toMatch(/^[1-9A-HJ-NP-TV-Z]{8}$/);
    await owner.enterCode(code);
    await reached('linked');
    await eventually(() => row()?.state === 'done', 'the wish to be done');
    expect(server.linkedDevices(OUR_PHONE)).toBe(1);
  });

  it('renews the QR text, and gives up when WhatsApp has no more of them: no loop', async () => {
    await start({ surroundings: { qrMs: 60 } });
    ours.wish('qr');
    const texts = new Set<string>();
    await eventually(() => {
      const now = row();
      if (now?.show) texts.add(now.show);
      return now?.state === 'failed';
    }, 'the wish to fail');
    expect(row()).toMatchObject({ state: 'failed', reason: 'expired' });
    expect(texts.size).toBeGreaterThan(1);
    await reached('unlinked expired');
    expect(ours.states.filter((state) => state === 'linking')).toHaveLength(1);
    // The next wish begins with new keys.
    ours.wish('qr');
    await owner.scan(await shown()).catch(() => {});
  });

  it('forgets a pairing code nobody typed in before it tries again', async () => {
    await start({ surroundings: { qrMs: 60 } });
    ours.wish('code');
    await eventually(() => row()?.state === 'failed', 'the code to expire');
    await ours.stop();
    await start();
    await linkByQr();
    expect(server.linkedDevices(OUR_PHONE)).toBe(1);
  });

  it('serves the newer wish where two were made', async () => {
    await start();
    ours.wish('qr');
    const qr = await shown();
    ours.wish('code');
    const code = await eventually(() => row()?.show !== qr && row()?.show, 'the code');
    expect(code).toHaveLength(8);
    await owner.enterCode(code);
    await reached('linked');
  });

  it('refuses a phone of another number, and leaves its list of devices', async () => {
    await start();
    const stranger = await server.ownerPhone('+62215550999');
    ours.wish('qr');
    await stranger.scan(await shown()).catch(() => {});
    await eventually(() => row()?.state === 'failed', 'the wish to fail');
    expect(row()).toMatchObject({ reason: 'other_number' });
    await reached('unlinked other_number');
    expect(store.auth.creds(ACCOUNT_ID)).toBeUndefined();
    await eventually(() => server.linkedDevices('+62215550999') === 0, 'the device to be gone');
  });

  it('tells the person when WhatsApp cannot be reached', async () => {
    await start();
    for (let i = 0; i < 5; i++) server.failUpgrade(503);
    ours.wish('qr');
    await eventually(() => row()?.state === 'failed', 'the wish to fail');
    expect(row()).toMatchObject({ reason: 'no_connection' });
  });

  it('says so when there is nothing to do', async () => {
    await start();
    await linkByQr();
    ours.wish('code');
    await eventually(() => row()?.state === 'done', 'the wish to be done');
    expect(row()).toMatchObject({ method: 'code', reason: 'already_linked' });
    expect(ours.status).toEqual({ state: 'linked' });
  });

  it('marks what a process that died had begun', async () => {
    store.links.request(ACCOUNT_ID, 'qr', Date.now());
    store.links.update(ACCOUNT_ID, { state: 'showing', show: 'a QR text' }, Date.now());
    await start();
    await eventually(() => row()?.state === 'failed', 'the old wish');
    expect(row()).toMatchObject({ reason: 'interrupted' });
    await reached('unlinked');
  });
});

describe('a device that was sent away', () => {
  it('by the phone: the keys are gone, and linking again is as the first time', async () => {
    await start();
    await linkByQr();
    await owner.unlinkAll();
    await reached('unlinked logged_out');
    expect(store.auth.creds(ACCOUNT_ID)).toBeUndefined();
    await linkByQr();
    const phone = await server.newPhone('+6281234567890');
    await phone.say('halo');
    await eventually(() => store.inbox.waiting(ACCOUNT_ID, 9).length === 1, 'the message');
  });

  it('by a wish: at WhatsApp and here', async () => {
    await start();
    await linkByQr();
    ours.wish('unlink');
    await reached('unlinked unlinked');
    await eventually(() => row()?.state === 'done', 'the wish to be done');
    expect(row()?.reason).toBeUndefined();
    await eventually(() => server.linkedDevices(OUR_PHONE) === 0, 'the device to be gone');
    expect(store.auth.creds(ACCOUNT_ID)).toBeUndefined();
  });

  it('by a wish while WhatsApp is away: here alone, and said so', async () => {
    await start();
    await linkByQr();
    server.disconnect(OUR_PHONE, 440);
    await reached('replaced other_client');
    server.failUpgrade(503);
    ours.wish('unlink');
    await eventually(() => row()?.state === 'done', 'the wish to be done');
    expect(row()).toMatchObject({ reason: 'only_here' });
    expect(store.auth.creds(ACCOUNT_ID)).toBeUndefined();
  });
});

describe('the command line alone', () => {
  it('links and unlinks, lets go of the number, and writes down how it is', async () => {
    const { env } = numberEnv(store, { surroundings: server.surroundings() });
    const linking = serveLinkWish(env, 'qr');
    await owner.scan(await shown());
    expect(await linking).toMatchObject({ ok: true, row: { method: 'qr', state: 'done' } });
    expect(store.leases.holder(ACCOUNT_ID, Date.now())).toBeUndefined();
    expect(store.statuses.read(ACCOUNT_ID)).toMatchObject({ state: 'linked' });
    await start();
    await reached('linked');
    expect(await serveLinkWish(env, 'unlink')).toEqual({ ok: false, reason: 'held' });
    await ours.stop();
    expect(await serveLinkWish(env, 'unlink')).toMatchObject({ ok: true, row: { state: 'done' } });
    expect(server.linkedDevices(OUR_PHONE)).toBe(0);
    expect(store.statuses.read(ACCOUNT_ID)).toMatchObject({ state: 'unlinked', reason: 'unlinked' });
  });

  it('can be given up', async () => {
    const { env } = numberEnv(store, { surroundings: server.surroundings() });
    const stop = new AbortController();
    const linking = serveLinkWish(env, 'qr', stop.signal);
    await shown();
    stop.abort();
    expect(await linking).toMatchObject({ ok: true, row: { state: 'failed', reason: 'cancelled' } });
  });
});
