import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addressOf, fetchSealed } from '../../src/channels/whatsapp/baileys/media-fetch.ts';
import { readHandle, writeHandle } from '../../src/channels/whatsapp/baileys/media-handle.ts';
import type { MediaRef } from '../../src/channels/whatsapp/ports.ts';
import { temporaryWhatsAppStore } from '../support/whatsapp-store.ts';
import { tellUploaded } from './media-again.ts';
import { ACCOUNT_ID, OUR_PHONE, OurNumber, rememberCreds } from './our-number.ts';
import type { Phone } from './phone/phone.ts';
import { LoopbackWhatsApp } from './server/index.ts';
import type { Spoiled } from './server/media-host.ts';

const MAX = 1_000_000;

let server: LoopbackWhatsApp;
let store: ReturnType<typeof temporaryWhatsAppStore>;
let ours: OurNumber;
let phone: Phone;

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 10_000, interval: 5 });
/** Hosts that were asked for anything. */
const asked: string[] = [];
const start = async () => {
  const surroundings = server.surroundings();
  const downloadDispatcher = surroundings.downloadDispatcher!.compose((dispatch) => (options, handler) => {
    asked.push(String(options.origin));
    return dispatch(options, handler);
  });
  ours = await OurNumber.start(store, { surroundings: { ...surroundings, downloadDispatcher } });
  await until(() => ours.status?.state === 'linked');
};

beforeAll(async () => {
  server = await LoopbackWhatsApp.start();
  store = temporaryWhatsAppStore();
  rememberCreds(store, await server.linkedCreds(OUR_PHONE));
  await start();
  phone = await server.newPhone('+6281500000001');
});
afterAll(async () => {
  await ours.stop();
  store.close();
  await server.stop();
});

const slip = randomBytes(50_000);

async function announced(id: string): Promise<MediaRef> {
  const found = await until(() =>
    store.inbox.waiting(ACCOUNT_ID, 500).find(({ arrived }) => arrived.id === id && arrived.media),
  );
  return found.arrived.media!;
}
const sent = async (bytes = slip) => announced(await phone.sendImage({ bytes, caption: 'bukti' }));

describe('a file', () => {
  it.each([
    ['image', (file: { bytes: Buffer }) => phone.sendImage(file)],
    ['document', (file: { bytes: Buffer }) => phone.sendDocument(file)],
    ['voice', (file: { bytes: Buffer }) => phone.sendVoice(file)],
    ['video', (file: { bytes: Buffer }) => phone.sendVideo(file)],
    ['sticker', (file: { bytes: Buffer }) => phone.sendSticker(file)],
  ] as const)('%s comes as it was sent', async (kind, send) => {
    const media = await announced(await send({ bytes: slip }));
    expect(media).toMatchObject({ kind, size: slip.length });
    const got = await ours.transport.download(media, MAX);
    expect(got.ok && got.bytes.equals(slip)).toBe(true);
  });

  it('can be fetched by the next process', async () => {
    const media = await sent();
    await ours.stop();
    await start();
    const got = await ours.transport.download(media, MAX);
    expect(got.ok && got.bytes.equals(slip)).toBe(true);
  });

  it('waits where there is no connection', async () => {
    const media = await sent();
    await ours.stop();
    expect(await ours.transport.download(media, MAX)).toEqual({ ok: false, reason: 'failed' });
    await start();
  });
});

describe('a file that is not what was announced', () => {
  it.each([
    [{ how: 'tampered' }, 'tampered'],
    [{ how: 'truncated', bytes: 20_000 }, 'tampered'],
    [{ how: 'truncated', bytes: 5 }, 'tampered'],
    [{ how: 'oversize', bytes: 500_000_000 }, 'too_large'],
    [{ how: 'status', status: 500 }, 'failed'],
    [{ how: 'status', status: 302 }, 'failed'],
  ] satisfies [Spoiled, string][])('%o: %s', async (spoiled, reason) => {
    const media = await sent();
    server.media.spoilNext(spoiled);
    expect(await ours.transport.download(media, MAX)).toEqual({ ok: false, reason });
  });

  it('with another content under the right seal is not taken for it', async () => {
    const media = { ...(await sent()), sha256: '00'.repeat(32) };
    expect(await ours.transport.download(media, MAX)).toEqual({ ok: false, reason: 'tampered' });
  });

  it('larger than it claimed stops at what is allowed', async () => {
    const media = { ...(await sent(randomBytes(300_000))), size: 1 };
    expect(await ours.transport.download(media, 100_000)).toEqual({ ok: false, reason: 'too_large' });
  });

  it('that says itself to be too large is not asked for', async () => {
    const media = await sent();
    const { downloads } = server.media.last;
    expect(await ours.transport.download(media, slip.length - 1)).toEqual({ ok: false, reason: 'too_large' });
    expect(server.media.last.downloads).toBe(downloads);
  });

  it('just as large as allowed is taken', async () => {
    const got = await ours.transport.download(await sent(), slip.length);
    expect(got.ok).toBe(true);
  });

  it('that stops in the middle is given up', async () => {
    await sent();
    server.media.spoilNext({ how: 'stalled' });
    const dispatcher = server.surroundings().downloadDispatcher!;
    const from = { host: server.media.host, directPath: server.media.last.path, maxBytes: MAX };
    expect(await fetchSealed({ ...from, dispatcher, silenceMs: 100 })).toEqual({
      ok: false,
      reason: 'failed',
    });
  });
});

describe('the address of a file', () => {
  const handleWith = async (directPath: string): Promise<MediaRef> => {
    const media = await sent();
    return { ...media, handle: writeHandle({ ...readHandle(media.handle)!, directPath }) };
  };

  it.each([
    '',
    'https://elsewhere.example/v/x',
    '@elsewhere.example/v/x',
    '.elsewhere.example/v/x',
    ':9/v/x',
    'v/x',
  ])('"%s" is not asked for', async (directPath) => {
    expect(addressOf('mmg.whatsapp.net', directPath)).toBeUndefined();
    const media = await handleWith(directPath);
    expect(await ours.transport.download(media, MAX)).toEqual({ ok: false, reason: 'failed' });
  });

  it.each(['//elsewhere.example/v/x', '/../../v/x', '/@elsewhere.example/x', '/\\elsewhere.example/x'])(
    '"%s" stays on the host that WhatsApp named',
    (directPath) => expect(addressOf('mmg.whatsapp.net', directPath)?.host).toBe('mmg.whatsapp.net'),
  );

  it('is never the one a message claims', async () => {
    await sent();
    const image = {
      url: 'https://169.254.169.254/latest/meta-data',
      directPath: server.media.last.path,
      mediaKey: randomBytes(32),
      mimetype: 'image/jpeg',
    };
    const media = await announced(await phone.relay(phone.address(), { imageMessage: image }));
    asked.length = 0;
    expect(await ours.transport.download(media, MAX)).toEqual({ ok: false, reason: 'tampered' });
    expect(asked).toEqual([`https://${server.media.host}`]);
  });
});

describe('a file the host has dropped', () => {
  it.each([404, 410])('(%i) is asked of the phone again, and comes', async (status) => {
    const media = await sent();
    const { id, mediaKey } = readHandle(media.handle)!;
    server.media.spoilNext({ how: 'status', status });
    const downloading = ours.transport.download(media, MAX);
    await askedAgain(id);
    tellUploaded(firm(), { id, mediaKey }, { directPath: server.media.last.path });
    const got = await downloading;
    expect(got.ok && got.bytes.equals(slip)).toBe(true);
  });

  it('and the phone too is gone', async () => {
    const media = await sent();
    const { id, mediaKey } = readHandle(media.handle)!;
    server.media.last.spoiled = { how: 'status', status: 404 };
    const downloading = ours.transport.download(media, MAX);
    await askedAgain(id);
    tellUploaded(firm(), { id, mediaKey }, 'gone');
    expect(await downloading).toEqual({ ok: false, reason: 'gone' });
  });

  it('is not looked for where the phone would have it looked for', async () => {
    const media = await sent();
    const { id, mediaKey } = readHandle(media.handle)!;
    server.media.last.spoiled = { how: 'status', status: 404 };
    const downloading = ours.transport.download(media, MAX);
    await askedAgain(id);
    tellUploaded(firm(), { id, mediaKey }, { directPath: '@elsewhere.example/x' });
    expect(await downloading).toEqual({ ok: false, reason: 'failed' });
  });

  // biome-ignore lint/complexity/useLiteralKeys: this is how TypeScript lets a test look inside
  const firm = () => server['world'].accounts.ofPhone(OUR_PHONE)!;
  const askedAgain = (id: string) =>
    server.until('the phone to be asked', () =>
      server.records.receipts.some((one) => one.type === 'server-error' && one.ids.includes(id)),
    );
});
