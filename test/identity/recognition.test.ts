import { describe, expect, it } from 'vitest';
import type { Asking } from '../../src/identity/index.ts';
import { addDebtor } from '../support/debtor.ts';
import { addContact, type Diary, diary, MINUTE, shippedPolicy } from './world.ts';

const NUMBER = '+6281234567890';
const LAST_RESORT = shippedPolicy({ same_number: 'last_resort' });

async function fromNumber(world: Diary, address: string | undefined = NUMBER): Promise<Asking> {
  const at = { channel: 'whatsapp', account: '+628110000000', senderId: 'wa-1' };
  const visitor = await world.visitor(at);
  await world.rows(
    'UPDATE conversations SET channel = ?, account = ? WHERE id = ? RETURNING id',
    at.channel,
    at.account,
    visitor.id,
  );
  return { ...visitor, ...at, ...(address !== undefined && { address }) };
}

/** Puts the number on file of the one debtor of the diary. */
const onFile = (world: Diary, more: { channel?: string; flagged?: string } = {}) =>
  world.write(async (tx) =>
    addContact(tx, world.creditorId, world.debtorId, { channel: 'whatsapp', address: NUMBER, ...more }),
  );

const withoutMailbox = (world: Diary) =>
  world.rows('DELETE FROM debtor_contacts WHERE contact_id = 1 RETURNING contact_id');

const targets = async (world: Diary) =>
  (
    await world.rows<{ channel: string; payload: string }>('SELECT channel, payload FROM outbox ORDER BY id')
  ).map(({ channel, payload }) => {
    const { to, decoy } = JSON.parse(payload);
    return decoy ? 'nowhere' : `${channel} ${to.address}`;
  });

describe('a number that is on file', () => {
  it('for WhatsApp is recognised: the code goes to the mailbox, and proves it', async () => {
    const world = await diary();
    await onFile(world);
    const from = await fromNumber(world);
    expect(await world.recognise(from)).toEqual({ outcome: 'sent', minutes: 5 });
    expect(await targets(world)).toEqual(['email andi@ptabc.example']);
    const checked = await world.answer(from, (await world.code(from))!);
    expect(checked).toMatchObject({ outcome: 'verified', debtor: { externalId: 'C-001' } });
    await world.close();
  });

  it('for SMS alone is nobody on WhatsApp', async () => {
    const world = await diary();
    await onFile(world, { channel: 'sms' });
    expect(await world.recognise(await fromNumber(world))).toEqual({ outcome: 'unknown' });
    expect(await targets(world)).toEqual([]);
    await world.close();
  });

  it('is told where the code went only once it has been proven', async () => {
    const world = await diary();
    await onFile(world);
    const from = await fromNumber(world);
    await world.recognise(from);
    await world.answer(from, (await world.code(from))!);
    world.pass(13 * 60 * MINUTE);
    expect(await world.recognise(from)).toEqual({
      outcome: 'sent',
      minutes: 5,
      masked: 'a•••@ptabc.example',
    });
    await world.close();
  });

  it('never proven by its channel, flagged in any role, or of another creditor is not recognised', async () => {
    const world = await diary();
    await onFile(world);
    expect(await world.recognise(await fromNumber(world, undefined))).toMatchObject({ outcome: 'sent' });
    const { address: _, ...unproven } = await fromNumber(world);
    expect(await world.recognise(unproven)).toEqual({ outcome: 'unknown' });
    expect(await world.recognise(await fromNumber(world, '+6281299999999'))).toEqual({ outcome: 'unknown' });
    const elsewhere = { ...(await fromNumber(world)), creditorId: world.creditorId + 1 };
    expect(await world.recognise(elsewhere)).toEqual({ outcome: 'unknown' });
    await world.write(async (tx) =>
      addContact(tx, world.creditorId, world.debtorId, {
        channel: 'sms',
        address: NUMBER,
        flagged: 'not_me_unproven',
        apart: true,
      }),
    );
    expect(await world.recognise(await fromNumber(world))).toEqual({ outcome: 'unknown' });
    await world.close();
  });

  it('of several debtors is asked for the number as ever', async () => {
    const world = await diary();
    await onFile(world);
    await world.write(async (tx) => {
      const second = addDebtor(tx, world.creditorId, 'C-002');
      addContact(tx, world.creditorId, second, { channel: 'whatsapp', address: NUMBER });
    });
    expect(await world.recognise(await fromNumber(world))).toEqual({ outcome: 'unknown' });
    expect(await targets(world)).toEqual([]);
    await world.close();
  });

  it('with nothing else on file gets no code, unless the creditor allows the same number', async () => {
    for (const [policy, deliverable, expected, sent] of [
      [shippedPolicy(), ['email', 'whatsapp'], { outcome: 'nowhere' }, []],
      [LAST_RESORT, ['email'], { outcome: 'nowhere' }, []],
      [
        LAST_RESORT,
        ['email', 'whatsapp'],
        { outcome: 'sent', minutes: 5, same: true },
        [`whatsapp ${NUMBER}`],
      ],
    ] as const) {
      const world = await diary({ policy, deliverable: [...deliverable] });
      await onFile(world);
      await withoutMailbox(world);
      const from = await fromNumber(world);
      expect(await world.recognise(from)).toEqual(expected);
      expect(await targets(world)).toEqual(sent);
      await world.close();
    }
  });

  it('is no last resort while another contact is on file, though it cannot be reached', async () => {
    const world = await diary({ policy: LAST_RESORT, deliverable: ['whatsapp'] });
    await onFile(world);
    expect(await world.recognise(await fromNumber(world))).toEqual({ outcome: 'nowhere' });
    await world.close();
  });

  it('meets the limits, spoken aloud, and a new code goes where the first one went', async () => {
    const world = await diary();
    await onFile(world);
    const from = await fromNumber(world);
    await world.recognise(from);
    expect(await world.recognise(from)).toEqual({ outcome: 'too_soon', seconds: 60, open: true });
    world.pass(MINUTE);
    expect(await world.resend(from)).toEqual({ outcome: 'sent', minutes: 5 });
    expect(await targets(world)).toEqual(['email andi@ptabc.example', 'email andi@ptabc.example']);
    // Somebody else has had the third code of this debtor.
    await world.ask(await world.visitor());
    world.pass(MINUTE);
    expect(await world.recognise({ ...from, senderId: 'wa-2' })).toEqual({ outcome: 'limited', minutes: 13 });
    expect(await world.resend(from)).toEqual({ outcome: 'limited', minutes: 13 });
    await world.close();
  });
});

describe('a number that asks about a typed one', () => {
  it('gets the code nowhere itself: the same words and rows as for a number that does not exist', async () => {
    const seen = [];
    for (const reference of ['C-001', 'C-404']) {
      const world = await diary({ deliverable: ['email', 'whatsapp'] });
      await onFile(world);
      await withoutMailbox(world);
      const from = await fromNumber(world);
      const told = await world.ask(from, reference);
      seen.push({ told, targets: await targets(world), wrong: await world.answer(from, '000000') });
      await world.close();
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toMatchObject({ told: { outcome: 'sent', minutes: 5 }, targets: ['nowhere'] });
  });

  it('may have it where the creditor allows that, and nobody else has a say', async () => {
    const world = await diary({ policy: LAST_RESORT, deliverable: ['email', 'whatsapp'] });
    await onFile(world);
    await withoutMailbox(world);
    expect(await world.ask(await fromNumber(world), 'INV-2026-0012')).toEqual({
      outcome: 'sent',
      minutes: 5,
    });
    expect(await targets(world)).toEqual([`whatsapp ${NUMBER}`]);
    await world.close();
  });
});
