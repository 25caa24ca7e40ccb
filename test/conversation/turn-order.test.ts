import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type TurnWorld, turnWorld } from './turn-world.ts';

const TEXTS = [
  'halo',
  'berapa tagihan saya',
  'C-1001',
  'batal',
  'terima kasih',
  'petugas',
  'qwrt zzz',
  'ulangi',
];

const step = fc.record({
  conversation: fc.constantFrom('a', 'b', 'c', 'd'),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.record({ text: fc.constantFrom(...TEXTS) }) },
    { weight: 2, arbitrary: fc.constant('again' as const) },
    { weight: 1, arbitrary: fc.constant('join' as const) },
  ),
});

describe('messages of several conversations, in any order and at once', () => {
  let world: TurnWorld;
  afterEach(() => world.database.close());

  it('keep the order of each, without a gap, each answered once', async () => {
    world = await turnWorld();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { maxLength: 4 }),
        async (batches) => {
          run++;
          const sent = new Map<string, string[]>();
          const messages = new Map<string, ReturnType<TurnWorld['message']>[]>();
          for (const batch of batches) {
            // What stands in one batch is under way at the same time.
            await Promise.all(
              batch.map(({ conversation, what }) => {
                const name = `${run}-${conversation}`;
                if (what === 'join') return world.join(name);
                const before = messages.get(name) ?? [];
                const message = what === 'again' ? before.at(-1) : world.message(name, what.text);
                if (!message) return undefined;
                if (what !== 'again') {
                  messages.set(name, [...before, message]);
                  sent.set(name, [...(sent.get(name) ?? []), message.externalId]);
                }
                return world.receive(message);
              }),
            );
          }
          for (const [name, ids] of sent) {
            const rows = await world.transcript(name);
            expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
            expect((await world.conversation(name))?.last_seq).toBe(rows.length);
            const inbound = rows.filter((row) => row.author === 'debtor');
            expect(inbound.map((row) => row.external_id)).toEqual(ids);
            // Answers stand right behind what they answer.
            for (const row of rows.filter((one) => one.author === 'bot')) {
              const asked = rows.findLast((one) => one.seq < row.seq && one.author !== 'bot');
              expect(row.in_reply_to).toBe(asked?.seq);
            }
            for (const row of inbound) expect(rows[row.seq]?.in_reply_to).toBe(row.seq);
          }
          expect(world.errors).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
