import { describe, expect, it } from 'vitest';
import type { Asking } from '../../src/identity/index.ts';
import type { Tx } from '../../src/storage/database.ts';
import { addDebtor } from '../support/debtor.ts';
import { addContact, type Diary, diary, MINUTE } from './world.ts';

/*
 * A stranger learns nothing: for a number that exists, one that does not, one without a contact and one
 * whose only contact is flagged the words are equal, and so are the statements run, in order, and the
 * rows written. Equal work is what makes the time equal; bench/identity-timing.ts shows the times.
 */
const NUMBERS = ['C-001', 'INV-2026-0012', 'C-404', 'C-TANPA', 'C-TANDA'];

async function town(): Promise<Diary> {
  const world = await diary();
  await world.write(async (tx) => {
    addDebtor(tx, world.creditorId, 'C-TANPA');
    const flagged = addDebtor(tx, world.creditorId, 'C-TANDA');
    addContact(tx, world.creditorId, flagged, { address: 'salah@contoh.example', flagged: 'not_me' });
  });
  return world;
}

/** Runs a job with every statement of its connection written down, in order. */
async function traced<T>(world: Diary, job: (tx: Tx) => Promise<T>) {
  const ran: string[] = [];
  const result = await world.write(async (tx) => {
    const { sqlite } = tx.connection;
    const proto = Object.getPrototypeOf(sqlite.prepare('SELECT 1')) as Record<string, unknown>;
    const methods = ['run', 'get', 'all'] as const;
    const kept = methods.map((name) => proto[name] as (...values: unknown[]) => unknown);
    methods.forEach((name, index) => {
      proto[name] = function (this: { source: string }, ...values: unknown[]) {
        ran.push(`${name} ${this.source.replace(/\s+/g, ' ')}`);
        return kept[index]!.apply(this, values);
      };
    });
    try {
      return await job(tx);
    } finally {
      methods.forEach((name, index) => {
        proto[name] = kept[index];
      });
    }
  });
  return { result, ran };
}

const counts = (world: Diary) =>
  world.rows(
    `SELECT (SELECT COUNT(*) FROM challenges) AS challenges, (SELECT COUNT(*) FROM outbox) AS outbox,
       (SELECT SUM(tries) FROM challenges) AS tries, (SELECT COUNT(*) FROM verifications) AS verifications`,
  );

async function compare<T>(act: (world: Diary, from: Asking, reference: string) => Promise<T>) {
  const seen = [];
  for (const reference of NUMBERS) {
    const world = await town();
    const from = await world.visitor({ origin: '203.0.113.9' });
    seen.push({ result: await act(world, from, reference), counts: await counts(world) });
    await world.close();
  }
  for (const one of seen) expect(one).toEqual(seen[0]);
  return seen[0]!;
}

describe('a stranger', () => {
  it('is told the same, by the same work, whatever the number', async () => {
    const { result } = await compare((world, from, reference) =>
      traced(world, (tx) =>
        world.identity.startChallenge(tx, { conversation: from, reference, locale: 'id', now: world.now }),
      ),
    );
    expect(result.result).toEqual({ outcome: 'sent', minutes: 5 });
    expect(result.ran.length).toBeGreaterThan(8);
  });

  it('counts down the same wrong codes by the same work, then the same lock', async () => {
    const { result } = await compare(async (world, from, reference) => {
      await world.ask(from, reference);
      const code = await world.wrong(from);
      const answers = [];
      for (let i = 0; i < 6; i++) {
        answers.push(
          await traced(world, (tx) =>
            world.identity.verifyCode(tx, { conversationId: from.id, code, now: world.now }),
          ),
        );
      }
      return { answers, after: await world.resend(from), anew: await world.ask(from, reference) };
    });
    expect(result.answers.map((one) => one.result.outcome)).toEqual([
      'wrong',
      'wrong',
      'wrong',
      'wrong',
      'exhausted',
      'exhausted',
    ]);
    expect(result.after).toEqual({ outcome: 'locked', minutes: 15 });
  });

  it('meets the same pauses, resends and limits by the same work', async () => {
    const { result } = await compare(async (world, from, reference) => {
      const said = [await world.ask(from, reference), await world.resend(from)];
      const runs: string[][] = [];
      for (let i = 0; i < 3; i++) {
        world.pass(MINUTE);
        const { result, ran } = await traced(world, (tx) =>
          world.identity.resendChallenge(tx, { conversation: from, locale: 'id', now: world.now }),
        );
        said.push(result);
        runs.push(ran);
      }
      world.pass(5 * MINUTE);
      const late = await world.answer(from, '000000');
      return { said, runs, late };
    });
    expect(result.said.map((one) => one.outcome)).toEqual(['sent', 'too_soon', 'sent', 'sent', 'limited']);
  });

  it('finds in the stored rows of a decoy what stands in real ones, but for whom it reaches', async () => {
    const world = await town();
    await world.ask(await world.visitor(), 'C-001');
    await world.ask(await world.visitor(), 'C-404');
    const [real, decoy] = await world.rows<Record<string, unknown>>('SELECT * FROM challenges ORDER BY id');
    for (const column of ['subject_hash', 'asker_hash', 'nonce', 'code_hash'] as const) {
      expect(String(decoy![column])).toHaveLength(String(real![column]).length);
    }
    const outbox = await world.rows<{ state: string; payload: string }>('SELECT * FROM outbox ORDER BY id');
    expect(outbox.map((row) => row.state)).toEqual(['pending', 'pending']);
    expect(outbox.map((row) => JSON.parse(row.payload).decoy)).toEqual([false, true]);
    expect(Object.keys(JSON.parse(outbox[1]!.payload))).toEqual(Object.keys(JSON.parse(outbox[0]!.payload)));
    await world.close();
  });

  it('does not open a decoy even with the code it would have had', async () => {
    const world = await diary();
    const from = await world.visitor();
    await world.ask(from);
    const code = (await world.code(from))!;
    // The same row, but sent to nobody.
    await world.rows('UPDATE challenges SET contact_id = NULL RETURNING id');
    expect(await world.answer(from, code)).toEqual({ outcome: 'wrong', left: 4 });
    await world.close();
  });
});
