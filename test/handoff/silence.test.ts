import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimHandoff, releaseHandoff, returnToBot, writeToDebtor } from '../../src/handoff/index.ts';
import type { Announcement } from '../../src/shared/announcement.ts';
import type { Tx } from '../../src/storage/database.ts';
import { enqueueOutbox, type OutboxPayload } from '../../src/storage/outbox-rows.ts';
import { gate } from '../conversation/outbox-world.ts';
import { type TurnWorld, turnWorld, words } from '../conversation/turn-world.ts';
import { signedIn } from '../support/collectors.ts';
import { temporaryDir, testDatabase } from '../support/database.ts';
import { type Left, raceWorld } from './race-world.ts';

describe('a bot’s message that was still to be said', () => {
  let world: Awaited<ReturnType<typeof raceWorld>>;
  let left: Left[];
  let id: number;
  beforeEach(async () => {
    left = [];
    world = await raceWorld((one) => left.push(one));
  });
  afterEach(() => world.close());

  const now = () => world.clock.now();
  const inTx = <T>(job: (tx: Tx) => Promise<T>) => world.database.write(job);
  const rini = () => world.collectors[0];
  const queue = (payload: Partial<OutboxPayload> & Pick<OutboxPayload, 'to'>, channel = 'read') =>
    inTx((tx) =>
      enqueueOutbox(tx, {
        channel,
        now: now(),
        payload: { creditorId: 1, locale: 'id', author: 'bot', lines: [{ verbatim: 'kata' }], ...payload },
      }),
    );
  const rows = () =>
    world.query<{ state: string; last_error: string | null }>(
      'SELECT state, last_error FROM outbox ORDER BY id',
    );
  const messages = () =>
    world.query<{ author: string; withheld_at: number | null }>(
      `SELECT author, withheld_at FROM messages WHERE conversation_id = ${id} ORDER BY seq`,
    );
  /** A debtor in the queue; the conversation's id. */
  async function waiting(name: string): Promise<void> {
    const received = await world.say(name, 'petugas');
    if (!received.ok) throw new Error(received.reason);
    id = received.conversationId;
  }

  it('into a transcript is kept for the console and never shown; collectors’ words and notices go on', async () => {
    await waiting('talk-0');
    await queue({ to: { conversationId: id } });
    await queue({ to: { conversationId: id }, author: 'system' });
    await inTx((tx) => writeToDebtor(tx, now(), rini(), id, { key: 'words-0', text: 'Saya di sini.' }));
    const announced: Announcement[] = [];
    world.database.watch((one) => announced.push(one));
    const before = (await messages()).length;
    left.length = 0;
    await world.outbox.drain();
    expect((await messages()).slice(before)).toEqual([
      { author: 'bot', withheld_at: now() },
      { author: 'system', withheld_at: null },
      { author: 'collector', withheld_at: null },
    ]);
    expect(left.map((one) => one.author)).toEqual(['system', 'collector']);
    expect((await rows()).filter((row) => row.state !== 'sent')).toEqual([
      { state: 'dead', last_error: 'taken_over' },
    ]);
    const heard = announced.flatMap((one) => (one.kind === 'messages' ? one.messages : []));
    expect(heard.map(({ author, withheld, key }) => ({ author, withheld, key }))).toEqual([
      { author: 'bot', withheld: true, key: undefined },
      { author: 'system', withheld: undefined, key: undefined },
      { author: 'collector', withheld: undefined, key: 'words-0' },
    ]);
  });

  it('on a channel that sends is not sent, even when the collector has given the conversation back', async () => {
    await waiting('talk-1');
    const spoken = (await messages()).filter((one) => one.author === 'bot').length;
    expect(spoken).toBeGreaterThan(0);
    await inTx((tx) => claimHandoff(tx, now(), rini(), 1));
    await inTx((tx) => releaseHandoff(tx, now(), rini(), 1));
    await world.outbox.drain();
    const authors = await world.query<{ author: string; state: string }>(
      `SELECT json_extract(payload, '$.author') AS author, state FROM outbox WHERE payload LIKE '%"address"%'`,
    );
    expect(authors.filter((row) => row.author === 'bot').map((row) => row.state)).toEqual(
      Array.from({ length: spoken }, () => 'dead'),
    );
    expect((await messages()).filter((one) => one.withheld_at !== null)).toHaveLength(spoken);
    // The notices of coming and going did go out.
    expect(left.length).toBe(authors.length - spoken);
    expect(left.length).toBeGreaterThan(1);
  });

  it('elsewhere is sent all the same: codes and confirmations to an address', async () => {
    await waiting('talk-0');
    await inTx((tx) => claimHandoff(tx, now(), rini(), 1));
    await queue({ to: { address: 'debtor-1' } }, 'sent');
    await world.outbox.drain();
    expect((await rows()).every((row) => row.state === 'sent')).toBe(true);
  });

  it('is the closing line: withheld when a collector is back before it was said', async () => {
    await waiting('talk-0');
    await inTx((tx) => writeToDebtor(tx, now(), rini(), id, { key: 'words-1', text: 'Halo.' }));
    await world.outbox.drain();
    await inTx((tx) => returnToBot(tx, now(), rini(), 1));
    await inTx((tx) => writeToDebtor(tx, now(), rini(), id, { key: 'words-2', text: 'Satu lagi.' }));
    await world.outbox.drain();
    expect((await rows()).filter((row) => row.last_error === 'taken_over')).toHaveLength(1);
    expect((await messages()).at(-2)).toEqual({ author: 'bot', withheld_at: now() });
  });
});

describe('a turn', () => {
  let world: TurnWorld;
  afterEach(() => world.database.close());

  it('computed under an older version is dropped whole and run again: the collector’s from then on', async () => {
    let overtake: ((tx: Tx) => void) | undefined;
    world = await turnWorld({
      scope: (real) => async (facts) => {
        overtake?.(facts.tx);
        return real(facts);
      },
    });
    await world.say('a', 'petugas');
    const rini = await signedIn(world.database, { firstName: 'Rini' });
    const before = await world.transcript('a');
    let runs = 0;
    let claim: Promise<unknown> | undefined;
    overtake = (tx) => {
      if (++runs > 1) return;
      // What a store that isolates less than this one would let somebody else do in the middle of a turn.
      tx.connection.sqlite.exec('UPDATE conversations SET version = version + 1');
      claim = world.database.write((other) => claimHandoff(other, world.clock.now(), rini, 1));
    };
    expect(await world.say('a', 'tagihan saya berapa')).toMatchObject({ ok: true, seq: before.length + 1 });
    expect(await claim).toMatchObject({ ok: true });
    expect(runs).toBe(2);
    expect(words((await world.transcript('a')).slice(before.length))).toEqual([
      'debtor: tagihan saya berapa',
    ]);
    expect(world.outcomes.at(-1)).toBe('silent');
    expect(world.errors).toEqual([]);
  });

  it('leaves the numbers to whoever has the conversation, though the bot had waited for a code', async () => {
    world = await turnWorld();
    await world.say('a', 'cek tagihan');
    await world.say('a', 'C-1001');
    const rini = await signedIn(world.database, { firstName: 'Rini' });
    const { id } = (await world.conversation('a'))!;
    await world.database.write((tx) =>
      writeToDebtor(tx, world.clock.now(), rini, id, { key: 'words-1', text: 'Boleh saya bantu?' }),
    );
    await world.say('a', 'tadi saya transfer 2500000 untuk faktur 20261');
    expect(words(await world.transcript('a')).at(-1)).toBe(
      'debtor: tadi saya transfer 2500000 untuk faktur 20261',
    );
  });

  it('and a claim by another process wait for each other, whichever was first', async () => {
    const file = join(temporaryDir(), 'sapa.db');
    let pause: { entered(): void; until: Promise<void> } | undefined;
    world = await turnWorld({
      file,
      scope: (real) => async (facts) => {
        pause?.entered();
        await pause?.until;
        return real(facts);
      },
    });
    // A connection and a writer of its own, as another process has them.
    const other = testDatabase(file);
    try {
      const rini = await signedIn(other, { firstName: 'Rini' });
      await world.say('a', 'petugas');
      const entered = gate<void>();
      const until = gate<void>();
      pause = { entered: () => entered.open(), until: until.passed };
      const turn = world.say('a', 'tagihan saya berapa');
      await entered.passed;
      const claim = other.write((tx) => claimHandoff(tx, world.clock.now(), rini, 1));
      until.open();
      await turn;
      expect(await claim).toMatchObject({ ok: true });
      const answered = await world.transcript('a');
      expect(answered.at(-1)?.author).toBe('bot');

      pause = undefined;
      const inside = gate<void>();
      const leave = gate<void>();
      const back = other.write(async (tx) => {
        const done = await returnToBot(tx, world.clock.now(), rini, 1);
        inside.open();
        await leave.passed;
        return done;
      });
      await inside.passed;
      const next = world.say('a', 'tagihan saya berapa');
      leave.open();
      expect(await back).toMatchObject({ ok: true });
      await next;
      // The turn came after the return and knows it: the bot answers.
      expect((await world.transcript('a')).at(-1)?.author).toBe('bot');
      expect(world.outcomes.at(-1)).toBe('answered');
    } finally {
      await other.close();
    }
  });
});
