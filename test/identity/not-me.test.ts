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

  it('from the very address on file is proof enough', async () => {
    const world = await diary();
    const from = { ...(await world.visitor()), channel: 'whatsapp', senderId: '+6281234567890' };
    await world.write(async (tx) => {
      tx.connection.sqlite.prepare('UPDATE contacts SET flagged_at = 1, flag_reason = ?').run('bounced');
      addContact(tx, world.creditorId, world.debtorId, { channel: 'whatsapp', address: from.senderId });
    });
    const identity = (await diary({ deliverable: ['whatsapp'] })).identity;
    await world.write((tx) =>
      identity.startChallenge(tx, { conversation: from, reference: 'C-001', locale: 'id', now: world.now }),
    );
    expect(await notMe(world, from)).toBe(true);
    expect(await flags(world)).toEqual([{ flag_reason: 'bounced' }, { flag_reason: 'not_me' }]);
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
