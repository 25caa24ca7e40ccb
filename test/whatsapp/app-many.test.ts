import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { App } from '../../src/app.ts';
import { type Debtor, putDebtors } from './debtors-on-file.ts';
import { Exchange } from './exchange.ts';
import { hurriedSapaOn } from './no-limits.ts';
import type { Phone } from './phone/phone.ts';
import { ask, codeMailed, FIRM, firmOnWhatsApp } from './sapa.ts';
import { LoopbackWhatsApp } from './server/index.ts';

let server: LoopbackWhatsApp;
let dataDir: string;
let app: App;
let exchange: Exchange;
let debtors: Debtor[];
let phones: Phone[];

beforeAll(async () => {
  server = await LoopbackWhatsApp.start();
  dataDir = await firmOnWhatsApp(await server.linkedCreds(FIRM));
  debtors = await putDebtors(dataDir, 20);
  phones = await Promise.all(debtors.map(phoneOf));
  app = await hurriedSapaOn(server, dataDir);
  exchange = new Exchange(server, dataDir);
});
afterAll(async () => {
  exchange.close();
  await app.stop();
  await server.stop();
});
// Nothing lost, nothing doubled, each in their own conversation and in order: after each of these.
afterEach(async () => {
  await exchange.settled(phones);
  for (const phone of phones) exchange.expectOnce(phone);
});

/** Some are named by their number, some hide it; the last two of these write from a number not on file. */
function phoneOf({ phone }: Debtor, index: number): Promise<Phone> {
  if (index < 3) return server.newPhone(phone, { addressing: 'pn' });
  if (index < 6) return server.newPhone(phone, { hidden: true });
  return index < 8 ? server.newPhone(`+62899000000${index}`, { hidden: true }) : server.newPhone(phone);
}

const isStranger = (index: number) => index === 6 || index === 7;

async function restart(meanwhile: () => Promise<unknown>): Promise<void> {
  await app.stop();
  await meanwhile();
  app = await hurriedSapaOn(server, dataDir);
}

/** Each says that much, one message after another; all of them at once. */
async function chatter(some: readonly Phone[], each: number): Promise<void> {
  const words = ['halo', 'terima kasih'];
  await Promise.all(
    some.map(async (phone) => {
      for (let n = 0; n < each; n++) await phone.say(words[n % 2]!);
    }),
  );
}

it('twenty ask at once: each hears of their own bill alone, hidden numbers included', async () => {
  await vi.waitUntil(() => exchange.resolved() >= debtors.length - 2, { timeout: 20_000, interval: 10 });
  await Promise.all(
    phones.map(async (phone, index) => {
      const { number, email, owes } = debtors[index]!;
      await ask(
        phone,
        'tagihan saya berapa ya',
        isStranger(index) ? /nomor pelanggan/i : /Nomor ini tercatat/,
      );
      if (isStranger(index)) await ask(phone, number, /kode/i);
      await ask(phone, await codeMailed(app, email), /Rp/);
      const heard = phone.received.map(({ text }) => text).join('\n');
      expect(new Set(heard.match(/Rp[\d.]*\d/g))).toEqual(new Set([owes]));
      expect(new Set(heard.match(/C-\d+/g))).toEqual(new Set([number]));
    }),
  );
});

it('the line drops in the middle of a burst, three times, and twice while an answer is under way', async () => {
  const ours = () => server.records.logins.filter(({ phone, device }) => phone === FIRM && device > 0).length;
  const before = ours();
  server.dropAfter(9, FIRM);
  const burst = chatter(phones.slice(0, 6), 6);
  for (const n of [1, 2]) {
    await server.until(`connection ${n}`, () => ours() === before + n && server.isOnline(FIRM));
    server.dropAfter(7, FIRM);
  }
  server.loseAck();
  server.loseMessage();
  await burst;
  await exchange.settled(phones);
  expect(ours()).toBeGreaterThanOrEqual(before + 4);
});

it('fifty messages wait while Sapa is down, and their writers go on while those are read', async () => {
  const some = phones.slice(3, 13);
  await restart(() => chatter(some, 5));
  await server.until('Sapa to be back', () => server.isOnline(FIRM));
  await chatter(some, 2);
});

it('the same messages are delivered again: to this process, and to the next one', async () => {
  const some = phones.slice(0, 10);
  const again = () => {
    for (const phone of some) for (const id of exchange.said(phone)) server.redeliver(FIRM, id);
  };
  again();
  await exchange.settled(phones);
  await restart(async () => again());
  await chatter(some, 1);
});
