import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDir } from '../support/database.ts';
import { addDebtor } from '../support/debtor.ts';
import { addContact, type Diary, diary, HOUR, MINUTE, verifyBy } from './world.ts';

/** Real letters in the outbox, without decoys. */
const letters = async (world: Diary) =>
  (await world.rows("SELECT id FROM outbox WHERE NOT json_extract(payload, '$.decoy')")).length;

async function otherDebtors(world: Diary, ...numbers: string[]) {
  await world.write(async (tx) => {
    for (const number of numbers) {
      const id = addDebtor(tx, world.creditorId, number, `Toko ${number}`);
      addContact(tx, world.creditorId, id, { address: `${number.toLowerCase()}@contoh.example` });
    }
  });
}

describe('at most 3 codes in 15 minutes', () => {
  it.each(['C-001', 'C-404'])('for one number, whoever asks, over a restart (%s)', async (reference) => {
    const world = await diary({ file: join(temporaryDir(), 'sapa.db') });
    for (let i = 0; i < 3; i++) {
      expect(await world.ask(await world.visitor(), reference)).toMatchObject({ outcome: 'sent' });
      world.pass(2 * MINUTE);
    }
    await world.restart();
    // Ten-six: the first code was sent at ten, and its place is free again at a quarter past.
    const fourth = await world.visitor();
    expect(await world.ask(fourth, reference)).toEqual({ outcome: 'limited', minutes: 9 });
    world.pass(9 * MINUTE - 1);
    expect(await world.ask(fourth, reference)).toEqual({ outcome: 'limited', minutes: 1 });
    world.pass(1);
    expect(await world.ask(fourth, reference)).toMatchObject({ outcome: 'sent' });
    await world.close();
  });

  it('for one sender, whatever the numbers and conversations', async () => {
    const world = await diary();
    await otherDebtors(world, 'D-2', 'D-3', 'D-4');
    for (const reference of ['C-001', 'D-2', 'D-9']) {
      const from = await world.visitor({ senderId: 'same' });
      expect(await world.ask(from, reference)).toMatchObject({ outcome: 'sent' });
    }
    const again = await world.visitor({ senderId: 'same' });
    expect(await world.ask(again, 'D-4')).toEqual({ outcome: 'limited', minutes: 15 });
    expect(await world.ask(await world.visitor(), 'D-4')).toMatchObject({ outcome: 'sent' });
    await world.close();
  });

  it('for one debtor by different numbers: the words stay, the fourth letter does not go', async () => {
    const world = await diary();
    for (const reference of ['C-001', 'K-77', 'INV-2026-0012']) {
      await world.ask(await world.visitor(), reference);
    }
    expect(await letters(world)).toBe(3);
    const from = await world.visitor();
    world.pass(MINUTE);
    expect(await world.ask(from, 'K-77')).toMatchObject({ outcome: 'sent' });
    expect(await letters(world)).toBe(3);
    expect(await world.code(from)).toBeUndefined();
    await world.close();
  });

  it('and 10 from one network address, whoever asks for whatever', async () => {
    const world = await diary();
    const origin = '203.0.113.9';
    for (let i = 0; i < 10; i++) {
      expect(await world.ask(await world.visitor({ origin }), `X-${i}`)).toMatchObject({ outcome: 'sent' });
    }
    expect(await world.ask(await world.visitor({ origin }), 'X-10')).toEqual({
      outcome: 'limited',
      minutes: 15,
    });
    const elsewhere = await world.visitor({ origin: '203.0.113.10' });
    expect(await world.ask(elsewhere, 'X-10')).toMatchObject({ outcome: 'sent' });
    await world.close();
  });

  it('a resend counts like a first code', async () => {
    const world = await diary();
    const from = await world.visitor();
    await world.ask(from);
    for (let i = 0; i < 2; i++) {
      world.pass(MINUTE);
      expect(await world.resend(from)).toMatchObject({ outcome: 'sent' });
    }
    world.pass(MINUTE);
    expect(await world.resend(from)).toEqual({ outcome: 'limited', minutes: 12 });
    await world.close();
  });
});

describe('the lock-out', () => {
  async function exhaust(world: Diary, reference = 'C-001') {
    const from = await world.visitor();
    expect(await world.ask(from, reference)).toMatchObject({ outcome: 'sent' });
    const wrong = await world.wrong(from);
    for (let i = 0; i < 5; i++) await world.answer(from, wrong);
    return from;
  }

  it.each(['C-001', 'C-404'])('after 5 wrong codes 15 minutes, doubled each time (%s)', async (reference) => {
    const world = await diary({ file: join(temporaryDir(), 'sapa.db') });
    for (const minutes of [15, 30, 60, 120, 240, 240]) {
      const from = await exhaust(world, reference);
      await world.restart();
      expect(await world.resend(from)).toEqual({ outcome: 'locked', minutes });
      expect(await world.ask(await world.visitor(), reference)).toEqual({ outcome: 'locked', minutes });
      world.pass(minutes * MINUTE - 1);
      expect(await world.ask(await world.visitor(), reference)).toEqual({ outcome: 'locked', minutes: 1 });
      world.pass(1);
    }
    await world.close();
  });

  it('follows the sender to other numbers', async () => {
    const world = await diary();
    const from = await exhaust(world, 'C-404');
    expect(await world.ask(from, 'C-001')).toEqual({ outcome: 'locked', minutes: 15 });
    expect(await world.ask(await world.visitor(), 'C-001')).toMatchObject({ outcome: 'sent' });
    await world.close();
  });

  it('cannot be put off by asking for new codes in between', async () => {
    const world = await diary();
    const from = await world.visitor();
    await world.ask(from);
    for (let i = 0; i < 4; i++) await world.answer(from, await world.wrong(from));
    world.pass(MINUTE);
    expect(await world.resend(from)).toMatchObject({ outcome: 'sent' });
    expect(await world.answer(from, await world.wrong(from))).toEqual({ outcome: 'wrong', left: 4 });
    world.pass(MINUTE);
    expect(await world.resend(from)).toMatchObject({ outcome: 'locked' });
    expect((await world.answer(from, (await world.code(from))!)).outcome).toBe('verified');
    await world.close();
  });

  it('is forgotten after a success, and after a day', async () => {
    const world = await diary();
    await exhaust(world);
    world.pass(15 * MINUTE);
    expect((await verifyBy(world, await world.visitor())).outcome).toBe('verified');
    world.pass(15 * MINUTE);
    const from = await exhaust(world);
    expect(await world.resend(from)).toEqual({ outcome: 'locked', minutes: 15 });
    world.pass(24 * HOUR);
    const later = await exhaust(world);
    expect(await world.resend(later)).toEqual({ outcome: 'locked', minutes: 15 });
    await world.close();
  });

  it('of a debtor holds in silence for their other numbers', async () => {
    const world = await diary();
    await exhaust(world, 'K-77');
    const from = await world.visitor();
    expect(await world.ask(from, 'C-001')).toMatchObject({ outcome: 'sent' });
    expect(await world.code(from)).toBeUndefined();
    await world.close();
  });
});
