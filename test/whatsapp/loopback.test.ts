import { downloadMediaMessage, initAuthCreds, type WAMessage } from '@whiskeysockets/baileys';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PhoneClient } from './phone/client.ts';
import { memoryAuth } from './phone/memory-auth.ts';
import type { Phone } from './phone/phone.ts';
import { LoopbackWhatsApp } from './server/index.ts';

const FIRM = '+62215550100';

let server: LoopbackWhatsApp;
beforeAll(async () => {
  server = await LoopbackWhatsApp.start();
});
afterAll(() => server.stop());

/** A plain Baileys client nobody knows yet, with everything as Baileys has it by default. */
function unknownDevice() {
  const shown: { qr?: string; code?: string } = {};
  const device = new PhoneClient(memoryAuth(initAuthCreds()), server.network(), {
    shouldSyncHistoryMessage: () => true,
  });
  const showQr = () =>
    device.eachSocket((socket) =>
      socket.ev.on('connection.update', ({ qr }) => {
        if (qr) shown.qr = qr;
      }),
    );
  const showCode = (number: string) =>
    device.eachSocket((socket) =>
      socket.ev.on('connection.update', async ({ qr }) => {
        if (!qr || shown.code) return;
        shown.code = await socket.requestPairingCode(number);
        device.changed();
      }),
    );
  return { device, shown, showQr, showCode };
}

describe('linking', () => {
  it('by QR code: 515, then open; the history ends the silence; sent away with 401', async () => {
    const owner = await server.ownerPhone(FIRM);
    const phone = await server.newPhone('+6281200030001');
    const { device, shown, showQr } = unknownDevice();
    showQr();
    const open = device.online();
    await owner.scan(await device.until('a QR code', () => shown.qr));
    await open;
    expect(device.disconnects).toEqual([515]);
    expect(device.auth.creds.me?.id).toMatch(/^62215550100:\d+@s\.whatsapp\.net$/);
    expect(device.auth.creds.registered).toBe(false);
    await phone.say('halo');
    await device.waitForMessage(/halo/);
    expect(device.auth.creds.accountSyncCounter).toBe(1);
    await owner.unlinkAll();
    await device.until('its end', () => device.disconnects.includes(401));
    expect(server.linkedDevices(FIRM)).toBe(0);
  });

  it('by a code, and not by a wrong one', async () => {
    const owner = await server.ownerPhone(FIRM);
    const { device, shown, showCode } = unknownDevice();
    showCode('62215550100');
    const gaveUp = expect(device.online()).rejects.toThrow('switched off');
    const code = await device.until('a code', () => shown.code);
    await expect(owner.enterCode('AAAAAAAA')).rejects.toThrow('the code does not match');
    await device.offline();
    await gaveUp;
    expect(code).toHaveLength(8);

    const second = unknownDevice();
    second.showCode('62215550100');
    const opened = second.device.online();
    await owner.enterCode(await second.device.until('a code', () => second.shown.code));
    await opened;
    expect(second.device.auth.creds.registered).toBe(true);
    await second.device.offline();
  });
});

describe('media', () => {
  let device: PhoneClient;
  let phone: Phone;
  beforeAll(async () => {
    device = new PhoneClient(memoryAuth(await server.linkedCreds(FIRM)), server.network());
    await device.online();
    phone = await server.newPhone('+6281200030002', { partner: FIRM });
  });
  afterAll(() => device.offline());

  const download = (message: WAMessage) =>
    downloadMediaMessage(message, 'buffer', {
      options: { dispatcher: server.network().downloadDispatcher } as RequestInit,
    });

  it('goes up encrypted and down again, or not as it was', async () => {
    const bytes = Buffer.from('a slip, not really'.repeat(500));
    await phone.sendImage({ bytes, caption: 'bukti' });
    const { raw } = await device.waitForMessage(/bukti/);
    expect((await download(raw)).equals(bytes)).toBe(true);
    expect(server.media.last.bytes.includes('a slip')).toBe(false);
    server.media.last.spoiled = { how: 'tampered' };
    // Baileys does not look at the hash (D9): other bytes come out, and nobody complains.
    expect((await download(raw)).equals(bytes)).toBe(false);
    server.media.last.spoiled = { how: 'status', status: 404 };
    await expect(download(raw)).rejects.toThrow();
    server.media.last.spoiled = { how: 'oversize', bytes: 3_000_000 };
    expect((await download(raw).catch(() => Buffer.alloc(3_000_000))).length).toBeGreaterThan(2_900_000);
  });

  it('is not taken with a permission that is no longer good', async () => {
    await phone.sendDocument({ bytes: Buffer.from('%PDF-1.7 a'), fileName: 'a.pdf' });
    server.media.revoke();
    await expect(phone.sendDocument({ bytes: Buffer.from('%PDF-1.7 b') })).rejects.toThrow();
    expect(server.media.refused).toEqual([401]);
    await phone.sendDocument({ bytes: Buffer.from('%PDF-1.7 b'), caption: 'lagi' });
    await device.waitForMessage(/lagi/);
  });

  it('comes in every kind there is; words are changed and taken back', async () => {
    const from = device.received.length;
    await phone.sendVoice({ bytes: Buffer.from('OggS') });
    await phone.sendSticker({ bytes: Buffer.from('RIFF') });
    await phone.sendAlbum([{ bytes: Buffer.from('a') }, { bytes: Buffer.from('b') }]);
    const wrong = await phone.say('salah');
    await phone.edit(wrong, 'benar');
    const regretted = await phone.say('hapus');
    await phone.delete(regretted);
    const found = (id: string) => device.received.find((one) => one.id === id);
    await device.until('the end', () => found(regretted)?.deleted && found(wrong)?.edited === 'benar');
    expect(device.received.slice(from).map((one) => one.kind)).toEqual([
      'audioMessage',
      'stickerMessage',
      'albumMessage',
      'imageMessage',
      'imageMessage',
      'conversation',
      'conversation',
    ]);
    const reply = await phone.say('yang ini', { quoting: (await replied()).message });
    expect(found(reply) ?? (await device.waitForMessage(/yang ini/))).toMatchObject({ text: 'yang ini' });
  });

  /** A message of ours on the phone, to reply to. */
  async function replied() {
    await device.relay(phone.address(phone.number), { conversation: 'ini tagihan Anda' });
    return { message: await phone.waitForMessage(/tagihan Anda/) };
  }
});
