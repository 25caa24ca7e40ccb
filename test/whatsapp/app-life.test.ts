import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { type OwnStore, ownStore } from '../../src/whatsapp-store.ts';
import { eventually } from '../support/eventually.ts';
import { type Debtor, putDebtors } from './debtors-on-file.ts';
import { Exchange } from './exchange.ts';
import { hurriedSapaOn } from './no-limits.ts';
import type { OwnerPhone } from './phone/owner-phone.ts';
import { ask, codeMailed, FIRM, firmOnWhatsApp } from './sapa.ts';
import type { DisconnectCode } from './server/faults.ts';
import { LoopbackWhatsApp } from './server/index.ts';

const ACCOUNT = 1;
const MINUTE_MS = 60_000;

let server: LoopbackWhatsApp;
let owner: OwnerPhone;
let dataDir: string;
let app: App;
let store: OwnStore;
let exchange: Exchange;
let debtors: Debtor[];
let ahead = 0;
const clock = { now: () => Date.now() + ahead };

beforeAll(async () => {
  server = await LoopbackWhatsApp.start();
  owner = await server.ownerPhone(FIRM);
  dataDir = await firmOnWhatsApp(await server.linkedCreds(FIRM));
  debtors = await putDebtors(dataDir, 7);
  app = await hurriedSapaOn(server, dataDir, clock);
  // As the command line does it, beside the server.
  store = ownStore(app.config);
  exchange = new Exchange(server, dataDir);
});
afterAll(async () => {
  exchange.close();
  store.close();
  await app.stop();
  await server.stop();
});

const newPhone = (index: number) => server.newPhone(debtors[index]!.phone);
const state = (wanted: string) =>
  eventually(() => store.statuses.read(ACCOUNT)?.state === wanted, `the number to be ${wanted}`);
const told = () =>
  app.demoInbox!.list().flatMap(({ to, subject }) => (to === 'pemilik@firma.example' ? [subject] : []));

describe('a debtor gets a new phone', () => {
  it.each([
    [true, 5],
    [false, 6],
  ])('in mid-conversation, and goes on where they were (we are told: %s)', async (tell, index) => {
    const phone = await newPhone(index);
    await ask(phone, 'tagihan saya berapa ya', /kode/i);
    await server.reinstall(phone, tell);
    await ask(phone, await codeMailed(app, debtors[index]!.email), new RegExp(debtors[index]!.owes));
    await exchange.settled([phone]);
    exchange.expectOnce(phone);
  });

  it('while an answer was on its way to the old one', async () => {
    const phone = await newPhone(0);
    await ask(phone, 'halo', /Sapa/);
    server.hold(phone.number);
    await phone.say('terima kasih');
    await eventually(() => exchange.turns(phone)[1]?.answers[0]?.wireIds[0], 'the answer to be out');
    await app.outbox.drain();
    await server.reinstall(phone, false);
    server.release(phone.number);
    await phone.waitForMessage(/Sama-sama/);
  });
});

describe('the owner types on the firm’s own phone', () => {
  it('and has the conversation: the bot is silent there, and nowhere else', async () => {
    const [phone, other] = await Promise.all([newPhone(1), newPhone(2)]);
    await ask(phone, 'halo', /Sapa/);
    const id = await owner.say('Siang kak, saya bantu langsung ya', { to: phone.number });
    await phone.waitForMessage(/saya bantu/);
    await eventually(() => exchange.ownerOf(phone) === 'collector', 'a person to have it');
    await phone.say('tagihan saya berapa ya');
    await phone.say('halo?');
    await ask(other, 'halo', /Sapa/);
    await exchange.settled([phone, other]);
    expect(exchange.turns(phone).map((one) => one.answers.length)).toEqual([1, 0, 0]);
    expect(phone.received.at(-1)?.id).toBe(id);
    exchange.expectOnce(other);
  });

  it('also while Sapa was down: what the owner has answered is not answered again', async () => {
    const phone = await newPhone(3);
    await ask(phone, 'halo', /Sapa/);
    await app.stop();
    await phone.say('tagihan saya berapa ya');
    const id = await owner.say('Nanti saya kabari ya kak', { to: phone.number });
    await phone.waitForMessage(/saya kabari/);
    app = await hurriedSapaOn(server, dataDir, clock);
    await exchange.settled([phone]);
    expect(exchange.turns(phone).map((one) => one.answers.length)).toEqual([1, 0]);
    expect(phone.received.at(-1)?.id).toBe(id);
  });
});

describe('WhatsApp sends the number away', () => {
  it.each([
    [440, 'replaced', /dipakai di tempat lain/],
    [403, 'banned', /diblokir/],
    [405, 'outdated', /perlu diperbarui/],
  ] as [DisconnectCode, string, RegExp][])(
    '%i: its owner is told, and once a person has seen to it, what waited is answered',
    async (code, becomes, subject) => {
      const phone = await server.newPhone(`+62813000090${code}`);
      await ask(phone, 'halo', /Sapa/);
      server.disconnect(FIRM, code);
      await state(becomes);
      await eventually(() => told().some((one) => subject.test(one)), 'an e-mail to the owner');
      await phone.say('terima kasih');
      store.links.request(ACCOUNT, 'qr', clock.now());
      await phone.waitForMessage(/Sama-sama/);
      await exchange.settled([phone]);
      exchange.expectOnce(phone);
    },
  );

  it('463: nothing more is sent until the owner, who is told, has seen to it', async () => {
    const phone = await newPhone(4);
    server.ackError(463);
    await phone.say('halo');
    await state('restricted');
    await eventually(() => told().some((one) => /dibatasi/.test(one)), 'an e-mail to the owner');
    const before = server.accepted.length;
    await phone.say('terima kasih');
    await eventually(() => exchange.turns(phone).length === 2, 'both to be heard');
    await app.outbox.drain();
    expect(server.accepted).toHaveLength(before + 1);
    store.links.request(ACCOUNT, 'qr', clock.now());
    await state('linked');
    ahead += 20 * MINUTE_MS;
    await exchange.settled([phone]);
    exchange.expectOnce(phone);
  });

  it('401: linked again by QR code, conversations go on where they were', async () => {
    const phone = await server.newPhone('+6281300009401');
    await ask(phone, 'halo', /Sapa/);
    await owner.unlinkAll();
    await state('unlinked');
    await eventually(() => told().some((one) => /tidak lagi tertaut/.test(one)), 'an e-mail to the owner');
    store.links.request(ACCOUNT, 'qr', clock.now());
    await owner.scan(await eventually(() => store.links.read(ACCOUNT)?.show, 'a QR code'));
    await state('linked');
    await ask(phone, 'terima kasih', /Sama-sama/);
    await exchange.settled([phone]);
    exchange.expectOnce(phone);
  });
});
