import { describe, expect, it } from 'vitest';
import { countOutbox } from '../../src/conversation/outbox.ts';
import {
  listOutbox,
  requeueAllDead,
  requeueOutbox,
  showOutbox,
} from '../../src/conversation/outbox-commands.ts';
import { outboxWorld } from './outbox-world.ts';

/** One sent, one dead for good reason, one dead code whose time is over, one waiting. */
async function someRows() {
  const world = await outboxWorld();
  const refuse = async () => ({ ok: false, retry: false, reason: 'smtp 550' }) as const;
  await world.queue('andi@ptabc.example', 'rahasia satu');
  await world.outbox.drain();
  world.mail.orders.push(refuse, refuse);
  await world.queue('budi@ptabc.example', 'rahasia dua');
  await world.outbox.drain();
  await world.queue('cici@ptabc.example', 'kode', { secret: 1, expiresAt: world.clock.now() + 300_000 });
  await world.outbox.drain();
  world.clock.advance(300_000);
  await world.queue(world.conversationId, 'besok', { now: world.clock.now() + 86_400_000 });
  return world;
}

describe('an operator', () => {
  it('sees whom and what about, never the words or the whole address', async () => {
    const world = await someRows();
    const lines = await world.database.write(async (tx) => listOutbox(tx));
    expect(lines.map((one) => [one.id, one.state, one.to, one.error])).toEqual([
      [4, 'pending', `conversation ${world.conversationId}`, undefined],
      [3, 'dead', 'c•••@ptabc.example', 'smtp 550'],
      [2, 'dead', 'b•••@ptabc.example', 'smtp 550'],
    ]);
    const everything = await world.database.write(async (tx) => [
      listOutbox(tx),
      listOutbox(tx, { state: 'sent' }),
      showOutbox(tx, 1),
    ]);
    expect(JSON.stringify(everything)).not.toMatch(/rahasia|andi@|budi@/);
    expect(everything[1]).toHaveLength(1);
    await world.close();
  });

  it('puts a dead message back, with a reason where that is refused', async () => {
    const world = await someRows();
    const requeue = (id: number) =>
      world.database.write(async (tx) => requeueOutbox(tx, id, world.clock.now()));
    expect(await requeue(99)).toEqual({ ok: false, reason: 'not_found' });
    expect(await requeue(1)).toEqual({ ok: false, reason: 'not_dead' });
    expect(await requeue(3)).toEqual({ ok: false, reason: 'expired' });
    expect(await requeue(2)).toEqual({ ok: true });
    await world.outbox.drain();
    expect(await world.states()).toEqual(['sent', 'sent', 'dead', 'pending']);
    await world.close();
  });

  it('puts all back whose time is not over', async () => {
    const world = await someRows();
    expect(await world.database.write(async (tx) => requeueAllDead(tx, world.clock.now()))).toBe(1);
    expect(await world.states()).toEqual(['sent', 'pending', 'dead', 'pending']);
    await world.close();
  });

  it('gets counts for metrics', async () => {
    const world = await someRows();
    expect(await world.database.write(async (tx) => countOutbox(tx))).toEqual({
      pending: 1,
      sending: 0,
      dead: 2,
      oldestAt: world.clock.now() + 86_400_000,
    });
    expect(world.outbox.stats()).toEqual({ sent: 1, retried: 0, deferred: 0, dead: 2 });
    await world.close();
  });
});
