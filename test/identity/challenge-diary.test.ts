import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDir } from '../support/database.ts';
import { addDebtor } from '../support/debtor.ts';
import { addContact, diary, MINUTE, shippedPolicy, verifyBy } from './world.ts';

describe('a code', () => {
  it('opens with the debtor, contract or invoice number, however it is written', async () => {
    const world = await diary();
    for (const reference of ['C-001', 'c 001', 'K-77', 'inv/2026/0012']) {
      const from = await world.visitor();
      const checked = await verifyBy(world, from, reference);
      expect(checked).toMatchObject({ outcome: 'verified', debtor: { debtorId: world.debtorId } });
      world.pass(16 * MINUTE);
    }
    await world.close();
  });

  it('is good once', async () => {
    const world = await diary();
    const from = await world.visitor();
    await world.ask(from);
    const code = (await world.code(from))!;
    expect(code).toMatch(/^\d{6}$/);
    expect((await world.answer(from, code)).outcome).toBe('verified');
    expect((await world.answer(from, code)).outcome).toBe('none');
    expect(await world.code(from)).toBeUndefined();
    await world.close();
  });

  it('is read with the blanks and dashes people type', async () => {
    const world = await diary();
    const from = await world.visitor();
    await world.ask(from);
    const code = (await world.code(from))!;
    expect((await world.answer(from, ` ${code.slice(0, 3)} ${code.slice(3)}`)).outcome).toBe('verified');
    await world.close();
  });

  it('holds for 5 minutes and not a millisecond more', async () => {
    const world = await diary();
    const [early, late] = [await world.visitor(), await world.visitor()];
    await world.ask(early);
    const first = (await world.code(early))!;
    world.pass(5 * MINUTE - 1);
    expect((await world.answer(early, first)).outcome).toBe('verified');
    world.pass(MINUTE);
    await world.ask(late);
    const second = (await world.code(late))!;
    world.pass(5 * MINUTE);
    expect(await world.code(late)).toBeUndefined();
    expect((await world.answer(late, second)).outcome).toBe('expired');
    expect((await world.answer(late, second)).outcome).toBe('expired');
    await world.close();
  });

  it('may be tried 5 times, over a restart too', async () => {
    const world = await diary({ file: join(temporaryDir(), 'sapa.db') });
    const from = await world.visitor();
    await world.ask(from);
    const right = (await world.code(from))!;
    const wrong = await world.wrong(from);
    for (const left of [4, 3]) expect(await world.answer(from, wrong)).toEqual({ outcome: 'wrong', left });
    await world.restart();
    for (const left of [2, 1]) expect(await world.answer(from, wrong)).toEqual({ outcome: 'wrong', left });
    expect(await world.code(from)).toBe(right);
    expect(await world.answer(from, wrong)).toEqual({ outcome: 'exhausted', minutes: 15 });
    expect(await world.answer(from, right)).toEqual({ outcome: 'exhausted', minutes: 15 });
    await world.close();
  });

  it('the right one on the fifth try still opens', async () => {
    const world = await diary();
    const from = await world.visitor();
    await world.ask(from);
    const wrong = await world.wrong(from);
    for (let i = 0; i < 4; i++) await world.answer(from, wrong);
    expect((await world.answer(from, (await world.code(from))!)).outcome).toBe('verified');
    await world.close();
  });

  it('comes again after 60 seconds, and the older one ends', async () => {
    const world = await diary();
    const from = await world.visitor();
    expect(await world.resend(from)).toEqual({ outcome: 'none' });
    await world.ask(from);
    const older = (await world.code(from))!;
    world.pass(59_000);
    expect(await world.resend(from)).toEqual({ outcome: 'too_soon', seconds: 1, open: true });
    expect(await world.ask(from)).toEqual({ outcome: 'too_soon', seconds: 1, open: true });
    expect(await world.code(from)).toBe(older);
    world.pass(1_000);
    expect(await world.resend(from)).toMatchObject({ outcome: 'sent' });
    const newer = (await world.code(from))!;
    const replaced = await world.rows("SELECT id FROM challenges WHERE outcome = 'replaced'");
    expect(replaced).toHaveLength(1);
    if (newer !== older) expect((await world.answer(from, older)).outcome).toBe('wrong');
    expect((await world.answer(from, newer)).outcome).toBe('verified');
    await world.close();
  });

  it('belongs to the conversation that asked for it', async () => {
    const world = await diary();
    const [from, other] = [await world.visitor(), await world.visitor()];
    await world.ask(from);
    const code = (await world.code(from))!;
    expect(await world.answer(other, code)).toEqual({ outcome: 'none' });
    expect((await world.answer(from, code)).outcome).toBe('verified');
    await world.close();
  });

  it('is not stored, nor worked out under another server secret', async () => {
    const world = await diary();
    const from = await world.visitor();
    await world.ask(from);
    const code = (await world.code(from))!;
    const stored = JSON.stringify([
      ...(await world.rows('SELECT * FROM challenges')),
      ...(await world.rows('SELECT payload, dedupe_key, last_error FROM outbox')),
    ]);
    expect(stored).not.toContain(code);
    expect(stored).not.toContain('visitor-1');
    await world.close();
  });
});

describe('what may be asked with', () => {
  it('never a national id or a card number: refused by name, nothing stored', async () => {
    const world = await diary();
    const from = await world.visitor();
    const nik = await world.ask(from, '3174 0512 0990 0001');
    expect(nik).toEqual({ outcome: 'forbidden_kind', kind: 'national_id' });
    const card = await world.ask(from, '4111-1111-1111-1111');
    expect(card).toEqual({ outcome: 'forbidden_kind', kind: 'card' });
    expect(await world.rows('SELECT id FROM challenges')).toEqual([]);
    await world.close();
  });

  it('a number of another creditor is an unknown number', async () => {
    const world = await diary();
    const from = { ...(await world.visitor()) };
    const other = await world.write(async (tx) => {
      const sql = `INSERT INTO creditors (slug, name, created_at) VALUES ('lain', 'PT Lain', 0)`;
      return Number(tx.connection.sqlite.prepare(sql).run().lastInsertRowid);
    });
    await world.ask({ ...from, creditorId: other });
    expect(await world.rows('SELECT debtor_id, contact_id FROM challenges')).toEqual([
      { debtor_id: null, contact_id: null },
    ]);
    await world.close();
  });

  it('written as in the ledger wins; a number that fits two debtors opens neither', async () => {
    const world = await diary();
    await world.write(async (tx) => {
      const twin = addDebtor(tx, world.creditorId, 'C0-01', 'Kembar');
      addContact(tx, world.creditorId, twin, { address: 'kembar@contoh.example' });
    });
    await world.ask(await world.visitor(), 'C0-01');
    world.pass(2 * MINUTE);
    await world.ask(await world.visitor(), 'c 001');
    const rows = await world.rows<{ name: string | null }>(
      'SELECT d.name FROM challenges h LEFT JOIN debtors d ON d.id = h.debtor_id ORDER BY h.id',
    );
    expect(rows.map((row) => row.name)).toEqual(['Kembar', null]);
    await world.close();
  });

  it('with the last four digits of the phone, where the creditor asks for them', async () => {
    const policy = shippedPolicy({ creditors: { contoh: { require: ['reference', 'phone_last4'] } } });
    const world = await diary({ policy });
    await world.write(async (tx) => {
      addContact(tx, world.creditorId, world.debtorId, { channel: 'whatsapp', address: '+6281234567890' });
    });
    for (const reference of ['C-001', 'C-999']) {
      expect(await world.ask(await world.visitor(), reference)).toEqual({ outcome: 'need_phone_last4' });
    }
    const [wrong, right] = [await world.visitor(), await world.visitor()];
    const said = [await world.ask(wrong, 'C-001', '1111')];
    expect(await world.code(wrong)).toBeUndefined();
    world.pass(MINUTE);
    said.push(await world.ask(right, 'C-001', '7890'));
    expect(said[0]).toEqual(said[1]);
    expect((await world.answer(right, (await world.code(right))!)).outcome).toBe('verified');
    await world.close();
  });
});
