import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { temporaryWhatsAppStore } from '../support/whatsapp-store.ts';
import { FileOfNumbers, OUR_PHONE, OurNumber, rememberCreds } from './our-number.ts';
import { LoopbackWhatsApp } from './server/index.ts';

let server: LoopbackWhatsApp;
beforeAll(async () => {
  server = await LoopbackWhatsApp.start();
});
afterAll(() => server.stop());

describe('LIDs of numbers on file', () => {
  it('are asked for ahead, ten at a time with pauses, and kept', async () => {
    const there = Array.from({ length: 23 }, (_, i) => `+62812000000${String(i).padStart(2, '0')}`);
    for (const phone of there) await server.newPhone(phone, { offline: true });
    const absent = '+6281299999999';
    const directory = new FileOfNumbers([...there, absent]);
    const store = temporaryWhatsAppStore();
    rememberCreds(store, await server.linkedCreds(OUR_PHONE));
    const ours = await OurNumber.start(store, { surroundings: server.surroundings(), directory });
    await eventually(() => directory.learntLids.size === 24, 'every number to be resolved');
    for (const phone of there) expect(directory.learntLids.get(phone)).toBe(server.lid(phone));
    expect(directory.learntLids.get(absent)).toBeNull();
    await eventually(() => ours.told.pauses.length === 3, 'a pause after each batch');
    // Baileys has them too, and need not ask before it sends.
    expect(ours.told.learnt.map(({ phone }) => phone).sort()).toEqual(there);
    await ours.stop();
    store.close();
  });

  it('asks nothing more once the number is restricted', async () => {
    const directory = new FileOfNumbers(['+6281299999999']);
    const store = temporaryWhatsAppStore();
    rememberCreds(store, await server.linkedCreds(OUR_PHONE));
    store.statuses.write(7, { state: 'restricted', reason: 'code_463' }, Date.now());
    const ours = await OurNumber.start(store, { surroundings: server.surroundings(), directory });
    while (!(await ours.transport.health()).ok) await new Promise((resolve) => setImmediate(resolve));
    expect(ours.states).toEqual(['restricted code_463']);
    expect(directory.learntLids.size).toBe(0);
    const sent = await ours.transport.send({ phone: '+6281299999999' }, { kind: 'text', text: 'halo' }, 'M1');
    expect(sent.how).toBe('stop');
    await ours.stop();
    store.close();
  });
});
