import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignedInCollector } from '../../src/collectors/index.ts';
import {
  claimHandoff,
  createHandoff,
  releaseHandoff,
  resolveHandoff,
  returnToBot,
  writeToDebtor,
} from '../../src/handoff/index.ts';
import { sqlStatement, type Tx } from '../../src/storage/database.ts';
import { type Left, raceWorld, seeded } from './race-world.ts';

const CONVERSATIONS = 500;
const ROUNDS = 20;
const INTERLEAVINGS = CONVERSATIONS * ROUNDS;

const openHandoff = sqlStatement<[number], { id: number }>(
  `SELECT id FROM handoffs WHERE conversation_id = ? AND state <> 'closed'`,
);

/** What is known outside the database: who was told that they have a conversation, and who is giving it up. */
interface Known {
  id: number;
  /** A collector was told so, and nobody has asked to give it up since. */
  held: boolean;
  leaving: number;
  version: number;
}

interface WitnessRow {
  conversation_id: number;
  kind: 'owner' | 'message' | 'lost';
  owner: string | null;
  collector_id: number | null;
  version: number | null;
  reason: string | null;
  author: string | null;
}

describe(`one owner, in ${INTERLEAVINGS} interleavings of everything that can happen to a conversation`, () => {
  const random = seeded(20_261_121);
  const known = new Map<string, Known>();
  /** What left while a collector had been told that the conversation is theirs. */
  const underCollector: Left[] = [];
  let world: Awaited<ReturnType<typeof raceWorld>>;
  let interleavings = 0;
  let steps = 0;
  let lost = 0;

  beforeAll(async () => {
    world = await raceWorld((left) => {
      const one = known.get(left.conversation);
      if (one?.held && one.leaving === 0) underCollector.push(left);
    });
  });
  afterAll(() => world.close());

  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

  const now = () => world.clock.now();
  const told = (one: Known, answer: { version: number }, held: boolean) => {
    if (answer.version < one.version) return;
    one.version = answer.version;
    one.held = held;
  };
  const onOpen = <T>(one: Known, job: (tx: Tx, handoffId: number) => Promise<T>) =>
    world.database.write(async (tx) => {
      const open = openHandoff(tx).get(one.id);
      return open && job(tx, open.id);
    });

  async function claim(one: Known, who: SignedInCollector): Promise<void> {
    const done = await onOpen(one, async (tx, id) => {
      const claimed = await claimHandoff(tx, now(), who, id);
      if (!claimed.ok && claimed.reason === 'already_claimed') world.lost(tx, one.id, claimed.by.id);
      return claimed;
    });
    if (done?.ok) told(one, done.answer, true);
    else if (done) lost++;
  }

  async function write(one: Known, who: SignedInCollector): Promise<void> {
    const key = `key-${++steps}`;
    const done = await world.database.write((tx) =>
      writeToDebtor(tx, now(), who, one.id, { key, text: `Jawaban ${key}` }),
    );
    if (done.ok) told(one, done.answer, true);
  }

  async function leave(one: Known, how: typeof returnToBot | typeof resolveHandoff, who: SignedInCollector) {
    one.leaving++;
    const done = await onOpen(one, (tx, id) => how(tx, now(), who, id, { supervises: random() < 0.5 }));
    one.leaving--;
    if (done?.ok) told(one, done.answer, false);
  }

  const automatic = (one: Known) =>
    world.database.write((tx) =>
      createHandoff(tx, now(), {
        conversationId: one.id,
        creditorId: 1,
        reason: pick(['not_understood', 'locked']),
      }),
    );

  /** One thing that happens, drawn by weight. */
  function step(name: string): () => Promise<unknown> {
    const one = known.get(name)!;
    const who = pick(world.collectors);
    const drawn = random();
    if (drawn < 0.35) {
      const text = pick([
        'petugas',
        'halo',
        'tagihan saya berapa',
        'cara bayar',
        'qwrt zxcv',
        'batal',
        'logout',
      ]);
      return () => world.say(name, text);
    }
    if (drawn < 0.6) return () => claim(one, who);
    if (drawn < 0.72) return () => write(one, who);
    if (drawn < 0.8) return () => leave(one, returnToBot, who);
    if (drawn < 0.86) return () => leave(one, resolveHandoff, who);
    if (drawn < 0.92) return () => leave(one, releaseHandoff, who);
    return () => automatic(one);
  }

  it('gives no bot a word while a collector has it', async () => {
    const names = Array.from({ length: CONVERSATIONS }, (_, n) => `race-${n}`);
    await Promise.all(names.map((name) => world.say(name, 'petugas')));
    const rows = await world.query<{ id: number; external_id: string }>('SELECT * FROM conversations');
    for (const row of rows) known.set(row.external_id, { id: row.id, held: false, leaving: 0, version: 0 });

    for (let round = 0; round < ROUNDS; round++) {
      // Whatever is drawn is under way at once, in this order and mixed with the outbox.
      const fired = names.flatMap((name) => {
        const all = Array.from({ length: random() < 0.75 ? 2 : 3 }, () => step(name));
        interleavings++;
        return all.map((run) => ({ run, order: random() }));
      });
      fired.sort((one, two) => one.order - two.order);
      world.outbox.nudge();
      await Promise.all(fired.map(({ run }) => run().finally(world.outbox.nudge)));
      const leap = pick([1_000, 60_000, 26 * 60 * 60_000]);
      // An answer that waits for half a day is not sent any more.
      if (leap > 60_000) await world.outbox.drain();
      world.clock.advance(leap);
    }
    await world.outbox.drain();
    expect(world.errors).toEqual([]);
    expect(interleavings).toBeGreaterThanOrEqual(10_000);
    expect(lost).toBeGreaterThan(100);
  }, 180_000);

  it('keeps one chain of owners per conversation; a claim wins over nobody, and who lost was told whose it is', async () => {
    const chains = new Map<number, { owner: string; collectorId: number | null; version: number }>();
    let botWordsUnderCollector = 0;
    let claims = 0;
    let told = 0;
    for (const row of await world.query<WitnessRow>('SELECT * FROM witness ORDER BY id')) {
      const at = chains.get(row.conversation_id) ?? { owner: 'bot', collectorId: null, version: 0 };
      if (row.kind === 'message') {
        if (row.author === 'bot' && at.owner === 'collector') botWordsUnderCollector++;
      } else if (row.kind === 'lost') {
        told++;
        expect(row.collector_id).toBe(at.collectorId);
        expect(at.owner).toBe('collector');
      } else {
        expect(row.version).toBeGreaterThan(at.version);
        if (row.reason === 'claimed') {
          claims++;
          expect(at.collectorId).toBeNull();
        }
        expect(row.owner === 'collector').toBe(row.collector_id !== null);
        const { owner, collector_id: collectorId, version } = row;
        chains.set(row.conversation_id, { owner: owner!, collectorId, version: version! });
      }
    }
    expect(botWordsUnderCollector).toBe(0);
    expect(claims).toBeGreaterThan(500);
    expect(told).toBeGreaterThan(100);
    const ends = await world.query<{
      id: number;
      owner: string;
      collectorId: number | null;
      version: number;
    }>('SELECT id, owner, collector_id AS collectorId, owner_version AS version FROM conversations');
    for (const { id, ...end } of ends)
      expect(end).toEqual(chains.get(id) ?? { owner: 'bot', collectorId: null, version: 0 });
  });

  it('sends and shows no debtor a bot’s words either, and keeps what it held back', async () => {
    const rows = await world.query<{ id: number; payload: string; state: string; last_error: string | null }>(
      'SELECT id, payload, state, last_error FROM outbox',
    );
    const authors = new Map(rows.map((row) => [row.id, (JSON.parse(row.payload) as Left).author]));
    const words = underCollector.map((left) => left.author ?? authors.get(left.outboxId!));
    expect(words.filter((author) => author === 'bot')).toEqual([]);
    // Collectors' own words, notices and debtors' receipts did leave meanwhile: the check has seen something.
    expect(words.filter((author) => author === 'collector').length).toBeGreaterThan(100);

    const withheld = rows.filter((row) => row.last_error === 'taken_over');
    expect(withheld.length).toBeGreaterThan(20);
    expect(new Set(withheld.map((row) => row.state))).toEqual(new Set(['dead']));
    expect(rows.filter((row) => row.state !== 'sent').length).toBe(withheld.length);
  });
});
