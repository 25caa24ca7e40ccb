import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryWhatsAppStore } from '../support/whatsapp-store.ts';
import { ACCOUNT_ID, FileOfNumbers, OUR_PHONE, OurNumber, rememberCreds } from './our-number.ts';
import type { Phone } from './phone/phone.ts';
import { LoopbackWhatsApp } from './server/index.ts';

let server: LoopbackWhatsApp;
let store: ReturnType<typeof temporaryWhatsAppStore>;
let directory: FileOfNumbers;
let ours: OurNumber;
let phone: Phone;
let count = 0;

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 10_000, interval: 5 });
const linked = () => until(() => ours.status?.state === 'linked');
const newId = () => `3EB0${randomBytes(9).toString('hex').toUpperCase()}`;
const number = () => {
  count += 1;
  return `+62814000${String(count).padStart(5, '0')}`;
};
const send = (text: string, id = newId(), to = { lid: phone.lid, phone: phone.number }) =>
  ours.transport.send(to, { kind: 'text', text }, id);

beforeAll(async () => {
  server = await LoopbackWhatsApp.start();
  store = temporaryWhatsAppStore();
  directory = new FileOfNumbers();
  rememberCreds(store, await server.linkedCreds(OUR_PHONE));
  ours = await OurNumber.start(store, { surroundings: server.surroundings(), directory });
});
afterAll(async () => {
  await ours.stop();
  store.close();
  await server.stop();
});
beforeEach(async () => {
  await linked();
  phone = await server.newPhone(number());
});

describe('a text', () => {
  it('goes out under our id, and what becomes of it is told', async () => {
    const id = newId();
    expect(await send('Per 11 Maret 2026: Rp2.500.000', id)).toEqual({ how: 'accepted', messageId: id });
    const got = await phone.waitForMessage(/Rp2/);
    expect(got).toMatchObject({ id, text: 'Per 11 Maret 2026: Rp2.500.000' });
    await until(() => ours.told.receipts.some((one) => one.messageId === id && one.state === 'delivered'));
    await phone.read(got);
    await until(() => ours.told.receipts.some((one) => one.messageId === id && one.state === 'read'));
    expect(store.sent.find(ACCOUNT_ID, id)).toMatchObject({ state: 'accepted', chat: `lid:${phone.lid}` });
  });

  it('with an address in it is sent without asking that address for a preview', async () => {
    await send('lihat https://127.0.0.1:9/tagihan');
    const { raw } = await phone.waitForMessage(/lihat/);
    expect(raw.message?.extendedTextMessage).toMatchObject({ text: 'lihat https://127.0.0.1:9/tagihan' });
    expect(raw.message?.extendedTextMessage?.matchedText ?? null).toBeNull();
  });

  it('that was accepted is never sent again', async () => {
    const id = newId();
    await send('sekali saja', id);
    expect(await send('sekali saja', id)).toEqual({ how: 'accepted', messageId: id });
    expect(server.sent(phone.number)).toHaveLength(1);
    expect(server.accepted.filter((one) => one.id === id)).toHaveLength(1);
  });

  it('whose ack is lost goes out again under the same id, and is shown once', async () => {
    const id = newId();
    server.loseAck();
    expect(await send('jangan dobel', id)).toEqual({ how: 'retry', reason: 'connection_lost' });
    await until(() => ours.status?.state !== 'linked');
    await linked();
    expect(await send('jangan dobel', id)).toMatchObject({ how: 'accepted' });
    await phone.waitForMessage(/dobel/);
    expect(phone.received.filter((one) => one.text === 'jangan dobel')).toHaveLength(1);
  });

  it('that got lost goes out again', async () => {
    const id = newId();
    server.loseMessage();
    expect(await send('hilang', id)).toMatchObject({ how: 'retry' });
    expect(store.sent.find(ACCOUNT_ID, id)?.state).toBe('sending');
    await until(() => ours.status?.state !== 'linked');
    await linked();
    expect(await send('hilang', id)).toMatchObject({ how: 'accepted' });
    await phone.waitForMessage(/hilang/);
  });

  it('is encrypted anew for a phone that cannot open it', async () => {
    await phone.say('halo');
    await send('pertama');
    await phone.waitForMessage(/pertama/);
    await server.reinstall(phone, false);
    const id = newId();
    await send('kedua', id);
    expect(await phone.waitForMessage(/kedua/)).toMatchObject({ id });
  });
});

describe('a document', () => {
  const document = (bytes: Buffer) => ({
    kind: 'document' as const,
    bytes,
    fileName: 'INV-0231.pdf',
    mediaType: 'application/pdf',
    caption: 'Faktur Anda',
  });

  it('arrives as it is, with name and words', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(200_000)]);
    const sent = await ours.transport.send({ lid: phone.lid }, document(bytes), newId());
    expect(sent).toMatchObject({ how: 'accepted' });
    const got = await phone.waitForMessage(/Faktur/);
    const { documentMessage } = got.raw.message!.documentWithCaptionMessage?.message ?? got.raw.message!;
    expect(documentMessage).toMatchObject({ fileName: 'INV-0231.pdf', mimetype: 'application/pdf' });
    expect((await phone.download(got)).equals(bytes)).toBe(true);
  });

  it('is not uploaded again when it is tried again', async () => {
    const id = newId();
    const what = document(Buffer.from('%PDF-1.7 once'));
    server.loseMessage();
    expect(await ours.transport.send({ lid: phone.lid }, what, id)).toMatchObject({ how: 'retry' });
    const uploads = server.media.blobs.length;
    await until(() => ours.status?.state !== 'linked');
    await linked();
    expect(await ours.transport.send({ lid: phone.lid }, what, id)).toMatchObject({ how: 'accepted' });
    await phone.waitForMessage(/Faktur/);
    expect(server.media.blobs).toHaveLength(uploads);
  });
});

describe('first words to a number', () => {
  const lookups = () => server.records.queries.filter((one) => one.what.includes('usync')).length;

  it('that is not on WhatsApp are never said, and it is asked about once', async () => {
    const nobody = { phone: number() };
    const absent = { how: 'final', reason: 'not_on_whatsapp' };
    expect(await ours.transport.send(nobody, { kind: 'text', text: 'kode' }, newId())).toEqual(absent);
    expect(directory.learntLids.get(nobody.phone)).toBeNull();
    const asked = lookups();
    expect(await ours.transport.send(nobody, { kind: 'text', text: 'kode' }, newId())).toEqual(absent);
    expect(lookups()).toBe(asked);
    expect(server.records.refused).toEqual([]);
  });

  it('that is there reach it, and its LID is learnt', async () => {
    const sent = await ours.transport.send({ phone: phone.number }, { kind: 'text', text: 'kode' }, newId());
    expect(sent).toMatchObject({ how: 'accepted' });
    await phone.waitForMessage(/kode/);
    expect(ours.told.learnt).toContainEqual({ phone: phone.number, lid: phone.lid });
  });
});

describe('what cannot be sent', () => {
  it('is told as the server told it', async () => {
    const id = newId();
    server.ackError(503);
    expect(await send('sibuk', id)).toEqual({ how: 'retry', reason: '503' });
    expect(await send('sibuk', id)).toMatchObject({ how: 'accepted' });
    server.ackError(400);
    expect(await send('salah')).toEqual({ how: 'final', reason: '400' });
  });

  it('goes out again with the words it has now, which are kept for whoever asks again', async () => {
    const id = newId();
    server.ackError(503);
    expect(await send('Rp3.600.000 diterima', id)).toMatchObject({ how: 'retry' });
    expect(await send('ada keputusan', id)).toMatchObject({ how: 'accepted' });
    await phone.waitForMessage(/keputusan/);
    expect(phone.received.map(({ text }) => text)).toEqual(['ada keputusan']);
    expect(store.sent.find(ACCOUNT_ID, id)?.content?.toString()).toContain('ada keputusan');
  });

  it('choices and templates are not this transport’s to send', async () => {
    const choices = { kind: 'choices' as const, text: 'Pilih', labels: ['a'] };
    expect(await ours.transport.send({ lid: phone.lid }, choices, newId())).toMatchObject({ how: 'final' });
  });

  it('waits where there is no connection', async () => {
    await ours.stop();
    expect(await send('nanti')).toEqual({ how: 'offline', reason: 'not_connected' });
    ours = await OurNumber.start(store, { surroundings: server.surroundings(), directory });
  });
});

describe('signs of presence', () => {
  it('ticks turn blue, and typing is seen', async () => {
    const id = await phone.say('halo');
    await until(() => store.inbox.waiting(ACCOUNT_ID, 100).some((one) => one.arrived.id === id));
    await ours.transport.markRead({ lid: phone.lid }, [id]);
    await phone.until('the read receipt', () =>
      phone.ticks.some((one) => one.id === id && one.state === 'read'),
    );
    await ours.transport.typing({ lid: phone.lid }, true);
    await ours.transport.typing({ lid: phone.lid }, false);
    // Baileys, which this phone is, says 'available' for a pause.
    await phone.until('both signs', () => phone.chatStates.length >= 2);
    expect(phone.chatStates.map((one) => one.state)).toEqual(['composing', 'available']);
  });
});

describe('a number that WhatsApp restricts', () => {
  it('sends nothing more', async () => {
    server.ackError(463);
    expect(await send('halo')).toEqual({ how: 'stop', reason: '463' });
    await until(() => ours.status?.state === 'restricted');
    const before = server.accepted.length + server.records.refused.length;
    expect(await send('halo lagi')).toMatchObject({ how: 'stop' });
    expect(server.accepted.length + server.records.refused.length).toBe(before);
  });
});
