import { describe, expect, it } from 'vitest';
import type { Directory } from '../../../src/channels/whatsapp/store.ts';
import {
  addWhatsAppAccount,
  createAccountSecrets,
  createDirectory,
  putTemplate,
  removeWhatsAppAccount,
} from '../../../src/storage/whatsapp/index.ts';
import { TestClock } from '../../support/clock.ts';
import { testDatabase } from '../../support/database.ts';

const KEY = 'a data key of tests, long enough to be one';
const [ANDI, SARI, NEW] = ['+6281200000001', '+6281200000002', '+6281200000009'];
const clock = new TestClock('2026-03-11T10:00:00+07:00');

/** A creditor with one number and two contacts on file, and another creditor with one. */
async function ledger() {
  const database = testDatabase();
  const secrets = createAccountSecrets(KEY);
  const [id, other] = await database.write(async (tx) => {
    tx.connection.sqlite.exec(`
      INSERT INTO creditors (id, slug, name, locale, created_at) VALUES (1, 'contoh', 'PT Contoh', 'id', 0), (2, 'lain', 'PT Lain', 'en', 0);
      INSERT INTO contacts (id, creditor_id, channel, address, created_at)
        VALUES (1, 1, 'whatsapp', '${ANDI}', 0), (2, 1, 'whatsapp', '${SARI}', 0), (3, 1, 'email', 'a@b.example', 0),
          (4, 2, 'whatsapp', '${NEW}', 0);
    `);
    return [1, 2].map((creditorId) => {
      const phone = `+62215550000${creditorId}`;
      const one = { creditorId, phone, transport: 'baileys' as const, ownerEmail: null };
      const done = addWhatsAppAccount(tx, one, 0);
      return done.ok ? done.id : 0;
    });
  });
  // Fits the channel's port, or this does not compile.
  const directory: Directory = createDirectory({ database, clock, secrets });
  const rows = () =>
    database.read(async (tx) =>
      tx.connection.sqlite
        .prepare('SELECT id, phone, lid, business_scoped_id AS bsuid FROM whatsapp_senders ORDER BY id')
        .all(),
    );
  return { database, secrets, directory, rows, id: id!, other: other! };
}

describe('who writes', () => {
  it('is one row for number and LID, however the messages are addressed', async () => {
    const { directory, rows, id, other } = await ledger();
    const first = await directory.sender(id, { phone: ANDI, lid: '101' }, 1_000);
    expect(first).toEqual({ name: 'wa-1', address: ANDI });
    expect(await directory.sender(id, { lid: '101' }, 2_000)).toEqual(first);
    expect(await directory.sender(id, { phone: ANDI }, 3_000)).toEqual(first);
    expect((await directory.sender(other, { phone: ANDI, lid: '101' }, 1_000)).name).toBe('wa-2');
    expect(await rows()).toHaveLength(2);
  });

  it('with a number first and the LID later is the same row', async () => {
    const { directory, rows, id } = await ledger();
    await directory.sender(id, { phone: ANDI }, 1_000);
    expect((await directory.sender(id, { phone: ANDI, lid: '101' }, 2_000)).name).toBe('wa-1');
    expect(await rows()).toEqual([{ id: 1, phone: ANDI, lid: '101', bsuid: null }]);
  });

  it('is somebody new when the number comes with another LID', async () => {
    const { directory, rows, id } = await ledger();
    await directory.sender(id, { phone: ANDI, lid: '101' }, 1_000);
    expect(await directory.sender(id, { phone: ANDI, lid: '909' }, 2_000)).toEqual({
      name: 'wa-2',
      address: ANDI,
    });
    expect(await rows()).toEqual([
      { id: 1, phone: null, lid: '101', bsuid: null },
      { id: 2, phone: ANDI, lid: '909', bsuid: null },
    ]);
    // Who had it before may still be answered, and is no longer known by that number.
    expect(await directory.sender(id, { lid: '101' }, 3_000)).toEqual({ name: 'wa-1' });
    expect(await directory.recipient(ANDI, 1)).toMatchObject({ name: 'wa-2', party: { lid: '909' } });
    expect(await directory.recipient('wa-1', 1)).toMatchObject({ party: { lid: '101' } });
  });

  it('is somebody new, too, when only the lookup had told of the earlier LID', async () => {
    const { directory, rows, id } = await ledger();
    await directory.learnt(id, [{ phone: ANDI, lid: '101' }], 500);
    await directory.sender(id, { phone: ANDI }, 1_000);
    expect((await directory.sender(id, { phone: ANDI, lid: '909' }, 2_000)).name).toBe('wa-2');
    expect((await rows())[0]).toMatchObject({ phone: null, lid: null });
    // Nobody can be reached by a row without any id: not the new owner of the number either.
    expect(await directory.recipient('wa-1', 1)).toBeUndefined();
  });

  it('keeps the row when the person changes the number', async () => {
    const { directory, rows, id } = await ledger();
    await directory.sender(id, { phone: ANDI, lid: '101' }, 1_000);
    await directory.sender(id, { phone: SARI, lid: '202' }, 1_000);
    expect(await directory.sender(id, { phone: SARI, lid: '101' }, 2_000)).toEqual({
      name: 'wa-1',
      address: SARI,
    });
    expect(await rows()).toEqual([
      { id: 1, phone: SARI, lid: '101', bsuid: null },
      { id: 2, phone: null, lid: '202', bsuid: null },
    ]);
  });

  it('by a LID alone learns the number from the lookup, before or after', async () => {
    const { directory, id } = await ledger();
    expect(await directory.sender(id, { lid: '101' }, 1_000)).toEqual({ name: 'wa-1' });
    await directory.learnt(
      id,
      [
        { phone: ANDI, lid: '101' },
        { phone: SARI, lid: '202' },
        { phone: '+6281299999999', lid: '303' },
      ],
      2_000,
    );
    expect(await directory.sender(id, { lid: '101' }, 3_000)).toEqual({ name: 'wa-1', address: ANDI });
    expect(await directory.sender(id, { lid: '202' }, 3_000)).toEqual({ name: 'wa-2', address: SARI });
    // Not on file: nothing is kept of it.
    expect(await directory.sender(id, { lid: '303' }, 3_000)).toEqual({ name: 'wa-3' });
  });

  it('in two rows that turn out to be one goes on in the one with the LID', async () => {
    const { directory, rows, id } = await ledger();
    await directory.sender(id, { phone: ANDI }, 1_000);
    await directory.sender(id, { lid: '101' }, 1_500);
    await directory.learnt(id, [{ phone: ANDI, lid: '101' }], 2_000);
    expect(await rows()).toEqual([
      { id: 1, phone: null, lid: null, bsuid: null },
      { id: 2, phone: ANDI, lid: '101', bsuid: null },
    ]);
    expect((await directory.sender(id, { phone: ANDI }, 3_000)).name).toBe('wa-2');
  });

  it('keeps business-scoped ids apart from LIDs', async () => {
    const { directory, rows, id } = await ledger();
    await directory.sender(id, { bsuid: 'ID.101' }, 1_000);
    await directory.sender(id, { lid: '101' }, 1_000);
    await directory.sender(id, { bsuid: 'ID.101', phone: ANDI }, 2_000);
    await directory.sender(id, { bsuid: 'ID.909', phone: ANDI }, 3_000);
    expect(await rows()).toEqual([
      { id: 1, phone: null, lid: null, bsuid: 'ID.101' },
      { id: 2, phone: null, lid: '101', bsuid: null },
      { id: 3, phone: ANDI, lid: null, bsuid: 'ID.909' },
    ]);
  });

  it('never has one number in two rows, whatever comes at once', async () => {
    const { directory, rows, id } = await ledger();
    const parties = Array.from({ length: 60 }, (_, i) => ({
      phone: [ANDI, SARI, NEW][i % 3]!,
      ...(i % 4 > 0 && { lid: String(100 + (i % 5)) }),
    }));
    await Promise.all(parties.map((party, i) => directory.sender(id, party, i)));
    const phones = ((await rows()) as { phone: string | null }[]).flatMap((row) => row.phone ?? []);
    expect(new Set(phones).size).toBe(phones.length);
  });
});

describe('who is written to', () => {
  it('is found by name and by number, and only by its own creditor', async () => {
    const { directory, database, id } = await ledger();
    await directory.sender(id, { phone: ANDI, lid: '101' }, 90_000);
    const andi = {
      accountId: id,
      party: { phone: ANDI, lid: '101' },
      name: 'wa-1',
      lastInboundAt: 90_000,
    };
    expect(await directory.recipient('wa-1', 1)).toEqual(andi);
    expect(await directory.recipient(ANDI, 1)).toEqual(andi);
    expect(await directory.recipient('wa-1', 2)).toBeUndefined();
    expect(await directory.recipient('wa-99', 1)).toBeUndefined();
    expect(await directory.recipient('andi@contoh.example', 1)).toBeUndefined();
    await directory.learnt(id, [{ phone: SARI, lid: '202' }], 1);
    expect(await directory.recipient(SARI, 1)).toEqual({
      accountId: id,
      party: { phone: SARI, lid: '202' },
    });
    await database.write(async (tx) => removeWhatsAppAccount(tx, id, 5));
    expect(await directory.recipient('wa-1', 1)).toBeUndefined();
    expect(await directory.recipient(ANDI, 1)).toBeUndefined();
  });

  it('has written last when the newest message says so, to the minute', async () => {
    const { directory, id } = await ledger();
    await directory.sender(id, { phone: ANDI, lid: '101' }, undefined);
    const last = async () => (await directory.recipient('wa-1', 1))?.lastInboundAt;
    expect(await last()).toBeUndefined();
    for (const at of [600_000, 630_000, 120_000]) await directory.sender(id, { lid: '101' }, at);
    expect(await last()).toBe(600_000);
    await directory.sender(id, { lid: '101' }, 660_000);
    expect(await last()).toBe(660_000);
  });
});

describe('numbers on file', () => {
  it('are looked up when they never were, and again when that was long ago', async () => {
    const { directory, id, other } = await ledger();
    expect(await directory.unresolved(id, 0, 10)).toEqual([ANDI, SARI]);
    expect(await directory.unresolved(id, 0, 1)).toEqual([ANDI]);
    await directory.learnt(id, [{ phone: ANDI, lid: null }], 1_000);
    expect(await directory.unresolved(id, 1_000, 10)).toEqual([SARI]);
    expect(await directory.unresolved(id, 1_001, 10)).toEqual([SARI, ANDI]);
    expect(await directory.unresolved(other, 0, 10)).toEqual([NEW]);
    // A LID that has moved on to another number: the old one is looked up anew.
    await directory.learnt(id, [{ phone: ANDI, lid: '101' }], 2_000);
    await directory.learnt(id, [{ phone: SARI, lid: '101' }], 3_000);
    expect(await directory.unresolved(id, 0, 10)).toEqual([ANDI]);
  });
});

describe('our own numbers', () => {
  it('come with their templates and secrets, which open under their own key alone', async () => {
    const { database, directory, secrets } = await ledger();
    const cloud = { accessToken: 'EAAG', appSecret: 'rahasia', verifyToken: 'v' };
    const phone = '+622155500099';
    await database.write(async (tx) => {
      const sealedSecrets = secrets.seal(phone, cloud);
      const meta = { phoneNumberId: '1055', businessAccountId: null, sealedSecrets };
      const one = { creditorId: 1, phone, transport: 'cloud' as const, ownerEmail: null, cloud: meta };
      const done = addWhatsAppAccount(tx, one, 0);
      if (done.ok) putTemplate(tx, done.id, { purpose: 'code', locale: 'id', name: 'kode', language: 'id' });
    });
    expect((await directory.accounts()).map((one) => [one.phone, one.cloud, one.templates])).toEqual([
      ['+622155500001', undefined, []],
      [
        phone,
        { ...cloud, phoneNumberId: '1055' },
        [{ purpose: 'code', locale: 'id', name: 'kode', language: 'id' }],
      ],
      ['+622155500002', undefined, []],
    ]);
    const wrong = createDirectory({ database, clock, secrets: createAccountSecrets('x'.repeat(40)) });
    await expect(wrong.accounts()).rejects.toThrow('DATA_KEY');
  });

  it('stay with their creditor, and change transport only by being removed first', async () => {
    const { database, directory, id } = await ledger();
    const add = (creditorId: number, transport: 'baileys' | 'cloud') =>
      database.write(async (tx) =>
        addWhatsAppAccount(tx, { creditorId, phone: '+622155500001', transport, ownerEmail: null }, 9),
      );
    expect(await add(2, 'baileys')).toEqual({ ok: false, reason: 'other_creditor' });
    expect(await add(1, 'cloud')).toEqual({ ok: false, reason: 'other_transport' });
    expect(await add(1, 'baileys')).toEqual({ ok: true, id, how: 'changed' });
    await database.write(async (tx) => removeWhatsAppAccount(tx, id, 10));
    expect((await directory.accounts()).map((one) => one.creditorId)).toEqual([2]);
    expect(await add(2, 'baileys')).toEqual({ ok: false, reason: 'other_creditor' });
    expect(await add(1, 'baileys')).toEqual({ ok: true, id, how: 'again' });
  });
});
