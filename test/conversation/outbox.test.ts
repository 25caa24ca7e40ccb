import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/channels/channel.ts';
import { createOutbox } from '../../src/conversation/outbox.ts';
import { OUTBOX, retryDelay } from '../../src/conversation/outbox-policy.ts';
import { enqueueOutbox } from '../../src/storage/outbox-rows.ts';
import { temporaryDir, testDatabase } from '../support/database.ts';
import { gate, outboxWorld, scriptedChannel, until } from './outbox-world.ts';

const later: Delivery = { ok: false, retry: true, reason: 'smtp 450' };
const never: Delivery = { ok: false, retry: false, reason: 'smtp 550' };

const payload = (creditorId: number) => ({
  creditorId,
  locale: 'id',
  to: { address: 'andi@ptabc.example' },
  author: 'system' as const,
  lines: [{ verbatim: 'umpan' }],
});

describe('the outbox', () => {
  it('sends what is due, once, and says so', async () => {
    const world = await outboxWorld();
    await world.queue('andi@ptabc.example', 'satu');
    await world.queue('andi@ptabc.example', 'dua', { dedupeKey: 'd' });
    await world.queue('andi@ptabc.example', 'dua', { dedupeKey: 'd' });
    await world.queue('andi@ptabc.example', 'besok', { now: world.clock.now() + 86_400_000 });
    await world.queue('', '', { payload: { ...payload(world.creditorId), decoy: true } });
    await world.outbox.drain();
    await world.outbox.drain();
    expect(world.mail.texts().sort()).toEqual(['dua', 'satu']);
    expect(await world.states()).toEqual(['sent', 'sent', 'pending', 'sent']);
    expect(world.outbox.stats()).toEqual({ sent: 3, retried: 0, deferred: 0, dead: 0 });
    await world.close();
  });

  it('tries again after growing pauses with full jitter, then gives up', async () => {
    const world = await outboxWorld({ random: () => 0.5 });
    world.mail.orders.push(...Array.from({ length: OUTBOX.maxAttempts }, () => async () => later));
    await world.queue('andi@ptabc.example', 'halo');
    const pauses: number[] = [];
    for (let i = 0; i < OUTBOX.maxAttempts; i++) {
      await world.outbox.drain();
      const [row] = await world.rows();
      pauses.push(row!.next_attempt_at - world.clock.now());
      world.clock.advance(row!.next_attempt_at - world.clock.now());
    }
    expect(pauses.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(pauses.at(-2)).toBe(15 * 60_000);
    const [row] = await world.rows();
    expect(row).toMatchObject({
      state: 'dead',
      attempts: OUTBOX.maxAttempts,
      last_error: 'gave_up; smtp 450',
    });
    await world.outbox.drain();
    expect(world.mail.seen).toHaveLength(OUTBOX.maxAttempts);
    expect(new Set(world.mail.seen.map((one) => one.id)).size).toBe(1);
    await world.close();
  });

  it('the pause never exceeds its ceiling, nor half an hour', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (n, r) => {
          const pause = retryDelay(n, () => r);
          expect(pause).toBeGreaterThanOrEqual(0);
          expect(pause).toBeLessThanOrEqual(Math.min(2 ** (n - 1) * 2_000, 30 * 60_000));
        },
      ),
    );
  });

  it('gives up at once what will never work, or has no channel, or is too late', async () => {
    const world = await outboxWorld();
    world.mail.orders.push(async () => never);
    await world.queue('siapa@ptabc.example', 'halo');
    await world.queue('+6281234567890', 'halo', { channel: 'sms' });
    await world.queue('andi@ptabc.example', 'kode', { expiresAt: world.clock.now(), secret: 1 });
    await world.queue('andi@ptabc.example', 'kode lama', { secret: 404 });
    await world.queue(world.conversationId, 'kode', { secret: 1 });
    await world.outbox.drain();
    expect((await world.rows()).map((row) => [row.state, row.last_error])).toEqual([
      ['dead', 'smtp 550'],
      ['dead', 'no_channel'],
      ['dead', 'expired'],
      ['dead', 'superseded'],
      ['dead', 'a code cannot go into a conversation'],
    ]);
    expect(world.mail.seen).toHaveLength(1);
    expect(world.chat).toEqual([]);
    await world.close();
  });

  it('a retry that would come after its end is not waited for', async () => {
    const world = await outboxWorld();
    world.mail.orders.push(async () => later);
    await world.queue('andi@ptabc.example', 'kode', { expiresAt: world.clock.now() + 500, secret: 1 });
    await world.outbox.drain();
    expect((await world.rows())[0]).toMatchObject({ state: 'dead', last_error: 'expired; smtp 450' });
    await world.close();
  });

  it('puts the code in at the moment of sending and writes it nowhere', async () => {
    const world = await outboxWorld();
    world.mail.orders.push(async () => later);
    await world.queue('andi@ptabc.example', 'kode ', { secret: 1 });
    await world.outbox.drain();
    world.clock.advance(60_000);
    await world.outbox.drain();
    expect(world.mail.texts()).toEqual(['kode 123456', 'kode 123456']);
    const kept = JSON.stringify([await world.rows(), world.logged]);
    expect(kept).not.toContain('123456');
    expect(world.logged.join()).not.toContain('ptabc');
    expect(world.logged).toHaveLength(1);
    await world.close();
  });

  it('an error inside is tried again, and a broken row is no end of the others', async () => {
    const world = await outboxWorld();
    world.mail.orders.push(async () => {
      throw new Error('bug');
    });
    await world.queue('andi@ptabc.example', 'satu');
    await world.outbox.drain();
    expect((await world.rows())[0]).toMatchObject({ state: 'pending', last_error: 'internal error' });
    await world.database.write(async (tx) => {
      const sql =
        "INSERT INTO outbox (channel, payload, next_attempt_at, created_at) VALUES ('email', '{}', 0, 0)";
      tx.connection.sqlite.prepare(sql).run();
    });
    await world.queue('andi@ptabc.example', 'dua');
    await world.outbox.drain();
    expect(await world.states()).toEqual(['pending', 'pending', 'sent']);
    await world.close();
  });

  it('sends some at once, never more than its limit', async () => {
    const world = await outboxWorld();
    const held = gate<Delivery>();
    let most = 0;
    let now = 0;
    world.mail.orders.push(
      ...Array.from({ length: 20 }, () => async () => {
        most = Math.max(most, ++now);
        await held.passed;
        now--;
        return { ok: true } as const;
      }),
    );
    for (let i = 0; i < 20; i++) await world.queue(`a${i}@ptabc.example`, `surat ${i}`);
    const drained = world.outbox.drain();
    await until(() => world.mail.seen.length === OUTBOX.concurrency);
    held.open({ ok: true });
    await drained;
    expect(most).toBe(OUTBOX.concurrency);
    expect(await world.states()).toEqual(Array.from({ length: 20 }, () => 'sent'));
    await world.close();
  });

  it('a channel that takes its time keeps no other one waiting', async () => {
    const world = await outboxWorld();
    const phone = scriptedChannel('whatsapp');
    const held = gate<Delivery>();
    phone.orders.push(...Array.from({ length: 20 }, () => () => held.passed));
    const outbox = createOutbox({
      ...world.deps,
      channels: new Map([...world.deps.channels, ['whatsapp', phone.adapter]]),
    });
    for (let i = 0; i < 20; i++) await world.queue(`wa-${i}`, `jawaban ${i}`, { channel: 'whatsapp' });
    await world.queue('andi@ptabc.example', 'kode');
    const drained = outbox.drain();
    await until(() => world.mail.seen.length === 1 && phone.seen.length === OUTBOX.concurrency);
    held.open({ ok: true });
    await drained;
    expect(phone.seen).toHaveLength(20);
    expect(new Set(await world.states())).toEqual(new Set(['sent']));
    await world.close();
  });
});

describe('a crash', () => {
  it('between sending and marking sends again after the lease, under the same id', async () => {
    const file = join(temporaryDir(), 'sapa.db');
    const world = await outboxWorld({ file });
    const held = gate<Delivery>();
    world.mail.orders.push(() => held.passed);
    await world.queue('andi@ptabc.example', 'halo');
    world.outbox.nudge();
    await until(() => world.mail.seen.length === 1);
    // The first process hangs for ever; another one starts on the same file.
    const second = createOutbox({ ...world.deps, database: testDatabase(file) });
    await second.drain();
    expect(world.mail.seen).toHaveLength(1);
    world.clock.advance(OUTBOX.leaseMs);
    await second.drain();
    expect(world.mail.seen).toHaveLength(2);
    expect(world.mail.seen[0]?.id).toBe(world.mail.seen[1]?.id);
    expect((await world.rows())[0]).toMatchObject({ state: 'sent', attempts: 2 });
    // The first one comes back with bad news: the row is not its own any more.
    held.open(never);
    await until(() => world.logged.length > 0);
    expect(world.logged[0]).toContain('the lease had passed');
    expect((await world.rows())[0]).toMatchObject({ state: 'sent', last_error: null });
    await second.stop();
    await world.close();
  });

  it('that a row causes each time ends with the row', async () => {
    const world = await outboxWorld();
    await world.queue('andi@ptabc.example', 'halo');
    await world.database.write(async (tx) => {
      const sql = "UPDATE outbox SET state = 'sending', attempts = ?, leased_until = 1, next_attempt_at = 1";
      tx.connection.sqlite.prepare(sql).run(OUTBOX.maxAttempts);
    });
    await world.outbox.drain();
    expect((await world.rows())[0]).toMatchObject({ state: 'dead', last_error: 'gave up after crashes' });
    expect(world.mail.seen).toEqual([]);
    await world.close();
  });
});

describe('waking up', () => {
  it('a commit of another process is sent without being told', async () => {
    const file = join(temporaryDir(), 'sapa.db');
    const world = await outboxWorld({ file });
    world.outbox.start();
    await world.outbox.drain();
    const other = testDatabase(file);
    const arrived = gate<Delivery>();
    world.mail.orders.push(async () => {
      arrived.open({ ok: true });
      return { ok: true };
    });
    await other.write((tx) =>
      enqueueOutbox(tx, {
        channel: 'email',
        now: world.clock.now(),
        payload: {
          creditorId: 1,
          locale: 'id',
          to: { address: 'andi@ptabc.example' },
          author: 'collector',
          lines: [{ verbatim: 'Selamat siang' }],
        },
      }),
    );
    await arrived.passed;
    expect(world.mail.texts()).toEqual(['Selamat siang']);
    await other.close();
    await world.close();
  });

  it('stops after what is under way, and takes no more', async () => {
    const world = await outboxWorld();
    const held = gate<Delivery>();
    world.mail.orders.push(() => held.passed);
    await world.queue('andi@ptabc.example', 'satu');
    world.outbox.nudge();
    await until(() => world.mail.seen.length === 1);
    await world.queue('andi@ptabc.example', 'dua');
    const stopped = world.outbox.stop();
    held.open({ ok: true });
    await stopped;
    world.outbox.nudge();
    await world.outbox.drain();
    expect(await world.states()).toEqual(['sent', 'pending']);
    await world.database.close();
  });
});
