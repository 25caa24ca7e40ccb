import { describe, expect, it } from 'vitest';
import { decideProof, paymentReceived, recordProof } from '../../src/payments/index.ts';
import { balanceOf, invoicesById } from '../../src/receivables/index.ts';
import { money } from '../../src/shared/money.ts';
import type { Tx } from '../../src/storage/database.ts';
import {
  addAttachment,
  addConversation,
  addDebtor,
  addInvoice,
  all,
  at,
  inWorld,
  verifiedAgain,
  verifyDebtor,
  type World,
} from '../support/debtor.ts';

const monday = at('2026-03-09');
const tuesday = at('2026-03-10');
const wednesday = at('2026-03-11');

function twoInvoices(tx: Tx, { creditorId, debtorId }: World): [number, number] {
  return [
    addInvoice(tx, creditorId, debtorId, { number: 'INV-1', due: '2026-03-01', amount: 1000 }),
    addInvoice(tx, creditorId, debtorId, { number: 'INV-2', due: '2026-04-01', amount: 500 }),
  ];
}

async function statusOf(tx: Tx, { debtor }: World, id: number, now: number) {
  return (await invoicesById(tx, verifiedAgain(debtor, now), now, [id]))[0]?.status;
}

describe('diary of a payment proof', () => {
  it('is a claim on Monday, matched on Tuesday, and money on Wednesday', async () => {
    await inWorld(monday, async (tx, world) => {
      const { debtor } = world;
      const [first] = twoInvoices(tx, world);
      expect(await paymentReceived(tx, debtor, monday, first)).toEqual({ state: 'none' });

      const slip = { attachmentId: addAttachment(tx, world.conversationId, 'slip') };
      const claim = { invoiceIds: [first], slip, amount: money(1000, 'IDR'), paidOn: '2026-03-08' };
      expect(await recordProof(tx, debtor, monday, claim)).toEqual({
        ok: true,
        receiptNumber: 'P-0001',
        invoiceNumbers: ['INV-1'],
      });
      expect(await statusOf(tx, world, first, monday)).toBe('under_review');
      expect((await balanceOf(tx, debtor, monday))[0]).toMatchObject({
        outstanding: money(1500, 'IDR'),
        underReview: money(1000, 'IDR'),
      });
      const received = {
        state: 'received',
        receiptNumber: 'P-0001',
        receivedAt: monday,
        invoiceNumbers: ['INV-1'],
      };
      expect(await paymentReceived(tx, debtor, monday)).toEqual(received);

      const next = verifiedAgain(debtor, tuesday);
      expect(await decideProof(tx, tuesday, 1, { state: 'matched' })).toEqual({ ok: true });
      expect(await paymentReceived(tx, next, tuesday, first)).toEqual({ ...received, state: 'matched' });
      expect(await statusOf(tx, world, first, tuesday)).toBe('under_review');

      const payment = { externalId: 'BANK-1', receivedOn: '2026-03-09', amountMinor: 1000 };
      expect(await decideProof(tx, tuesday, 1, { state: 'posted', payment })).toEqual({ ok: true });
      expect(await statusOf(tx, world, first, tuesday)).toBe('paid');
      expect(await paymentReceived(tx, next, tuesday, first)).toEqual({
        state: 'posted',
        receivedOn: '2026-03-09',
        amount: money(1000, 'IDR'),
        invoiceNumbers: ['INV-1'],
        outstanding: money(0, 'IDR'),
      });
      expect(await decideProof(tx, tuesday, 1, { state: 'rejected', note: 'x' })).toEqual({
        ok: false,
        reason: 'already_decided',
      });
    });
  });

  it('leaves the invoice overdue again when it is rejected', async () => {
    await inWorld(monday, async (tx, world) => {
      const [first] = twoInvoices(tx, world);
      await recordProof(tx, world.debtor, monday, { invoiceIds: [first], slip: { reference: 'TRX123456' } });
      await decideProof(tx, tuesday, 1, { state: 'rejected', note: 'no such transfer' });
      expect(await statusOf(tx, world, first, tuesday)).toBe('overdue');
      expect(await paymentReceived(tx, verifiedAgain(world.debtor, tuesday), tuesday)).toMatchObject({
        state: 'rejected',
      });
    });
  });
});

describe('the same evidence twice', () => {
  it('is said to be known, by content and not by name, and records nothing', async () => {
    await inWorld(monday, async (tx, world) => {
      const [first, second] = twoInvoices(tx, world);
      const send = (id: number, now: number) =>
        recordProof(tx, verifiedAgain(world.debtor, now), now, {
          invoiceIds: [id],
          slip: { attachmentId: addAttachment(tx, world.conversationId, 'same bytes') },
        });
      await send(first, monday);
      expect(await send(second, wednesday)).toEqual({
        ok: false,
        reason: 'duplicate',
        receiptNumber: 'P-0001',
        receivedAt: monday,
      });
      expect(await statusOf(tx, world, second, wednesday)).toBe('open');
    });
  });

  it('knows a reference in any punctuation', async () => {
    await inWorld(monday, async (tx, world) => {
      const [first] = twoInvoices(tx, world);
      const send = (reference: string) =>
        recordProof(tx, world.debtor, monday, { invoiceIds: [first], slip: { reference } });
      expect(await send('TRX-99 1234')).toMatchObject({ ok: true });
      expect(await send('trx991234')).toMatchObject({ reason: 'duplicate', receiptNumber: 'P-0001' });
    });
  });

  it('from another debtor is taken without a word, and marked for the collector', async () => {
    await inWorld(monday, async (tx, world) => {
      const [first] = twoInvoices(tx, world);
      await recordProof(tx, world.debtor, monday, {
        invoiceIds: [first],
        slip: { attachmentId: addAttachment(tx, world.conversationId, 'slip') },
      });
      const otherId = addDebtor(tx, world.creditorId, 'C-002');
      const conversation = addConversation(tx, world.creditorId, 'conv-2');
      const other = verifyDebtor(tx, otherId, conversation, monday);
      const theirs = addInvoice(tx, world.creditorId, otherId, {
        number: 'X-1',
        due: '2026-03-20',
        amount: 7,
      });
      const slip = { attachmentId: addAttachment(tx, conversation, 'slip') };
      expect(await recordProof(tx, other, monday, { invoiceIds: [theirs], slip })).toEqual({
        ok: true,
        receiptNumber: 'P-0002',
        invoiceNumbers: ['X-1'],
      });
      expect(all(tx, 'SELECT decision_note FROM payment_proofs ORDER BY id')).toEqual([
        { decision_note: null },
        { decision_note: 'same content as P-0001 of another debtor' },
      ]);
    });
  });
});

describe('what is no proof', () => {
  it('is a file of another conversation', async () => {
    await inWorld(monday, async (tx, world) => {
      const [first] = twoInvoices(tx, world);
      const elsewhere = addConversation(tx, world.creditorId, 'conv-2');
      const slip = { attachmentId: addAttachment(tx, elsewhere, 'slip') };
      const result = await recordProof(tx, world.debtor, monday, { invoiceIds: [first], slip });
      expect(result).toEqual({ ok: false, reason: 'unreadable' });
    });
  });

  it('is one for paid or foreign invoices, or for two currencies at once', async () => {
    await inWorld(monday, async (tx, world) => {
      const { creditorId, debtorId, debtor } = world;
      const [first] = twoInvoices(tx, world);
      const paid = addInvoice(tx, creditorId, debtorId, {
        number: 'P',
        due: '2026-01-01',
        amount: 5,
        paid: 5,
      });
      const dollars = addInvoice(tx, creditorId, debtorId, {
        number: 'U',
        due: '2026-04-01',
        amount: 9,
        currency: 'USD',
      });
      const other = addDebtor(tx, creditorId, 'C-002');
      const foreign = addInvoice(tx, creditorId, other, { number: 'X', due: '2026-04-01', amount: 5 });
      const slip = { reference: 'TRX123456' };
      const send = (invoiceIds: number[], more = {}) =>
        recordProof(tx, debtor, monday, { invoiceIds, slip, ...more });
      expect(await send([paid])).toEqual({ ok: false, reason: 'nothing_open' });
      expect(await send([foreign])).toEqual({ ok: false, reason: 'nothing_open' });
      expect(await send([first, dollars])).toEqual({ ok: false, reason: 'mixed_currencies' });
      expect(await send([dollars], { amount: money(5, 'IDR') })).toEqual({
        ok: false,
        reason: 'mixed_currencies',
      });
      expect(all(tx, 'SELECT 1 FROM payment_proofs')).toEqual([]);
    });
  });
});
