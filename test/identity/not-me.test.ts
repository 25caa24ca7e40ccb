import { describe, expect, it } from 'vitest';
import type { Asking } from '../../src/identity/index.ts';
import { addContact, type Diary, diary, MINUTE, verifyBy } from './world.ts';

const notMe = (world: Diary, from: Asking) =>
  world.write((tx) => world.identity.flagNotMe(tx, from, world.now));
const flags = (world: Diary) => world.rows('SELECT flag_reason FROM contacts ORDER BY id');

describe('"that is not me"', () => {
  it('from a verified sender ends everything that rests on the contact, for good', async () => {
    const world = await diary();
    const [from, elsewhere] = [await world.visitor(), await world.visitor()];
    await verifyBy(world, elsewhere);
    world.pass(2 * MINUTE);
    await verifyBy(world, from);
    expect(await notMe(world, from)).toBe(true);
    expect(await flags(world)).toEqual([{ flag_reason: 'not_me' }]);
    expect(await world.current(from)).toBeUndefined();
    expect(await world.current(elsewhere)).toBeUndefined();
    world.pass(15 * MINUTE);
    // Same words as ever, but no letter, and nobody is known any more.
    expect(await world.ask(from)).toEqual({ outcome: 'sent', minutes: 5 });
    expect(await world.code(from)).toBeUndefined();
    await world.close();
  });

  it('from a stranger is noted, and locks nobody out', async () => {
    const world = await diary();
    const [stranger, debtor] = [await world.visitor(), await world.visitor()];
    await world.ask(stranger);
    const code = (await world.code(stranger))!;
    expect(await notMe(world, stranger)).toBe(true);
    expect(await flags(world)).toEqual([{ flag_reason: 'not_me_unproven' }]);
    expect(await world.answer(stranger, code)).toEqual({ outcome: 'none' });
    world.pass(MINUTE);
    expect((await verifyBy(world, debtor)).outcome).toBe('verified');
    await world.close();
  });

  it('from the very number on file is proof enough, in every role, and costs no other contact', async () => {
    const world = await diary();
    const number = '+6281234567890';
    const from = {
      ...(await world.visitor({ senderId: 'wa-7' })),
      channel: 'whatsapp',
      address: number,
    };
    await world.write(async (tx) => {
      addContact(tx, world.creditorId, world.debtorId, { channel: 'whatsapp', address: number });
      addContact(tx, world.creditorId, world.debtorId, { channel: 'sms', address: number, apart: true });
    });
    expect(await world.recognise(from)).toEqual({ outcome: 'sent', minutes: 5 });
    expect(await notMe(world, from)).toBe(true);
    expect(await flags(world)).toEqual([
      { flag_reason: null },
      { flag_reason: 'not_me' },
      { flag_reason: 'not_me' },
    ]);
    world.pass(MINUTE);
    expect(await world.recognise(from)).toEqual({ outcome: 'unknown' });
    await world.close();
  });

  it('from a number that had proved itself makes it a stranger again, everywhere', async () => {
    const world = await diary();
    const from = { ...(await world.visitor({ senderId: 'wa-7' })), address: '+6281234567890' };
    await world.write(async (tx) => {
      addContact(tx, world.creditorId, world.debtorId, { channel: 'whatsapp', address: from.address });
    });
    await world.recognise(from);
    expect((await world.answer(from, (await world.code(from))!)).outcome).toBe('verified');
    world.pass(40 * MINUTE);
    expect(await world.current(from)).toBeUndefined();
    expect(await notMe(world, from)).toBe(true);
    // The number alone: whoever holds it now says nothing about the mailbox.
    expect(await flags(world)).toEqual([{ flag_reason: null }, { flag_reason: 'not_me' }]);
    expect(await world.ask(from)).toEqual({ outcome: 'sent', minutes: 5 });
    expect(await world.rows('SELECT * FROM known_senders')).toEqual([]);
    await world.close();
  });

  it('with nothing asked for yet flags nothing', async () => {
    const world = await diary();
    expect(await notMe(world, await world.visitor())).toBe(false);
    expect(await flags(world)).toEqual([{ flag_reason: null }]);
    await world.close();
  });

  it('a code under way to a contact that was then flagged opens nothing', async () => {
    const world = await diary();
    const from = await world.visitor();
    await world.ask(from);
    const code = (await world.code(from))!;
    await world.rows("UPDATE contacts SET flagged_at = 1, flag_reason = 'not_me' RETURNING id");
    expect(await world.code(from)).toBeUndefined();
    expect(await world.answer(from, code)).toEqual({ outcome: 'wrong', left: 4 });
    await world.close();
  });
});

describe('opting out', () => {
  it('is kept with the conversation, once', async () => {
    const world = await diary();
    const from = await world.visitor();
    const optOut = () => world.write((tx) => world.identity.optOut(tx, from.id, world.now));
    expect([await optOut(), await optOut()]).toEqual([true, false]);
    const rows = await world.rows('SELECT opted_out_at FROM conversations');
    expect(rows).toEqual([{ opted_out_at: world.now }]);
    await world.close();
  });
});
