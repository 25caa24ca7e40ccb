import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Exchange } from './exchange.ts';
import type { Phone } from './phone/phone.ts';
import { Program } from './programs/run.ts';
import { FIRM, firmOnWhatsApp } from './sapa.ts';
import { LoopbackWhatsApp } from './server/index.ts';

const PHONES = 10;
const EACH = 50;
/** Messages a debtor sends ahead of their answers. */
const AHEAD = 10;

let server: LoopbackWhatsApp;
let dataDir: string;
let phones: Phone[];
let sapa: Program | undefined;
let exchange: Exchange;
beforeAll(async () => {
  server = await LoopbackWhatsApp.start();
  dataDir = await firmOnWhatsApp(await server.linkedCreds(FIRM));
  const numbers = Array.from({ length: PHONES }, (_, index) => `+62813000010${index}`);
  phones = await Promise.all(numbers.map((number) => server.newPhone(number)));
  exchange = new Exchange(server, dataDir);
});
afterAll(async () => {
  await sapa?.kill();
  exchange.close();
  await server.stop();
});

const counted = {
  /** Messages of which WhatsApp knows that Sapa has them. */
  confirmed: () =>
    server.records.receipts.filter((one) => one.from === FIRM && one.type === 'inactive').length,
  answered: () => server.accepted.filter((one) => one.from === FIRM).length,
};
type Counted = keyof typeof counted;

/** When the power goes, as numbers of messages. */
const MOMENTS = fc.tuple(
  fc.record({ what: fc.constant<Counted>('confirmed'), count: fc.integer({ min: 20, max: 110 }) }),
  fc.record({ what: fc.constant<Counted>('answered'), count: fc.integer({ min: 100, max: 190 }) }),
  fc.record({ what: fc.constant<Counted>('confirmed'), count: fc.integer({ min: 310, max: 370 }) }),
  fc.record({ what: fc.constant<Counted>('answered'), count: fc.integer({ min: 340, max: 440 }) }),
);

/** Waits in small steps, none of which takes long. */
async function reached(what: Counted, count: number): Promise<void> {
  for (let now = counted[what](); now < count; now = counted[what]())
    await server.until(`message ${now + 1} ${what}`, () => counted[what]() > now);
}

/** It was down for so many minutes, by its own clock. */
async function start(minutes: number): Promise<Program> {
  const program = await Program.start('sapa', dataDir, server.webSocketUrl, String(minutes));
  await program.says('started');
  return program;
}

async function write(phone: Phone): Promise<void> {
  for (let n = 0; n < EACH; n++) {
    await answersOf(phone, n - AHEAD);
    await phone.say(n % 2 === 0 ? 'halo' : 'terima kasih');
  }
}

async function answersOf(phone: Phone, count: number): Promise<void> {
  for (let now = phone.received.length; now < count; now = phone.received.length)
    await phone.until(`answer ${now + 1}`, () => phone.received.length > now);
}

it('kill -9, four times, while 500 messages arrive: none lost, none answered twice, all in order', async () => {
  sapa = await start(0);
  const writing = Promise.all(phones.map(write));
  for (const [index, { what, count }] of fc.sample(MOMENTS, 1)[0]!.entries()) {
    await reached(what, count);
    if (what === 'answered') {
      // One more is with the debtor, and Sapa will never have heard so.
      server.loseAck();
      await reached(what, counted.answered() + 1);
    }
    await sapa.kill();
    if (process.env.SAPA_SHOW)
      console.log(`killed: ${counted.confirmed()} read, ${counted.answered()} answered`);
    sapa = await start(index + 1);
  }
  await writing;
  await exchange.settled(phones);
  for (const phone of phones) {
    exchange.expectOnce(phone);
    expect(phone.received).toHaveLength(EACH);
  }
  if (process.env.SAPA_SHOW) console.log(`${exchange.repeats()} sent again under the same id`);
}, 180_000);

it('an answer of which Sapa heard nothing more is sent again, and is the same message to the phone', async () => {
  const [phone] = phones as [Phone];
  // A phone that is away confirms nothing either.
  server.hold(phone.number);
  const before = counted.answered();
  server.loseAck();
  await phone.say('halo');
  await reached('answered', before + 1);
  await sapa?.kill();
  sapa = await start(9);
  await server.until('the same message once more', () => exchange.repeats() > 0);
  server.release(phone.number);
  await exchange.settled(phones);
  exchange.expectOnce(phone);
});
