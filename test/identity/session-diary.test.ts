import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as door from '../../src/identity/index.ts';
import { assertVerified, recordDisclosure, type VerifiedDebtor } from '../../src/identity/index.ts';
import { temporaryDir } from '../support/database.ts';
import { addDebtor } from '../support/debtor.ts';
import { addContact, diary, HOUR, MINUTE, START, verifyBy } from './world.ts';

describe('a verification', () => {
  it('ends 30 minutes after it was last used, over a restart too', async () => {
    const world = await diary({ file: join(temporaryDir(), 'sapa.db') });
    const from = await world.visitor();
    await verifyBy(world, from);
    world.pass(29 * MINUTE);
    expect(await world.current(from)).toMatchObject({ debtorId: world.debtorId, verifiedAt: START });
    await world.restart();
    world.pass(29 * MINUTE);
    expect((await world.current(from))?.expiresAt).toBe(world.now + 30 * MINUTE);
    world.pass(30 * MINUTE);
    expect(await world.current(from)).toBeUndefined();
    await world.close();
  });

  it('ends after 12 hours, however busily it is used', async () => {
    const world = await diary();
    const from = await world.visitor();
    await verifyBy(world, from);
    for (let i = 0; i < 12 * 4 - 1; i++) {
      world.pass(15 * MINUTE);
      expect(await world.current(from)).toBeDefined();
    }
    expect((await world.current(from))?.expiresAt).toBe(START + 12 * HOUR);
    world.pass(15 * MINUTE);
    expect(await world.current(from)).toBeUndefined();
    await world.close();
  });

  it('writes its last use at most once a minute', async () => {
    const world = await diary();
    const from = await world.visitor();
    await verifyBy(world, from);
    const used = async () =>
      (await world.rows<{ at: number }>('SELECT last_used_at AS at FROM verifications'))[0]?.at;
    world.pass(MINUTE);
    await world.current(from);
    expect(await used()).toBe(START);
    world.pass(1);
    await world.current(from);
    expect(await used()).toBe(world.now);
    await world.close();
  });

  it('holds in its own conversation only', async () => {
    const world = await diary();
    const [from, other] = [await world.visitor(), await world.visitor()];
    await verifyBy(world, from);
    expect(await world.current(other)).toBeUndefined();
    await world.close();
  });

  it('ends with "keluar"; the code that waits ends with it', async () => {
    const world = await diary();
    const from = await world.visitor();
    await verifyBy(world, from);
    const end = () => world.write((tx) => world.identity.end(tx, from.id, world.now));
    expect(await end()).toBe(true);
    expect(await world.current(from)).toBeUndefined();
    expect(await end()).toBe(false);
    world.pass(MINUTE);
    await world.ask(from);
    const code = (await world.code(from))!;
    await end();
    expect(await world.answer(from, code)).toEqual({ outcome: 'none' });
    await world.close();
  });

  it('marks the contact as verified and the sender as known', async () => {
    const world = await diary();
    const from = await world.visitor();
    await verifyBy(world, from);
    expect(await world.rows('SELECT verified_at FROM contacts')).toEqual([{ verified_at: START }]);
    world.pass(2 * MINUTE);
    expect(await world.ask(from)).toEqual({ outcome: 'sent', minutes: 5, masked: 'a•••@ptabc.example' });
    world.pass(2 * MINUTE);
    expect(await world.ask(await world.visitor())).toEqual({ outcome: 'sent', minutes: 5 });
    await world.close();
  });
});

describe('a contact that speaks for several debtors', () => {
  async function group() {
    const world = await diary();
    const { second, stranger } = await world.write(async (tx) => {
      const second = addDebtor(tx, world.creditorId, 'C-002', 'Cabang Dua');
      addContact(tx, world.creditorId, second, { address: 'andi@ptabc.example' });
      return { second, stranger: addDebtor(tx, world.creditorId, 'C-003', 'Toko Lain') };
    });
    const from = await world.visitor();
    const checked = await verifyBy(world, from);
    if (checked.outcome !== 'verified') throw new Error(checked.outcome);
    return { world, from, second, stranger, checked };
  }

  it('goes over to another on the same code, and its hours go on', async () => {
    const { world, from, second, checked } = await group();
    expect(checked.others).toEqual([{ debtorId: second, name: 'Cabang Dua', externalId: 'C-002' }]);
    world.pass(20 * MINUTE);
    const key = (await world.current(from))!;
    const chosen = await world.write((tx) => world.identity.chooseDebtor(tx, key, second, world.now));
    expect(chosen).toMatchObject({ ok: true, debtor: { debtorId: second, verifiedAt: START } });
    expect(await world.current(from)).toMatchObject({ debtorId: second, externalId: 'C-002' });
    const open = await world.rows('SELECT expires_at FROM verifications WHERE ended_at IS NULL');
    expect(open).toEqual([{ expires_at: START + 12 * HOUR }]);
    await world.close();
  });

  it('goes over to nobody else, and not with a key that has ended', async () => {
    const { world, from, second, stranger, checked } = await group();
    const choose = (id: number) =>
      world.write((tx) => world.identity.chooseDebtor(tx, checked.debtor, id, world.now));
    expect(await choose(stranger)).toEqual({ ok: false, reason: 'not_spoken_for' });
    await world.write((tx) => world.identity.end(tx, from.id, world.now));
    expect(await choose(second)).toEqual({ ok: false, reason: 'ended' });
    await world.close();
  });
});

describe('the key', () => {
  it('cannot be made outside, copied or used after its time', async () => {
    expect(Object.keys(door)).not.toContain('sealVerifiedDebtor');
    const world = await diary();
    const from = await world.visitor();
    await verifyBy(world, from);
    const key = (await world.current(from))!;
    assertVerified(key, world.now);
    expect(() => assertVerified({ ...key } as VerifiedDebtor, world.now)).toThrow('not a VerifiedDebtor');
    expect(() => assertVerified(key, key.expiresAt)).toThrow('expired');
    expect(() => Object.assign(key, { debtorId: 99 })).toThrow();
    await world.close();
  });

  it('leaves a row for each figure shown, and none without it', async () => {
    const world = await diary();
    const from = await world.visitor();
    await verifyBy(world, from);
    const key = (await world.current(from))!;
    await world.write((tx) => recordDisclosure(tx, key, world.now, 'invoice', 'INV-2026-0012'));
    expect(await world.rows('SELECT * FROM disclosures')).toEqual([
      {
        id: 1,
        at: START,
        debtor_id: world.debtorId,
        conversation_id: from.id,
        verification_id: key.verificationId,
        what: 'invoice',
        detail: 'INV-2026-0012',
      },
    ]);
    const forged = { ...key } as VerifiedDebtor;
    await expect(world.write((tx) => recordDisclosure(tx, forged, world.now, 'balance'))).rejects.toThrow(
      'not a VerifiedDebtor',
    );
    await world.close();
  });
});
