import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paymentHistory, paymentReceived, postPayment, recordProof } from '../../src/payments/index.ts';
import { balanceOf, invoicesById } from '../../src/receivables/index.ts';
import { addDays } from '../../src/shared/calendar.ts';
import { money } from '../../src/shared/money.ts';
import { addInvoice, all, at, inWorld } from '../support/debtor.ts';

const now = at('2026-03-11');

describe('posting a payment', () => {
  it('pays what the debtor said first, then the oldest due; the rest stays as credit', async () => {
    await inWorld(now, async (tx, { creditorId, debtorId, debtor }) => {
      const add = (number: string, due: string, amount: number) =>
        addInvoice(tx, creditorId, debtorId, { number, due, amount });
      const [old, middle, young] = [
        add('A', '2026-01-01', 100),
        add('B', '2026-02-01', 100),
        add('C', '2026-05-01', 100),
      ];
      const payment = { creditorId, debtorId, currency: 'IDR', receivedOn: '2026-03-10' };
      const posted = await postPayment(tx, now, {
        ...payment,
        externalId: 'BANK-1',
        amountMinor: 150,
        invoiceIds: [young],
      });
      expect(posted).toMatchObject({ duplicate: false, creditMinor: 0 });
      const statuses = (await invoicesById(tx, debtor, now, [old, middle, young])).map((one) => one.status);
      expect(statuses).toEqual(['overdue', 'overdue', 'paid']);

      const second = await postPayment(tx, now, { ...payment, externalId: 'BANK-2', amountMinor: 200 });
      expect(second.creditMinor).toBe(50);
      expect(await balanceOf(tx, debtor, now)).toEqual([]);
      const page = await paymentHistory(tx, debtor, now, { limit: 5 });
      expect(
        page.payments.map((one) => [one.amount.minor, one.credit.minor, one.invoices.map((i) => i.number)]),
      ).toEqual([
        [200, 50, ['A', 'B']],
        [150, 0, ['A', 'C']],
      ]);
    });
  });

  it('books the same payment once', async () => {
    await inWorld(now, async (tx, { creditorId, debtorId }) => {
      addInvoice(tx, creditorId, debtorId, { number: 'A', due: '2026-01-01', amount: 100 });
      const payment = {
        creditorId,
        debtorId,
        currency: 'IDR',
        receivedOn: '2026-03-10',
        externalId: 'BANK-1',
        amountMinor: 40,
      };
      const first = await postPayment(tx, now, payment);
      expect(await postPayment(tx, now, payment)).toEqual({ ...first, duplicate: true });
      expect(all(tx, 'SELECT allocated_minor FROM invoices')).toEqual([{ allocated_minor: 40 }]);
    });
  });

  it('never allocates more than was paid, nor more than is owed, in whatever order', async () => {
    const minor = fc.integer({ min: 1, max: 10_000 });
    const ledger = fc.record({
      owed: fc.array(fc.record({ amount: minor, due: fc.integer({ min: -90, max: 90 }) }), { maxLength: 8 }),
      paid: fc.array(minor, { minLength: 1, maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(ledger, async ({ owed, paid }) => {
        await inWorld(now, async (tx, { creditorId, debtorId }) => {
          owed.forEach(({ amount, due }, index) => {
            addInvoice(tx, creditorId, debtorId, {
              number: `I${index}`,
              due: addDays('2026-03-11', due),
              amount,
            });
          });
          let credit = 0;
          for (const [index, amountMinor] of paid.entries()) {
            const payment = { creditorId, debtorId, currency: 'IDR', receivedOn: '2026-03-10', amountMinor };
            credit += (await postPayment(tx, now, { ...payment, externalId: `B${index}` })).creditMinor;
          }
          const money = paid.reduce((sum, one) => sum + one, 0);
          const debt = owed.reduce((sum, one) => sum + one.amount, 0);
          const [row] = all<{ booked: number }>(
            tx,
            'SELECT COALESCE(SUM(amount_minor), 0) AS booked FROM allocations',
          );
          expect(row!.booked).toBe(Math.min(money, debt));
          expect(credit).toBe(money - row!.booked);
        });
      }),
      { numRuns: 25 },
    );
  });
});

describe('has my payment arrived', () => {
  it('tells the newest thing known: a slip newer than the booked money comes first', async () => {
    await inWorld(now, async (tx, { creditorId, debtorId, debtor }) => {
      const invoice = addInvoice(tx, creditorId, debtorId, { number: 'A', due: '2026-01-01', amount: 100 });
      const payment = { creditorId, debtorId, currency: 'IDR', receivedOn: '2026-03-10', amountMinor: 40 };
      await postPayment(tx, now - 2000, { ...payment, externalId: 'B1' });
      expect(await paymentReceived(tx, debtor, now)).toEqual({
        state: 'posted',
        receivedOn: '2026-03-10',
        amount: money(40, 'IDR'),
        invoiceNumbers: ['A'],
      });
      await recordProof(tx, debtor, now - 1000, { invoiceIds: [invoice], slip: { reference: 'TRX123456' } });
      expect(await paymentReceived(tx, debtor, now)).toMatchObject({ state: 'received' });
      expect(await paymentReceived(tx, debtor, now, invoice)).toMatchObject({ state: 'received' });
    });
  });

  it('leaves one disclosure per answer, and none for a foreign invoice', async () => {
    await inWorld(now, async (tx, { debtor }) => {
      await paymentReceived(tx, debtor, now);
      expect(await paymentReceived(tx, debtor, now, 999)).toBeUndefined();
      await paymentHistory(tx, debtor, now, { limit: 5 });
      expect(all(tx, 'SELECT what FROM disclosures ORDER BY id')).toEqual([
        { what: 'payment_received' },
        { what: 'payment_history' },
      ]);
    });
  });
});

describe('payment history', () => {
  it('pages newest first, each payment once, also within one day', async () => {
    await inWorld(now, async (tx, { creditorId, debtorId, debtor }) => {
      for (let i = 0; i < 23; i++) {
        await postPayment(tx, now, {
          creditorId,
          debtorId,
          currency: 'IDR',
          receivedOn: addDays('2026-03-10', -Math.floor(i / 4)),
          externalId: `B${i}`,
          amountMinor: i + 1,
        });
      }
      const amounts: number[] = [];
      let after: Awaited<ReturnType<typeof paymentHistory>>['next'];
      do {
        const page = await paymentHistory(tx, debtor, now, { after, limit: 5 });
        amounts.push(...page.payments.map((one) => one.amount.minor));
        after = page.next;
      } while (after);
      expect([...amounts].sort((a, b) => a - b)).toEqual(Array.from({ length: 23 }, (_, i) => i + 1));
      expect(amounts.slice(0, 4)).toEqual([4, 3, 2, 1]);
    });
  });
});
