import { afterEach, describe, expect, it } from 'vitest';
import type { ProofView } from '../../../src/http/contract/console.ts';
import { postPayment, recordProof } from '../../../src/payments/index.ts';
import {
  addAttachment,
  addConversation,
  addCreditor,
  addDebtor,
  addInvoice,
  verifyDebtor,
} from '../../support/debtor.ts';
import { type DecisionsWorld, decisionsWorld } from './decisions-world.ts';

const IDR = (rupiah: number) => rupiah * 100;
let open: DecisionsWorld[] = [];
afterEach(async () => {
  await Promise.all(open.map((one) => one.close()));
  open = [];
});
async function world(locale?: 'id' | 'en') {
  const made = await decisionsWorld(locale ? { locale } : {});
  open.push(made);
  return made;
}

/** Two invoices and a proof that names the younger of them. */
async function withProof(w: DecisionsWorld, more: { currency?: string } = {}) {
  return w.database.write(async (tx) => {
    const add = (number: string, due: string, amount: number) =>
      addInvoice(tx, w.creditorId, w.debtorId, { number, due, amount, ...more });
    const older = add('INV-1', '2026-10-01', IDR(1_000_000));
    const younger = add('INV-2', '2026-11-01', IDR(500_000));
    const slip = { attachmentId: addAttachment(tx, w.conversationId, 'slip') };
    await recordProof(tx, w.debtor, w.clock.now(), { invoiceIds: [younger], slip });
    return { older, younger, id: 1 };
  });
}

const paid = (amountMinor: number, allocations: object[] = [], more = {}) => ({
  amountMinor,
  receivedOn: '2026-11-20',
  bankReference: 'FT-123',
  allocations,
  ...more,
});

describe('the list and the page of a proof', () => {
  it('shows what waits, oldest first, page by page, and only of own creditors', async () => {
    const w = await world();
    await w.database.write(async (tx) => {
      const invoice = addInvoice(tx, w.creditorId, w.debtorId, {
        number: 'A',
        due: '2026-12-01',
        amount: 900,
      });
      for (let i = 0; i < 60; i++) {
        const slip = { reference: `TRX-${1000 + i}` };
        await recordProof(tx, w.debtor, w.clock.now() - 1000 * (i % 7), { invoiceIds: [invoice], slip });
      }
    });
    const collector = await w.as();
    const first = (await collector.get('/proofs')).body;
    expect(first.items).toHaveLength(50);
    const second = (await collector.get(`/proofs?cursor=${first.next}`)).body;
    expect(second.next).toBeUndefined();
    const seen = [...first.items, ...second.items];
    expect(new Set(seen.map((one) => one.id)).size).toBe(60);
    expect(seen.map((one) => one.createdAt)).toEqual(seen.map((one) => one.createdAt).sort((a, b) => a - b));
    expect(seen[0]).toMatchObject({
      creditor: { name: 'PT contoh' },
      debtor: { number: 'C-001' },
      amount: null,
    });

    const elsewhere = await w.database.write(async (tx) => addCreditor(tx, 'lain'));
    const stranger = await w.as({ creditorIds: [elsewhere] });
    expect((await stranger.get('/proofs')).body.items).toEqual([]);
    expect((await stranger.get(`/proofs?creditor=${w.creditorId}`)).body.items).toEqual([]);
    expect(await stranger.get('/proofs/1')).toMatchObject({ status: 404 });
    expect(await stranger.post('/proofs/1/accept', paid(100))).toMatchObject({ status: 404 });
    expect(await collector.get('/proofs?cursor=bm9wZQ')).toMatchObject({ status: 422 });
  });

  it('has the candidates named first, then oldest due; marks a slip another debtor sent; leaves an audit row', async () => {
    const w = await world();
    const { older, younger, id } = await withProof(w);
    await w.database.write(async (tx) => {
      addInvoice(tx, w.creditorId, w.debtorId, {
        number: 'USD-1',
        due: '2026-01-01',
        amount: 5,
        currency: 'USD',
      });
      const other = addDebtor(tx, w.creditorId, 'C-002');
      const conversation = addConversation(tx, w.creditorId, 'conv-2');
      const theirs = addInvoice(tx, w.creditorId, other, { number: 'X', due: '2026-12-01', amount: 7 });
      const slip = { attachmentId: addAttachment(tx, conversation, 'slip') };
      const key = verifyDebtor(tx, other, conversation, w.clock.now());
      await recordProof(tx, key, w.clock.now(), { invoiceIds: [theirs], slip });
    });
    const collector = await w.as({ locale: 'en' });
    const { body } = (await collector.get(`/proofs/${id}`)) as { body: ProofView };
    expect(body.candidates.map((one) => [one.invoiceId, one.named, one.status])).toEqual([
      [younger, true, 'overdue'],
      [older, false, 'overdue'],
    ]);
    expect(body.warning).toBe('Another debtor sent the same content, receipt P-0002.');
    expect(body.limit).toMatchObject({ minor: IDR(25_000_000), currency: 'IDR' });
    expect(body.file).toMatchObject({ name: 'slip.png', mediaType: 'image/png' });
    expect(await w.rows("SELECT what, detail FROM collector_audit WHERE what = 'proof_opened'")).toEqual([
      { what: 'proof_opened', detail: 'P-0001' },
    ]);
  });
});

describe('accepting', () => {
  it('books exactly what was chosen, leaves the rest as credit, and says who decided', async () => {
    const w = await world();
    const { older, younger, id } = await withProof(w);
    const collector = await w.as({ name: 'Petugas Satu' });
    const allocations = [
      { invoiceId: older, amountMinor: IDR(100_000) },
      { invoiceId: younger, amountMinor: IDR(500_000) },
    ];
    const { status, body } = await collector.post(`/proofs/${id}/accept`, paid(IDR(700_000), allocations));
    expect(status).toBe(200);
    expect(body.state).toBe('posted');
    expect(body.decision).toMatchObject({
      by: { id: collector.id, name: 'Petugas Satu' },
      payment: { amount: { minor: IDR(700_000) }, credit: { minor: IDR(100_000), text: 'Rp100.000' } },
    });
    expect(await w.rows('SELECT external_id, allocated_minor FROM invoices ORDER BY id')).toEqual([
      { external_id: 'INV-1', allocated_minor: IDR(100_000) },
      { external_id: 'INV-2', allocated_minor: IDR(500_000) },
    ]);
    expect(await w.rows('SELECT external_id, kind, allocated_minor FROM payments')).toEqual([
      { external_id: 'FT-123', kind: 'money', allocated_minor: IDR(600_000) },
    ]);
    expect(
      await w.rows("SELECT collector_id, detail FROM collector_audit WHERE what = 'proof_accepted'"),
    ).toEqual([{ collector_id: collector.id, detail: 'P-0001' }]);
    expect(w.announced.filter((one) => one.kind === 'proof')).toHaveLength(2);
    expect((await collector.get('/proofs?state=decided')).body.items).toHaveLength(1);
    expect((await collector.get('/proofs')).body.items).toEqual([]);
  });

  it('happens once: again is already_decided, and the same bank reference is already_booked', async () => {
    const w = await world();
    const { id } = await withProof(w);
    const collector = await w.as();
    await w.database.write(async (tx) => {
      const facts = {
        creditorId: w.creditorId,
        debtorId: w.debtorId,
        currency: 'IDR',
        receivedOn: '2026-11-01',
      };
      await postPayment(tx, w.clock.now(), { ...facts, externalId: 'ft-9', amountMinor: 5 });
    });
    expect(
      await collector.post(`/proofs/${id}/accept`, paid(100, [], { bankReference: ' FT-9 ' })),
    ).toMatchObject({
      status: 409,
      body: { code: 'already_booked' },
    });
    expect((await collector.post(`/proofs/${id}/accept`, paid(100))).status).toBe(200);
    expect(await collector.post(`/proofs/${id}/accept`, paid(100))).toMatchObject({
      status: 409,
      body: { code: 'already_decided' },
    });
    expect(await collector.post(`/proofs/${id}/reject`, { reason: 'duplicate' })).toMatchObject({
      status: 409,
    });
    expect(await w.said()).toHaveLength(1);
  });

  it('lets one of several collectors at once win', async () => {
    const w = await world();
    const { id } = await withProof(w);
    const people = await Promise.all(Array.from({ length: 6 }, () => w.as()));
    const answers = await Promise.all(
      people.map((one, i) =>
        i % 2
          ? one.post(`/proofs/${id}/reject`, { reason: 'unreadable' })
          : one.post(`/proofs/${id}/accept`, paid(100, [], { bankReference: `FT-${i}` })),
      ),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await w.said()).toHaveLength(1);
  });

  it('refuses what cannot be, field by field, and changes nothing', async () => {
    const w = await world();
    const { older, younger, id } = await withProof(w);
    const foreign = await w.database.write(async (tx) => {
      const other = addDebtor(tx, w.creditorId, 'C-002');
      addInvoice(tx, w.creditorId, w.debtorId, {
        number: 'USD-1',
        due: '2026-01-01',
        amount: 5,
        currency: 'USD',
      });
      return addInvoice(tx, w.creditorId, other, { number: 'X', due: '2026-12-01', amount: 700 });
    });
    const collector = await w.as();
    const fieldsOf = async (body: object) => {
      const answer = await collector.post(`/proofs/${id}/accept`, body);
      expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } });
      return Object.keys(answer.body.fields);
    };
    const one = (invoiceId: number, amountMinor: number) => ({ invoiceId, amountMinor });
    expect(await fieldsOf(paid(100, [], { receivedOn: '2026-11-22' }))).toEqual(['receivedOn']);
    expect(await fieldsOf(paid(100, [], { receivedOn: '2025-11-20' }))).toEqual(['receivedOn']);
    expect(await fieldsOf(paid(100, [], { receivedOn: '2026-02-30' }))).toEqual(['receivedOn']);
    expect(await fieldsOf(paid(100, [], { bankReference: '  ' }))).toEqual(['bankReference']);
    expect(await fieldsOf(paid(100, [], { bankReference: 'CN-D-0001' }))).toEqual(['bankReference']);
    expect(await fieldsOf(paid(0))).toEqual(['amountMinor']);
    expect(await fieldsOf(paid(100, [one(older, 0)]))).toEqual(['allocations.0.amountMinor']);
    expect(await fieldsOf(paid(100, [one(older, 60), one(younger, 41)]))).toEqual(['allocations']);
    expect(await fieldsOf(paid(100, [one(older, 1), one(older, 1)]))).toEqual(['allocations.1.invoiceId']);
    expect(await fieldsOf(paid(100, [one(foreign, 1)]))).toEqual(['allocations.0.invoiceId']);
    expect(await fieldsOf(paid(100, [one(foreign - 1, 1)]))).toEqual(['allocations.0.invoiceId']);
    expect(await fieldsOf(paid(IDR(900_000), [one(younger, IDR(500_000) + 1)]))).toEqual([
      'allocations.0.amountMinor',
    ]);
    expect(await w.rows('SELECT 1 FROM payments')).toEqual([]);
    expect(await w.rows("SELECT 1 FROM collector_audit WHERE what LIKE 'proof_acc%'")).toEqual([]);
  });

  it('keeps to the limit of the role; a supervisor may more; an auditor only reads', async () => {
    const w = await world();
    const { id } = await withProof(w);
    const most = IDR(25_000_000);
    const collector = await w.as();
    const over = paid(most + 1);
    expect(await collector.post(`/proofs/${id}/accept`, over)).toMatchObject({
      status: 403,
      body: { code: 'over_limit' },
    });
    const auditor = await w.as({ role: 'auditor' });
    expect((await auditor.get(`/proofs/${id}`)).body.limit.minor).toBe(0);
    expect(await auditor.post(`/proofs/${id}/accept`, paid(1))).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    const supervisor = await w.as({ role: 'supervisor' });
    expect((await supervisor.get(`/proofs/${id}`)).body.limit).toBeNull();
    expect((await supervisor.post(`/proofs/${id}/accept`, over)).status).toBe(200);
  });

  it('leaves a currency nobody named to a supervisor', async () => {
    const w = await world();
    const { id } = await withProof(w, { currency: 'SGD' });
    const collector = await w.as();
    expect(await collector.post(`/proofs/${id}/accept`, paid(1))).toMatchObject({
      body: { code: 'over_limit' },
    });
    const admin = await w.as({ role: 'admin' });
    expect((await admin.post(`/proofs/${id}/accept`, paid(1))).status).toBe(200);
  });
});

describe('what the debtor is told', () => {
  it('in Indonesian: amount, day, what it paid, what is left; with a disclosure, once', async () => {
    const w = await world();
    const { younger, id } = await withProof(w);
    const collector = await w.as();
    await collector.post(
      `/proofs/${id}/accept`,
      paid(IDR(600_000), [{ invoiceId: younger, amountMinor: IDR(500_000) }]),
    );
    expect(await w.said()).toEqual([
      {
        author: 'system',
        text: [
          'Bukti bayar P-0001 sudah kami cocokkan: Rp600.000 kami terima 20 November 2026.',
          'Sudah dibukukan untuk INV-2 (Rp500.000).',
          'Sisanya Rp100.000 tersimpan sebagai kredit Anda.',
        ].join('\n'),
      },
    ]);
    expect(await w.rows('SELECT what, detail FROM disclosures')).toEqual([
      { what: 'proof_decision', detail: 'P-0001' },
    ]);
    const [row] = await w.rows<{ last_used_at: number }>('SELECT last_used_at FROM verifications');
    expect(row!.last_used_at).toBe(w.debtor.verifiedAt);
  });

  it('in English: why it was rejected, in the words of the collector too, as plain text', async () => {
    const w = await world('en');
    const { id } = await withProof(w);
    const collector = await w.as();
    const note = 'See <b>page 2</b> {{receipt}} $t(greet.hello)';
    expect(
      (await collector.post(`/proofs/${id}/reject`, { reason: 'unreadable', note })).body.decision,
    ).toMatchObject({
      rejectReason: 'unreadable',
      note,
      payment: null,
    });
    expect((await w.said())[0]!.text).toBe(
      [
        'We could not accept proof of payment P-0001: the file cannot be read.',
        `Our colleague's note: ${note}`,
        "You can send a clearer photo or PDF, or the transfer's reference number.",
      ].join('\n'),
    );
  });

  it('has no figure, reason or note once the verification has ended, nor a disclosure', async () => {
    for (const [locale, words] of [
      ['id', 'Bukti bayar P-0001 sudah selesai kami periksa.'],
      ['en', 'We have finished checking proof of payment P-0001.'],
    ] as const) {
      const w = await world(locale);
      const { id } = await withProof(w);
      w.clock.advance(31 * 60_000);
      const collector = await w.as();
      await collector.post(`/proofs/${id}/accept`, paid(IDR(600_000)));
      const [told] = await w.said();
      expect(told!.text).toContain(words);
      expect(told!.text.replace('P-0001', '')).not.toMatch(/\d/);
      expect(await w.rows('SELECT 1 FROM disclosures')).toEqual([]);
      const queued = await w.rows<{ payload: string }>('SELECT payload FROM outbox');
      expect(queued[0]!.payload).not.toContain(String(IDR(600_000)));
    }
  });

  it('gives way to words without figures when it is sent after the verification has ended', async () => {
    const w = await world();
    const { id } = await withProof(w);
    const collector = await w.as();
    await w.outbox.stop();
    await collector.post(`/proofs/${id}/accept`, paid(IDR(600_000)));
    w.clock.advance(31 * 60_000);
    const restarted = await decisionsWorldOutbox(w);
    expect(restarted).toContain('sudah selesai kami periksa');
    expect(restarted.replace('P-0001', '')).not.toMatch(/\d/);
  });

  it('gives way to them as well when the debtor signs out before it is said', async () => {
    const w = await world();
    const { id } = await withProof(w);
    const collector = await w.as();
    await w.outbox.stop();
    await collector.post(`/proofs/${id}/accept`, paid(IDR(600_000)));
    await w.database.write(async (tx) =>
      tx.connection.sqlite.exec('UPDATE verifications SET ended_at = last_used_at'),
    );
    const restarted = await decisionsWorldOutbox(w);
    expect(restarted).toContain('sudah selesai kami periksa');
    expect(restarted.replace('P-0001', '')).not.toMatch(/\d/);
  });

  it('says nothing to another debtor who is verified there now, nor to who wants no messages', async () => {
    const w = await world();
    const { id } = await withProof(w);
    await w.database.write(async (tx) => {
      tx.connection.sqlite.exec('UPDATE verifications SET ended_at = 1');
      verifyDebtor(tx, addDebtor(tx, w.creditorId, 'C-002'), w.conversationId, w.clock.now());
    });
    const collector = await w.as();
    await collector.post(`/proofs/${id}/accept`, paid(IDR(600_000)));
    expect((await w.said())[0]!.text).toContain('sudah selesai kami periksa');

    const quiet = await world();
    const second = await withProof(quiet);
    await quiet.database.write(async (tx) =>
      tx.connection.sqlite.exec('UPDATE conversations SET opted_out_at = 1'),
    );
    const other = await quiet.as();
    expect((await other.post(`/proofs/${second.id}/reject`, { reason: 'unreadable' })).status).toBe(200);
    expect(await quiet.said()).toEqual([]);
  });

  it('asks for words where the reason says nothing, and is said also while a collector owns the conversation', async () => {
    const w = await world();
    const { id } = await withProof(w);
    await w.database.write(async (tx) =>
      tx.connection.sqlite.exec("UPDATE conversations SET owner = 'collector'"),
    );
    const collector = await w.as();
    expect((await collector.post(`/proofs/${id}/reject`, { reason: 'other' })).body.fields).toHaveProperty(
      'note',
    );
    await collector.post(`/proofs/${id}/reject`, { reason: 'other', note: 'Nomor rekening lama.' });
    expect((await w.said())[0]).toMatchObject({ author: 'system' });
    expect(await w.rows('SELECT owner FROM conversations')).toEqual([{ owner: 'collector' }]);
  });
});

/** What a new outbox, as after a restart, puts into the transcript. */
async function decisionsWorldOutbox(w: DecisionsWorld): Promise<string> {
  const next = w.newOutbox();
  await next.drain();
  await next.stop();
  const rows = await w.rows<{ body: string }>('SELECT body FROM messages');
  return rows.map((row) => JSON.parse(row.body).text).join('\n');
}
