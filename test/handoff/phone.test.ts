import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliverToConversation } from '../../src/conversation/host.ts';
import { createOutbox, type Outbox } from '../../src/conversation/outbox.ts';
import { claimHandoff, queueEntry, returnToBot, sweepPhone, writeToDebtor } from '../../src/handoff/index.ts';
import type { Announcement } from '../../src/shared/announcement.ts';
import { scriptedChannel } from '../conversation/outbox-world.ts';
import { type TurnWorld, turnWorld, words } from '../conversation/turn-world.ts';
import { signedIn } from '../support/collectors.ts';

const HOUR = 3_600_000;
let world: TurnWorld;
let outbox: Outbox;
let phone: ReturnType<typeof scriptedChannel>;
let told: Announcement[];

beforeEach(async () => {
  world = await turnWorld();
  phone = scriptedChannel('outbox');
  outbox = createOutbox({
    database: world.database,
    clock: world.clock,
    channels: new Map([['outbox', phone.adapter]]),
    word: async (payload) => ({ body: { text: JSON.stringify(payload.lines), locale: 'id' } }),
    resolveSecret: async () => undefined,
    deliverToConversation: (tx, message) => deliverToConversation(tx, () => phone.adapter, message),
    log: { warn: () => {}, error: () => {} },
  });
  told = [];
  world.database.watch((one) => told.push(one));
});
afterEach(async () => {
  await outbox.stop();
  await world.database.close();
});

const address = { channel: 'outbox', account: '+62811', externalId: 'wa-1' };
const say = (text: string) => world.say('wa-1', text, { address });
let typed = 0;
const type = (text: string) =>
  world.host.takeOver({
    address,
    sender: { id: 'wa-1' },
    creditorId: 1,
    externalId: `OWN-${++typed}`,
    text,
    at: world.clock.now(),
  });
const conversation = async () => (await world.conversation('wa-1'))!;
const handoffs = () =>
  world.query<{
    id: number;
    state: string;
    reason: string;
    collector_id: number | null;
    resolution: string | null;
  }>('SELECT id, state, reason, collector_id, resolution FROM handoffs ORDER BY id');
const owners = () =>
  world.query<{ owner: string; actor: string; reason: string }>(
    'SELECT owner, actor, reason FROM ownership_changes ORDER BY id',
  );
const sweep = async () => {
  const done = await world.database.write((tx) => sweepPhone(tx, world.clock.now(), []));
  await outbox.drain();
  return done;
};
const changes = () => told.filter((one) => one.kind === 'handoff').map((one) => one.change);
const rini = () => signedIn(world.database, { firstName: 'Rini', name: 'Rini A' });

describe('the firm’s phone has answered', () => {
  it('makes it a person’s, nobody’s by name, in the list of all; what the bot had not sent is withheld', async () => {
    await say('halo');
    await type('Selamat pagi, saya bantu');
    await outbox.drain();
    expect(phone.seen).toEqual([]);
    const withheld = await world.query('SELECT seq FROM messages WHERE withheld_at IS NOT NULL');
    expect(withheld).toEqual([{ seq: 2 }]);
    expect(await handoffs()).toMatchObject([
      { state: 'answered', reason: 'owner_wrote', collector_id: null },
    ]);
    expect(await owners()).toEqual([{ owner: 'collector', actor: 'collector', reason: 'wrote_on_phone' }]);
    const [{ id } = { id: 0 }] = await handoffs();
    const collector = await rini();
    const entry = await world.database.read((tx) => queueEntry(tx, collector, id));
    expect(entry).toMatchObject({ state: 'answered', collector: null, last: { author: 'collector' } });
  });

  it('answers the handoff that was open, and leaves it with the colleague who has it', async () => {
    await say('petugas');
    const [{ id } = { id: 0 }] = await handoffs();
    const collector = await rini();
    await world.database.write((tx) => claimHandoff(tx, world.clock.now(), collector, id));
    await type('Saya juga di sini');
    expect(await handoffs()).toMatchObject([{ id, state: 'answered', collector_id: collector.collectorId }]);
    world.clock.advance(100 * HOUR);
    await sweep();
    expect(await conversation()).toMatchObject({ owner: 'collector', collector_id: collector.collectorId });
  });

  it('lets a collector claim it, write in it, and give it back', async () => {
    await say('halo');
    await type('Sebentar');
    const collector = await rini();
    const now = world.clock.now();
    const { id } = await conversation();
    const written = await world.database.write((tx) =>
      writeToDebtor(tx, now, collector, id, { key: 'page-key-1', text: 'Saya lanjutkan di sini.' }),
    );
    expect(written).toMatchObject({ ok: true, answer: { collector: { id: collector.collectorId } } });
    const [{ id: handoffId } = { id: 0 }] = await handoffs();
    await world.database.write((tx) => returnToBot(tx, now, collector, handoffId));
    expect(await conversation()).toMatchObject({ owner: 'bot' });
  });
});

describe('hours after the phone was put down', () => {
  it('the bot has it again without a word, and answers', async () => {
    await say('halo');
    await type('Beres ya, terima kasih');
    await outbox.drain();
    world.clock.advance(4 * HOUR - 1);
    await sweep();
    expect(await conversation()).toMatchObject({ owner: 'collector' });
    world.clock.advance(1);
    expect(await sweep()).toEqual({ more: false });
    expect(await conversation()).toMatchObject({ owner: 'bot' });
    expect(await handoffs()).toMatchObject([{ state: 'closed', resolution: 'returned' }]);
    expect(phone.seen).toEqual([]);
    expect(changes()).toEqual(['opened', 'answered', 'returned']);
    await say('berapa tagihan saya');
    await outbox.drain();
    expect(phone.seen.length).toBeGreaterThan(0);
    expect(words(await world.transcript('wa-1')).at(-1)).toMatch(/^bot: /);
  });

  it('counts from the newest words', async () => {
    await say('halo');
    await type('satu');
    world.clock.advance(3 * HOUR);
    await type('dua');
    world.clock.advance(3 * HOUR);
    await sweep();
    expect(await conversation()).toMatchObject({ owner: 'collector' });
    world.clock.advance(HOUR);
    await sweep();
    expect(await conversation()).toMatchObject({ owner: 'bot' });
  });

  it('a debtor who was left without an answer waits for a person in the queue', async () => {
    await say('halo');
    await type('Sebentar saya cek');
    world.clock.advance(60_000);
    await say('bagaimana pak?');
    world.clock.advance(4 * HOUR);
    await sweep();
    expect(await conversation()).toMatchObject({ owner: 'queue' });
    expect(await handoffs()).toMatchObject([{ state: 'waiting', collector_id: null }]);
    expect(phone.texts().filter((text) => text.includes('handoff.released'))).toEqual([]);
    await sweep();
    expect(await owners()).toHaveLength(2);
  });

  it('the phone may take it again, in a handoff of its own', async () => {
    await say('halo');
    await type('satu');
    world.clock.advance(4 * HOUR);
    await sweep();
    await type('dua');
    expect((await handoffs()).map((one) => one.state)).toEqual(['closed', 'answered']);
    expect(await conversation()).toMatchObject({ owner: 'collector' });
  });
});
