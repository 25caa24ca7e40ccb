import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Arrived } from '../../src/channels/whatsapp/ports.ts';
import { temporaryWhatsAppStore } from '../support/whatsapp-store.ts';
import { ACCOUNT_ID, OUR_PHONE, OurNumber, rememberCreds } from './our-number.ts';
import type { Phone } from './phone/phone.ts';
import { LoopbackWhatsApp } from './server/index.ts';

let server: LoopbackWhatsApp;
let store: ReturnType<typeof temporaryWhatsAppStore>;
let ours: OurNumber;
let count = 0;

// One linked device for all: each further one is written to by every phone.
beforeAll(async () => {
  server = await LoopbackWhatsApp.start();
  store = temporaryWhatsAppStore();
  rememberCreds(store, await server.linkedCreds(OUR_PHONE));
  ours = await OurNumber.start(store, { surroundings: server.surroundings() });
});
afterAll(async () => {
  await ours.stop();
  store.close();
  await server.stop();
});
// What a test has seen is done.
afterEach(() => {
  store.inbox.done(
    store.inbox.waiting(ACCOUNT_ID, 200).map((one) => one.id),
    Date.now(),
  );
});

const inbox = () => store.inbox.waiting(ACCOUNT_ID, 200).map((one) => one.arrived);
const arrived = (fits: (one: Arrived) => boolean) =>
  vi.waitUntil(() => inbox().find(fits), { timeout: 10_000, interval: 10 });
const debtor = (options?: Parameters<LoopbackWhatsApp['newPhone']>[1]) => {
  count += 1;
  return server.newPhone(`+62812000${String(count).padStart(5, '0')}`, options);
};
const settled = () =>
  vi.waitUntil(() => store.journal.open(ACCOUNT_ID).length === 0, { timeout: 10_000, interval: 10 });

describe('who writes', () => {
  it('is known by both ids where WhatsApp tells both', async () => {
    const phone = await debtor();
    const id = await phone.say('tagihan saya berapa ya');
    expect(await arrived((one) => one.id === id)).toEqual({
      id,
      party: { lid: phone.lid, phone: phone.number },
      at: expect.any(Number),
      author: 'debtor',
      kind: 'text',
      text: 'tagihan saya berapa ya',
    });
    expect(ours.told.arrivals).toBeGreaterThan(0);
  });

  it('is known by the LID alone where the number is hidden', async () => {
    const phone = await debtor({ hidden: true });
    const id = await phone.say('halo');
    expect((await arrived((one) => one.id === id)).party).toEqual({ lid: phone.lid });
  });

  it('is known when addressed by number', async () => {
    const phone = await debtor({ addressing: 'pn' });
    const id = await phone.say('halo');
    expect((await arrived((one) => one.id === id)).party).toEqual({ lid: phone.lid, phone: phone.number });
  });

  it('may be the owner, on the firm’s own phone', async () => {
    const phone = await debtor();
    await phone.say('halo');
    const owner = await server.ownerPhone(OUR_PHONE);
    const id = await owner.say('Saya bantu langsung ya', { to: phone.number });
    expect(await arrived((one) => one.id === id)).toMatchObject({
      author: 'owner',
      kind: 'text',
      text: 'Saya bantu langsung ya',
      party: { phone: phone.number },
    });
    await owner.offline();
  });
});

describe('what is written', () => {
  let phone: Phone;
  beforeEach(async () => {
    phone = await debtor();
  });
  const firm = () => phone.address();

  it('while we are away is delivered when we are back, in order, once', async () => {
    await ours.stop();
    const ids: string[] = [];
    for (const text of ['satu', 'dua', 'tiga']) ids.push(await phone.say(text));
    ours = await OurNumber.start(store, { surroundings: server.surroundings() });
    await arrived((one) => one.id === ids[2]);
    expect(inbox().map((one) => one.text)).toEqual(['satu', 'dua', 'tiga']);
  });

  it('is complete though the line breaks in the middle of it, more than once', async () => {
    await ours.stop();
    const said = Array.from({ length: 24 }, (_, i) => `pesan ${i + 1}`);
    for (const text of said) await phone.say(text);
    const before = server.records.logins.filter((one) => one.phone === OUR_PHONE).length;
    for (const stanzas of [6, 12, 20]) server.dropAfter(stanzas, OUR_PHONE);
    ours = await OurNumber.start(store, { surroundings: server.surroundings() });
    await vi.waitUntil(() => server.waiting(OUR_PHONE) === 0, { timeout: 20_000, interval: 10 });
    await settled();
    expect(inbox().map((one) => one.text)).toEqual(said);
    expect(server.records.logins.filter((one) => one.phone === OUR_PHONE)).toHaveLength(before + 4);
  });

  it('may be corrected and deleted afterwards', async () => {
    const id = await phone.say('saya bayar 50 ribu');
    const key = { remoteJid: firm(), fromMe: true, id };
    await phone.relay(firm(), {
      protocolMessage: { key, type: 14, editedMessage: { conversation: 'saya bayar 500 ribu' } },
    });
    expect(await arrived((one) => one.kind === 'edit')).toMatchObject({
      target: id,
      text: 'saya bayar 500 ribu',
      author: 'debtor',
    });
    await phone.relay(firm(), { protocolMessage: { key, type: 0 } });
    expect(await arrived((one) => one.kind === 'delete')).toMatchObject({ target: id, text: '' });
    expect(inbox()).toHaveLength(3);
  });

  it('may answer to a message of ours', async () => {
    await phone.say('halo');
    const { how } = await ours.transport.send(
      { lid: phone.lid },
      { kind: 'text', text: 'Pilih 1 atau 2' },
      '3EB0AAAAAAAAAAAAAAAA01',
    );
    expect(how).toBe('accepted');
    const question = await phone.waitForMessage(/Pilih/);
    const id = await phone.say('yang pertama', { quoting: question });
    expect(await arrived((one) => one.id === id)).toMatchObject({
      text: 'yang pertama',
      quotes: '3EB0AAAAAAAAAAAAAAAA01',
      quotedText: 'Pilih 1 atau 2',
    });
  });

  it('reactions, settings and keys are settled without a word', async () => {
    const id = await phone.say('terima kasih');
    await arrived((one) => one.id === id);
    const key = { remoteJid: firm(), fromMe: true, id };
    await phone.relay(firm(), { reactionMessage: { key, text: '👍', senderTimestampMs: 1 } });
    await phone.relay(firm(), { protocolMessage: { type: 3, ephemeralExpiration: 86_400 } });
    const last = await phone.say('sudah');
    await arrived((one) => one.id === last);
    await settled();
    expect(inbox().map((one) => one.text)).toEqual(['terima kasih', 'sudah']);
  });

  it('an album is a header and pieces that name it', async () => {
    const head = await phone.relay(firm(), {
      albumMessage: { expectedImageCount: 2, expectedVideoCount: 0 },
    });
    const parentMessageKey = { remoteJid: firm(), fromMe: true, id: head };
    const photo = {
      mimetype: 'image/jpeg',
      directPath: '/v/x',
      mediaKey: Buffer.alloc(32, 1),
      url: 'https://x/',
    };
    for (const caption of ['depan', 'belakang']) {
      await phone.relay(firm(), {
        imageMessage: { ...photo, caption },
        messageContextInfo: { messageAssociation: { associationType: 1, parentMessageKey } },
      });
    }
    await arrived((one) => one.text === 'belakang');
    expect(inbox().map(({ kind, album }) => ({ kind, album }))).toEqual([
      { kind: 'other', album: { id: head, pieces: 2 } },
      { kind: 'media', album: { id: head } },
      { kind: 'media', album: { id: head } },
    ]);
  });

  it('comes through after the other side was installed anew', async () => {
    await phone.say('halo');
    await ours.transport.send({ lid: phone.lid }, { kind: 'text', text: 'Halo' }, '3EB0AAAAAAAAAAAAAAAA02');
    await phone.waitForMessage(/Halo/);
    await phone.wipe();
    await phone.online();
    const id = await phone.say('ponsel baru');
    expect(await arrived((one) => one.id === id)).toMatchObject({ text: 'ponsel baru' });
    expect(
      await ours.transport.send(
        { lid: phone.lid },
        { kind: 'text', text: 'Selamat' },
        '3EB0AAAAAAAAAAAAAAAA03',
      ),
    ).toMatchObject({ how: 'accepted' });
    await phone.waitForMessage(/Selamat/);
  });

  it('is told to be unreadable, and is read once it comes again', async () => {
    const before = await phone.say('halo');
    await arrived((one) => one.id === before);
    await ours.transport.send({ lid: phone.lid }, { kind: 'text', text: 'Ya' }, '3EB0AAAAAAAAAAAAAAAA04');
    await phone.waitForMessage(/Ya/);
    // Our keys for this phone are lost; it cannot hear yet that it should send again.
    store.auth.saveKeys(ACCOUNT_ID, [{ type: 'session', id: `${phone.lid}_1.0`, value: null }]);
    server.hold(phone.number);
    const id = await phone.say('sudah saya transfer');
    const unread = await arrived((one) => one.id === id);
    expect(unread).toMatchObject({ kind: 'undecryptable', text: '', party: { lid: phone.lid } });
    server.release(phone.number);
    await arrived((one) => one.id === id && one.text === 'sudah saya transfer');
    await settled();
    expect(inbox().map((one) => one.text)).toEqual(['halo', 'sudah saya transfer']);
  });

  it('and delivered twice is one message, whether it opened a session or not', async () => {
    const first = await phone.say('halo');
    await arrived((one) => one.id === first);
    await ours.transport.send({ lid: phone.lid }, { kind: 'text', text: 'Ya' }, '3EB0AAAAAAAAAAAAAAAA05');
    await phone.waitForMessage(/Ya/);
    const second = await phone.say('satu lagi');
    await arrived((one) => one.id === second);
    for (const id of [first, second]) server.redeliver(OUR_PHONE, id);
    const last = await phone.say('terakhir');
    await arrived((one) => one.id === last);
    await vi.waitUntil(() => server.waiting(OUR_PHONE) === 0, { timeout: 10_000, interval: 5 });
    expect(inbox().map((one) => one.text)).toEqual(['halo', 'satu lagi', 'terakhir']);
    const asked = server.records.receipts.filter((one) => one.type === 'retry' && one.ids.includes(second));
    expect(asked).toEqual([]);
  });

  it('twenty at once: nothing is lost or doubled', async () => {
    const phones = await Promise.all(Array.from({ length: 20 }, () => debtor()));
    const ids = await Promise.all(
      phones.flatMap((one) => [one.say('tagihan'), one.say('saya'), one.say('berapa')]),
    );
    await vi.waitUntil(() => inbox().length >= ids.length, { timeout: 20_000, interval: 20 });
    await settled();
    expect(
      inbox()
        .map((one) => one.id)
        .sort(),
    ).toEqual([...ids].sort());
  });
});
