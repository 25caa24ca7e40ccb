import { describe, expect, it } from 'vitest';
import { agingBucket, balanceOf, dueDatesOf, invoiceStatus } from '../../src/receivables/index.ts';
import { money } from '../../src/shared/money.ts';
import type { Tx } from '../../src/storage/database.ts';
import { addDebtor, addInvoice, all, at, inWorld, run, type World } from '../support/debtor.ts';

describe('status of an invoice', () => {
  const facts = {
    amountMinor: 100,
    allocatedMinor: 0,
    dueDate: '2026-03-25',
    disputed: false,
    underReview: false,
  };

  it('is kept as a diary from issue to payment', () => {
    expect(invoiceStatus(facts, '2026-03-24')).toBe('open');
    expect(invoiceStatus({ ...facts, allocatedMinor: 40 }, '2026-03-24')).toBe('partly_paid');
    expect(invoiceStatus(facts, '2026-03-25')).toBe('open');
    expect(invoiceStatus(facts, '2026-03-26')).toBe('overdue');
    expect(invoiceStatus({ ...facts, allocatedMinor: 40 }, '2026-03-26')).toBe('overdue');
    expect(invoiceStatus({ ...facts, underReview: true }, '2026-03-26')).toBe('under_review');
    expect(invoiceStatus({ ...facts, underReview: true, disputed: true }, '2026-03-26')).toBe('disputed');
    expect(invoiceStatus({ ...facts, disputed: true, allocatedMinor: 100 }, '2026-03-26')).toBe('paid');
  });

  it('puts each count of days in one bucket', () => {
    expect([0, 1, 30, 31, 60, 61, 90, 91].map(agingBucket)).toEqual([
      'current',
      'd1_30',
      'd1_30',
      'd31_60',
      'd31_60',
      'd61_90',
      'd61_90',
      'over_90',
    ]);
  });
});

describe('balance', () => {
  const now = at('2026-03-11');

  it('sums per currency, with the overdue part, the oldest and the next due date', async () => {
    await inWorld(now, async (tx, { creditorId, debtorId, debtor }) => {
      const add = (number: string, due: string, amount: number, more = {}) =>
        addInvoice(tx, creditorId, debtorId, { number, due, amount, ...more });
      add('INV-1', '2026-02-27', 200_000_000);
      add('INV-2', '2026-03-10', 100_000_000, { paid: 50_000_000 });
      add('INV-3', '2026-03-25', 300_000_000);
      add('INV-4', '2026-03-25', 175_000_000);
      add('INV-5', '2026-01-01', 999, { voided: true });
      add('INV-6', '2026-01-01', 999, { paid: 999 });
      add('US-1', '2026-05-01', 120_050, { currency: 'USD' });
      expect(await balanceOf(tx, debtor, now)).toEqual([
        {
          currency: 'IDR',
          outstanding: money(725_000_000, 'IDR'),
          count: 4,
          overdue: money(250_000_000, 'IDR'),
          overdueCount: 2,
          oldestDaysPastDue: 12,
          nextDue: { date: '2026-03-25', amount: money(475_000_000, 'IDR') },
        },
        {
          currency: 'USD',
          outstanding: money(120_050, 'USD'),
          count: 1,
          overdue: money(0, 'USD'),
          overdueCount: 0,
          oldestDaysPastDue: 0,
          nextDue: { date: '2026-05-01', amount: money(120_050, 'USD') },
        },
      ]);
    });
  });

  it('says what is disputed and what a proof waits for', async () => {
    await inWorld(now, async (tx, { creditorId, debtorId, conversationId, debtor }) => {
      const first = addInvoice(tx, creditorId, debtorId, { number: 'A', due: '2026-04-01', amount: 100 });
      const second = addInvoice(tx, creditorId, debtorId, { number: 'B', due: '2026-04-01', amount: 30 });
      const ids = { creditorId, debtorId, conversationId };
      run(
        tx,
        `INSERT INTO disputes (case_number, creditor_id, debtor_id, invoice_id, reason, currency, disputed_minor, created_at)
         VALUES ('D-0001', @creditorId, @debtorId, @first, 'other', 'IDR', 100, 0)`,
        { creditorId, debtorId, first },
      );
      const proof = run(
        tx,
        `INSERT INTO payment_proofs (receipt_number, creditor_id, debtor_id, conversation_id, content_hash, currency, created_at)
         VALUES ('P-0001', @creditorId, @debtorId, @conversationId, 'x', 'IDR', 0)`,
        ids,
      );
      for (const invoice of [first, second]) {
        run(tx, 'INSERT INTO payment_proof_invoices (proof_id, invoice_id) VALUES (@proof, @invoice)', {
          proof,
          invoice,
        });
      }
      const [balance] = await balanceOf(tx, debtor, now);
      expect(balance).toMatchObject({ disputed: money(100, 'IDR'), underReview: money(30, 'IDR') });
      run(tx, "UPDATE payment_proofs SET state = 'rejected'");
      const [after] = await balanceOf(tx, debtor, now);
      expect(after?.underReview).toBeUndefined();
    });
  });

  it.each([
    ['Asia/Jayapura', 1],
    ['Asia/Jakarta', 0],
  ])('turns overdue at midnight where the debtor lives: %s', async (timeZone, overdue) => {
    const moment = at('2026-03-10', '22:30'); // half past midnight on the 11th in Jayapura
    const world = async (tx: Tx, { creditorId, debtorId, debtor }: World) => {
      addInvoice(tx, creditorId, debtorId, { number: 'A', due: '2026-03-10', amount: 100 });
      expect((await balanceOf(tx, debtor, moment))[0]?.overdueCount).toBe(overdue);
    };
    await inWorld(moment, world, timeZone);
  });

  it('never mixes in another debtor, and leaves one disclosure each time', async () => {
    await inWorld(now, async (tx, { creditorId, debtor }) => {
      const other = addDebtor(tx, creditorId, 'C-002');
      addInvoice(tx, creditorId, other, { number: 'X', due: '2026-03-01', amount: 100 });
      expect(await balanceOf(tx, debtor, now)).toEqual([]);
      expect(all(tx, 'SELECT what, debtor_id, verification_id FROM disclosures')).toEqual([
        { what: 'balance', debtor_id: debtor.debtorId, verification_id: debtor.verificationId },
      ]);
    });
  });

  it('refuses a forged and an expired key', async () => {
    await inWorld(now, async (tx, { debtor }) => {
      await expect(balanceOf(tx, { ...debtor }, now)).rejects.toThrow('not a VerifiedDebtor');
      await expect(balanceOf(tx, debtor, debtor.expiresAt)).rejects.toThrow('expired');
    });
  });

  it('refuses, as a bug, a sum that no number holds exactly', async () => {
    await inWorld(now, async (tx, { creditorId, debtorId, debtor }) => {
      for (const number of ['A', 'B']) {
        addInvoice(tx, creditorId, debtorId, { number, due: '2026-04-01', amount: Number.MAX_SAFE_INTEGER });
      }
      await expect(balanceOf(tx, debtor, now)).rejects.toThrow(RangeError);
    });
  });
});

describe('due dates', () => {
  it('gathers what falls due on one day, overdue and upcoming apart', async () => {
    const now = at('2026-03-11');
    await inWorld(now, async (tx, { creditorId, debtorId, debtor }) => {
      for (const [number, due, amount] of [
        ['A', '2026-03-01', 10],
        ['B', '2026-03-11', 20],
        ['C', '2026-03-25', 30],
        ['D', '2026-03-25', 40],
        ['E', '2026-04-25', 50],
      ] as const) {
        addInvoice(tx, creditorId, debtorId, { number, due, amount });
      }
      const due = await dueDatesOf(tx, debtor, now, 2);
      expect(due).toEqual({
        overdue: [{ date: '2026-03-01', amount: money(10, 'IDR'), count: 1, daysPastDue: 10 }],
        upcoming: [
          { date: '2026-03-11', amount: money(20, 'IDR'), count: 1, daysPastDue: 0 },
          { date: '2026-03-25', amount: money(70, 'IDR'), count: 2, daysPastDue: 0 },
        ],
        moreOverdue: 0,
        moreUpcoming: 1,
      });
    });
  });
});
