import { describe, expect, it } from 'vitest';
import { serveLinkWish } from '../../src/channels/whatsapp/baileys/index.ts';
import { createLease } from '../../src/channels/whatsapp/baileys/lease.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryWhatsAppStore } from '../support/whatsapp-store.ts';
import { ACCOUNT_ID, numberEnv, OUR_PHONE, OurNumber, rememberCreds } from './our-number.ts';
import { Program } from './programs/run.ts';
import { LoopbackWhatsApp } from './server/index.ts';

async function linkedStore(server: LoopbackWhatsApp) {
  const store = temporaryWhatsAppStore();
  rememberCreds(store, await server.linkedCreds(OUR_PHONE));
  return store;
}

describe('the lease of a number', () => {
  it('is one holder’s; it is renewed, and another has it once it ran out', () => {
    const store = temporaryWhatsAppStore();
    const { env } = numberEnv(store);
    let now = 1_000_000;
    const clock = { now: () => now };
    const one = createLease({ ...env, clock });
    const two = createLease({ ...env, clock });
    expect(one.keep()).toBe(true);
    expect(two.keep()).toBe(false);
    for (let i = 0; i < 5; i++) {
      now += 20_000;
      expect(one.keep()).toBe(true);
      expect(two.keep()).toBe(false);
    }
    // The first froze.
    now += 40_000;
    expect(two.keep()).toBe(true);
    expect(one.keep()).toBe(false);
    two.release();
    now += 2_000;
    expect(one.keep()).toBe(true);
    store.close();
  });

  it('keeps a second process away, which takes over the moment the first was killed', async () => {
    const server = await LoopbackWhatsApp.start();
    const store = await linkedStore(server);
    const first = await Program.start('one-number', store.file, server.webSocketUrl);
    await first.says('status linked');
    const second = await OurNumber.start(store, { surroundings: server.surroundings() });
    await eventually(() => second.status?.state === 'replaced', 'the second to wait');
    expect(second.states).toEqual(['replaced other_process']);
    const phone = await server.newPhone('+6281234567890');
    await phone.say('untuk yang pertama');
    await first.says('arrived 1');
    expect(first.output).not.toMatch(/replaced|connecting connection/);
    await first.kill();
    await eventually(() => second.status?.state === 'linked', 'the second to take over');
    await phone.say('untuk yang kedua');
    await eventually(() => store.inbox.waiting(ACCOUNT_ID, 9).length === 2, 'both messages');
    await second.stop();
    await server.stop();
    store.close();
  });

  it('passes on without a gap when its holder stops', async () => {
    const server = await LoopbackWhatsApp.start();
    const store = await linkedStore(server);
    const first = await OurNumber.start(store, { surroundings: server.surroundings() });
    await eventually(() => first.status?.state === 'linked', 'the first');
    const second = await OurNumber.start(store, { surroundings: server.surroundings() });
    await eventually(() => second.status?.state === 'replaced', 'the second to wait');
    await first.stop();
    await eventually(() => second.status?.state === 'linked', 'the second');
    expect(second.states).toEqual(['replaced other_process', 'connecting', 'linked']);
    await second.stop();
    expect(store.leases.holder(ACCOUNT_ID, Date.now())).toBeUndefined();
    await server.stop();
    store.close();
  });

  it('ends the connection of a process that lost it', async () => {
    const server = await LoopbackWhatsApp.start();
    const store = await linkedStore(server);
    let later = 0;
    const clock = { now: () => Date.now() + later };
    const ours = await OurNumber.start(store, { surroundings: server.surroundings(), clock });
    await eventually(() => ours.status?.state === 'linked', 'linked');
    // As after a suspended machine: the time is over, and somebody else was quicker.
    const { holder } = store.leases.holder(ACCOUNT_ID, Date.now())!;
    store.leases.release(ACCOUNT_ID, holder);
    const other = store.leases.take(ACCOUNT_ID, 'another', Date.now(), Date.now() + 60_000);
    expect(other).toBe('held');
    later = 20_000;
    await eventually(() => ours.status?.state === 'replaced', 'the connection to end');
    expect(await ours.transport.health()).toEqual({ ok: false, reason: 'offline' });
    store.leases.release(ACCOUNT_ID, 'another');
    later = 40_000;
    await eventually(() => ours.status?.state === 'linked', 'the connection to be back');
    await ours.stop();
    await server.stop();
    store.close();
  });

  it('sends the command line to the server that has the number', async () => {
    const store = temporaryWhatsAppStore();
    const { env } = numberEnv(store);
    store.leases.take(ACCOUNT_ID, 'a server', Date.now(), Date.now() + 60_000);
    expect(await serveLinkWish(env, 'qr')).toEqual({ ok: false, reason: 'held' });
    expect(store.links.read(ACCOUNT_ID)).toBeUndefined();
    store.close();
  });
});
