import { afterEach, describe, expect, it } from 'vitest';
import { openDispute } from '../../../src/disputes/index.ts';
import type { DisputeView } from '../../../src/http/contract/console.ts';
import { paymentHistory } from '../../../src/payments/index.ts';
import { balanceOf } from '../../../src/receivables/index.ts';
import { money } from '../../../src/shared/money.ts';
import { addAttachment, addCreditor, addInvoice, run } from '../../support/debtor.ts';
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

/** An invoice of two lines, the second of which is disputed. */
async function withDispute(
  w: DecisionsWorld,
  more: { amount?: number; currency?: string; note?: string } = {},
): Promise<number> {
  const { amount = IDR(1_000_000), note = 'Ongkos kirim dobel.', currency = 'IDR' } = more;
  return w.database.write(async (tx) => {
    const invoiceId = addInvoice(tx, w.creditorId, w.debtorId, {
      number: 'INV-1',
      due: '2026-11-01',
      amount,
      currency,
      lines: [
        { description: 'Semen', amount: amount * 0.6 },
        { description: 'Ongkos kirim', amount: amount * 0.4 },
      ],
    });
    const attachmentId = addAttachment(tx, w.conversationId, 'foto');
    const dispute = { invoiceId, reason: 'wrong_amount', part: { lines: [2] }, note, attachmentId } as const;
    const opened = await openDispute(tx, w.debtor, w.clock.now(), dispute);
    if (!opened.ok) throw new Error(opened.reason);
    return 1;
  });
}

describe('the list and the page of a dispute', () => {
  it('has the breached first, then the soonest due, those without a due time last; page by page', async () => {
    const w = await world();
    const due = [500, null, 300, 300, 100, null];
    await w.database.write(async (tx) => {
      for (let i = 0; i < 60; i++) {
        const invoiceId = addInvoice(tx, w.creditorId, w.debtorId, {
          number: `I-${i}`,
          due: '2026-11-01',
          amount: 9,
        });
        run(
          tx,
          `INSERT INTO disputes (case_number, creditor_id, debtor_id, invoice_id, reason, currency, disputed_minor,
             resolve_due_at, breached, created_at)
           VALUES (@number, @creditorId, @debtorId, @invoiceId, 'other', 'IDR', 9, @due, @breached, 1)`,
          {
            number: `D-${i}`,
            creditorId: w.creditorId,
            debtorId: w.debtorId,
            invoiceId,
            due: due[i % due.length],
            breached: i % 5 === 0 ? 1 : 0,
          },
        );
      }
    });
    const collector = await w.as();
    const first = (await collector.get('/disputes')).body;
    const second = (await collector.get(`/disputes?cursor=${first.next}`)).body;
    const seen = [...first.items, ...second.items] as {
      breached: boolean;
      resolveDueAt: number | null;
      id: number;
    }[];
    expect(seen).toHaveLength(60);
    const rank = (one: (typeof seen)[number]) => [one.breached ? 0 : 1, one.resolveDueAt ?? Infinity, one.id];
    const sorted = [...seen].sort((a, b) => {
      const [left, right] = [rank(a), rank(b)];
      const at = left.findIndex((value, index) => value !== right[index]);
      return at < 0 ? 0 : left[at]! - right[at]!;
    });
    expect(seen.map((one) => one.id)).toEqual(sorted.map((one) => one.id));
  });

  it("shows the lines disputed, the debtor's words, the file, the due time; to nobody of another creditor", async () => {
    const w = await world();
    const id = await withDispute(w, { note: '<img src=x onerror=alert(1)>' });
    const collector = await w.as();
    const { body } = (await collector.get(`/disputes/${id}`)) as { body: DisputeView };
    expect(body).toMatchObject({
      caseNumber: 'D-0001',
      disputed: { minor: IDR(400_000) },
      note: '<img src=x onerror=alert(1)>',
      invoice: { outstanding: { minor: IDR(1_000_000) }, status: 'disputed' },
      file: { name: 'slip.png' },
      limit: { minor: IDR(25_000_000) },
      decision: null,
    });
    expect(body.lines.map((one) => one.disputed)).toEqual([false, true]);
    expect(body.resolveDueAt).toBeGreaterThan(w.clock.now());
    expect(w.announced).toContainEqual({ kind: 'dispute', id, creditorId: w.creditorId });

    const elsewhere = await w.database.write(async (tx) => addCreditor(tx, 'lain'));
    const stranger = await w.as({ creditorIds: [elsewhere] });
    for (const answer of [
      await stranger.get(`/disputes/${id}`),
      await stranger.post(`/disputes/${id}/notes`, { text: 'x' }),
      await stranger.post(`/disputes/${id}/resolve`, { outcome: 'upheld' }),
    ]) {
      expect(answer.status).toBe(404);
    }
    expect((await stranger.get('/disputes')).body.items).toEqual([]);
  });

  it('keeps internal notes, which no debtor is told', async () => {
    const w = await world();
    const id = await withDispute(w);
    const collector = await w.as({ name: 'Petugas Satu' });
    expect((await collector.post(`/disputes/${id}/notes`, { text: '  ' })).status).toBe(422);
    const { body } = await collector.post(`/disputes/${id}/notes`, { text: 'Cek surat jalan.' });
    expect(body.notes).toMatchObject([{ author: { name: 'Petugas Satu' }, text: 'Cek surat jalan.' }]);
    const auditor = await w.as({ role: 'auditor' });
    expect((await auditor.post(`/disputes/${id}/notes`, { text: 'x' })).status).toBe(403);
    expect(await w.said()).toEqual([]);
  });
});

describe('resolving', () => {
  it('upheld: a credit note for the disputed part, told apart from money in ledger and history', async () => {
    const w = await world();
    const id = await withDispute(w);
    const collector = await w.as();
    const { status, body } = await collector.post(`/disputes/${id}/resolve`, { outcome: 'upheld' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'upheld',
      decision: { by: { id: collector.id }, credit: { minor: IDR(400_000) }, note: null },
      invoice: { outstanding: { minor: IDR(600_000) }, status: 'overdue' },
    });
    expect(
      await w.rows(
        'SELECT external_id, kind, method, reference, amount_minor, allocated_minor FROM payments',
      ),
    ).toEqual([
      {
        external_id: 'CN-D-0001',
        kind: 'credit_note',
        method: 'credit_note',
        reference: 'D-0001',
        amount_minor: IDR(400_000),
        allocated_minor: IDR(400_000),
      },
    ]);
    await w.database.write(async (tx) => {
      const now = w.clock.now();
      const [balance] = await balanceOf(tx, w.debtor, now);
      expect(balance).toMatchObject({ outstanding: money(IDR(600_000), 'IDR') });
      expect(balance).not.toHaveProperty('disputed');
      const { payments } = await paymentHistory(tx, w.debtor, now, { limit: 5 });
      expect(payments).toMatchObject([{ kind: 'credit_note', invoices: [{ number: 'INV-1' }] }]);
    });
    expect(await w.said()).toEqual([
      {
        author: 'system',
        text: [
          'Sanggahan D-0001 untuk faktur INV-1 kami terima.',
          'Nota kredit Rp400.000 sudah dibukukan.',
          'Per 21 November 2026 pukul 10.00, yang masih belum dibayar dari faktur itu Rp600.000, jatuh tempo 1 November 2026.',
        ].join('\n'),
      },
    ]);
    expect(await w.rows("SELECT what, detail FROM disclosures WHERE what = 'dispute_decision'")).toHaveLength(
      1,
    );
    expect(await w.rows("SELECT detail FROM collector_audit WHERE what = 'dispute_upheld'")).toEqual([
      { detail: 'D-0001' },
    ]);
    expect(await collector.post(`/disputes/${id}/resolve`, { outcome: 'upheld' })).toMatchObject({
      status: 409,
      body: { code: 'already_decided' },
    });
    expect((await collector.get('/disputes?state=decided')).body.items).toHaveLength(1);
  });

  it('never credits more than is still open, and says so when nothing is', async () => {
    for (const [paidMinor, credit] of [
      [IDR(700_000), IDR(300_000)],
      [IDR(1_000_000), 0],
    ] as const) {
      const w = await world('en');
      const id = await withDispute(w);
      await w.database.write(async (tx) => {
        const paymentId = run(
          tx,
          `INSERT INTO payments (creditor_id, debtor_id, external_id, received_on, currency, amount_minor, created_at)
           VALUES (@creditorId, @debtorId, 'FT-1', '2026-11-20', 'IDR', @paidMinor, 0)`,
          { creditorId: w.creditorId, debtorId: w.debtorId, paidMinor },
        );
        run(
          tx,
          'INSERT INTO allocations (payment_id, invoice_id, amount_minor) VALUES (@paymentId, 1, @paidMinor)',
          {
            paymentId,
            paidMinor,
          },
        );
      });
      const collector = await w.as();
      const { body } = await collector.post(`/disputes/${id}/resolve`, { outcome: 'upheld' });
      expect(body.decision.credit.minor).toBe(credit);
      expect(body.invoice.outstanding.minor).toBe(0);
      const [told] = await w.said();
      expect(told!.text).toContain(credit ? 'that invoice is settled' : 'there is no credit note');
      expect(await w.rows("SELECT 1 FROM payments WHERE kind = 'credit_note'")).toHaveLength(credit ? 1 : 0);
    }
  });

  it('partly: an amount above zero and below what is disputed', async () => {
    const w = await world('en');
    const id = await withDispute(w);
    const collector = await w.as();
    const partly = (creditMinor?: number) =>
      collector.post(`/disputes/${id}/resolve`, {
        outcome: 'partly',
        note: 'Half of the delivery fee.',
        ...(creditMinor !== undefined && { creditMinor }),
      });
    for (const wrong of [undefined, 0, IDR(400_000), 1.5]) {
      expect((await partly(wrong)).body.fields).toHaveProperty('creditMinor');
    }
    expect((await partly(IDR(200_000))).status).toBe(200);
    expect((await w.said())[0]!.text.split('\n')).toEqual([
      'We accept dispute D-0001 on invoice INV-1 in part.',
      "Our colleague's note: Half of the delivery fee.",
      'A credit note of Rp200.000 is booked.'.replace('Rp200.000', 'Rp200,000'),
      'As of 21 November 2026 at 10:00, Rp800,000 of that invoice is still unpaid, due on 1 November 2026.',
      'If there is a document we have not seen, you can send it here, or ask for a colleague.',
    ]);
  });

  it('rejected: why and what next; without figures once the verification has ended', async () => {
    const w = await world('en');
    const id = await withDispute(w);
    const collector = await w.as();
    expect(
      (await collector.post(`/disputes/${id}/resolve`, { outcome: 'rejected' })).body.fields,
    ).toHaveProperty('note');
    await collector.post(`/disputes/${id}/resolve`, {
      outcome: 'rejected',
      note: 'The delivery note is signed.',
    });
    const text = (await w.said())[0]!.text;
    expect(text).toContain('and the invoice stands.\nThe reason: The delivery note is signed.');
    expect(text).toContain('you can send it here');
    expect(await w.rows('SELECT 1 FROM payments')).toEqual([]);

    const late = await world();
    const second = await withDispute(late);
    late.clock.advance(40 * 60_000);
    const other = await late.as();
    await other.post(`/disputes/${second}/resolve`, { outcome: 'rejected', note: 'Rp400.000 benar.' });
    const [told] = await late.said();
    expect(told!.text).toContain('Sanggahan D-0001 sudah selesai kami periksa.');
    expect(told!.text.replace('D-0001', '')).not.toMatch(/\d/);
    expect(await late.rows("SELECT 1 FROM disclosures WHERE what = 'dispute_decision'")).toEqual([]);
  });

  it('keeps to the limit of the role for what is credited, not for what is rejected', async () => {
    const w = await world();
    const id = await withDispute(w, { amount: IDR(100_000_000) });
    const collector = await w.as();
    const resolve = (who: typeof collector, body: object) => who.post(`/disputes/${id}/resolve`, body);
    expect(await resolve(collector, { outcome: 'upheld' })).toMatchObject({
      status: 403,
      body: { code: 'over_limit' },
    });
    expect(await resolve(collector, { outcome: 'partly', creditMinor: IDR(25_000_000) + 1 })).toMatchObject({
      status: 403,
    });
    expect(await w.rows('SELECT 1 FROM payments')).toEqual([]);
    const supervisor = await w.as({ role: 'supervisor' });
    expect((await resolve(supervisor, { outcome: 'upheld' })).body.decision.credit.minor).toBe(
      IDR(40_000_000),
    );
    const foreign = await world();
    const sgd = await withDispute(foreign, { currency: 'SGD', amount: 1000 });
    const there = await foreign.as();
    expect((await there.post(`/disputes/${sgd}/resolve`, { outcome: 'upheld' })).status).toBe(403);
    const rejected = { outcome: 'rejected', note: 'Sesuai kontrak.' };
    expect((await there.post(`/disputes/${sgd}/resolve`, rejected)).status).toBe(200);
  });

  it('lets one of several collectors at once win', async () => {
    const w = await world();
    const id = await withDispute(w);
    const people = await Promise.all(Array.from({ length: 6 }, () => w.as()));
    const answers = await Promise.all(
      people.map((one) => one.post(`/disputes/${id}/resolve`, { outcome: 'upheld' })),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await w.rows('SELECT amount_minor FROM payments')).toEqual([{ amount_minor: IDR(400_000) }]);
    expect(await w.said()).toHaveLength(1);
  });
});
