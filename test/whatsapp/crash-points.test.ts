import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WhatsAppStore } from '../../src/channels/whatsapp/store.ts';
import { temporaryWhatsAppStore } from '../support/whatsapp-store.ts';
import { type Death, mortalStore } from './mortal-store.ts';
import { ACCOUNT_ID, OUR_PHONE, OurNumber, rememberCreds } from './our-number.ts';
import type { Phone } from './phone/phone.ts';
import { LoopbackWhatsApp } from './server/index.ts';

let server: LoopbackWhatsApp;
let store: ReturnType<typeof temporaryWhatsAppStore>;
let count = 0;

beforeAll(async () => {
  server = await LoopbackWhatsApp.start();
  store = temporaryWhatsAppStore();
  rememberCreds(store, await server.linkedCreds(OUR_PHONE));
});
afterAll(async () => {
  store.close();
  await server.stop();
});

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 10_000, interval: 5 });
// biome-ignore lint/complexity/useLiteralKeys: this is how TypeScript lets a test look inside
const world = () => server['wire'].world;
const ourDevice = () => world().accounts.ofPhone(OUR_PHONE)!.devices.get(1)!;
const texts = () => store.inbox.waiting(ACCOUNT_ID, 200).map((one) => one.arrived.text);
const live = async (on: WhatsAppStore = store) => {
  const ours = await OurNumber.start(on, { surroundings: server.surroundings() });
  await until(() => ours.status?.state === 'linked');
  return ours;
};

let phone: Phone;
beforeEach(async () => {
  count += 1;
  phone = await server.newPhone(`+62813000${String(count).padStart(5, '0')}`);
});
afterEach(() => {
  store.inbox.done(
    store.inbox.waiting(ACCOUNT_ID, 200).map((one) => one.id),
    Date.now(),
  );
});

const deaths: Death[] = [
  'after the stanza is written down',
  'before its content and the keys are committed',
  'after they are committed, before the receipt leaves',
  'after the receipt has left, before the inbox',
  'after the inbox, before anybody is told',
];

/** Both have written: from here on messages are sealed within a session that has no second chance. */
async function acquainted(): Promise<void> {
  const ours = await live();
  await phone.say('halo');
  await until(() => texts().includes('halo'));
  const id = `3EB0AAAAAAAAAAAAAA${String(count).padStart(4, '0')}`;
  expect(await ours.transport.send({ lid: phone.lid }, { kind: 'text', text: 'Ya' }, id)).toMatchObject({
    how: 'accepted',
  });
  await phone.waitForMessage(/Ya/);
  await ours.stop();
}

/** Returns the message's id. */
async function dieReading(death: Death, text: string): Promise<string> {
  const receiptLeft = death === 'after the receipt has left, before the inbox';
  let died = false;
  const cut = () => ourDevice().connection?.cut();
  const mortal = mortalStore(store, death, () => {
    died = true;
    if (!receiptLeft) cut();
  });
  const ours = await live(mortal);
  const id = await phone.say(text);
  await until(() => died);
  if (receiptLeft) await until(() => confirmed(id));
  cut();
  await ours.stop();
  return id;
}

const confirmed = (id: string) =>
  world().records.receipts.some((one) => one.ids.includes(id) && one.from === OUR_PHONE);

describe.each([
  ['the first message of somebody', async () => {}],
  ['a later message', acquainted],
] satisfies [string, () => Promise<void>][])('%s', (_what, before) => {
  it.each(deaths)('is kept, and kept once, by a process that dies %s', async (death) => {
    await before();
    const id = await dieReading(death, 'tagihan saya berapa ya');
    const next = await live();
    await until(() => texts().includes('tagihan saya berapa ya'));
    // What follows is readable: the keys are where the other side believes them to be.
    await phone.say('masih di sana?');
    await until(() => texts().includes('masih di sana?'));
    await until(() => ourDevice().queue.length === 0);
    // The other side sees it delivered, and was never asked to send it again.
    expect(confirmed(id)).toBe(true);
    expect(texts().filter((one) => one !== 'halo')).toEqual(['tagihan saya berapa ya', 'masih di sana?']);
    expect(world().records.receipts.filter((one) => one.type === 'retry')).toEqual([]);
    expect(store.journal.open(ACCOUNT_ID)).toEqual([]);
    await next.stop();
  });
});
