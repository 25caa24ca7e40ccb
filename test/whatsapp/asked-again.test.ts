import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryWhatsAppStore } from '../support/whatsapp-store.ts';
import { ACCOUNT_ID, OUR_PHONE, OurNumber, rememberCreds } from './our-number.ts';
import type { Phone } from './phone/phone.ts';
import { LoopbackWhatsApp } from './server/index.ts';

let server: LoopbackWhatsApp;
let store: ReturnType<typeof temporaryWhatsAppStore>;
let ours: OurNumber;

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 10_000, interval: 5 });
const newId = () => `3EB0${randomBytes(9).toString('hex').toUpperCase()}`;

beforeAll(async () => {
  server = await LoopbackWhatsApp.start();
  store = temporaryWhatsAppStore();
  rememberCreds(store, await server.linkedCreds(OUR_PHONE));
  ours = await OurNumber.start(store, { surroundings: server.surroundings() });
  await until(() => ours.status?.state === 'linked');
});
afterAll(async () => {
  await ours.stop();
  store.close();
  await server.stop();
});

/** "I could not open the message with this id: send it again", as any WhatsApp client may say of any id. */
function askAgain(phone: Phone, id: string, more: string[] = []): Promise<void> {
  const to = JSON.parse(store.auth.creds(ACCOUNT_ID)!).me.id as string;
  const t = String(Math.floor(Date.now() / 1000));
  return phone.sock.sendNode({
    tag: 'receipt',
    attrs: { id, to, type: 'retry', t },
    content: [
      { tag: 'list', attrs: {}, content: more.map((one) => ({ tag: 'item', attrs: { id: one } })) },
      { tag: 'retry', attrs: { count: '1', id, t, v: '1' } },
    ],
  });
}

describe('a message asked for again', () => {
  it('goes to the phone it was sent to, by either form of its address', async () => {
    for (const [count, addressing] of (['lid', 'pn'] as const).entries()) {
      const phone = await server.newPhone(`+6281700000${count}11`, { addressing });
      const id = newId();
      const text = `Rp3.600.000 ${addressing}`;
      expect(await ours.transport.send({ lid: phone.lid }, { kind: 'text', text }, id)).toMatchObject({
        how: 'accepted',
      });
      await phone.waitForMessage(new RegExp(text));
      await askAgain(phone, id);
      await until(() => phone.inbox.timesReceived(id) === 2);
    }
  });

  it('never to anybody else, whoever guesses its id', async () => {
    const debtor = await server.newPhone('+628170000021');
    const stranger = await server.newPhone('+628170000022');
    const secret = newId();
    await ours.transport.send({ lid: debtor.lid }, { kind: 'text', text: 'Rp7.800.000' }, secret);
    await debtor.waitForMessage(/Rp7/);
    const own = newId();
    await ours.transport.send({ lid: stranger.lid }, { kind: 'text', text: 'halo' }, own);
    await stranger.waitForMessage(/halo/);
    await askAgain(stranger, secret);
    await askAgain(stranger, own, [secret]);
    // Receipts are dealt with one after another: their own message comes last.
    await until(() => stranger.inbox.timesReceived(own) === 2);
    expect(stranger.received.map(({ text }) => text)).toEqual(['halo']);
  });
});
