import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAllocations } from '../../src/payments/check-allocations.ts';
import { postPayment } from '../../src/payments/index.ts';
import { addInvoice, all, at, inWorld } from '../support/debtor.ts';

const now = at('2026-11-21');
const CURRENCIES = ['IDR', 'USD'] as const;

const invoice = fc.record({
  amount: fc.integer({ min: 1, max: 1000 }),
  paid: fc.integer({ min: 0, max: 1000 }),
  currency: fc.constantFrom(...CURRENCIES),
  voided: fc.boolean(),
});
/** What somebody may type: any invoice, also none of theirs, any amount, also twice. */
const part = fc.record({
  invoice: fc.integer({ min: 0, max: 7 }),
  amountMinor: fc.integer({ min: -1, max: 1000 }),
});
const attempt = fc.record({
  amountMinor: fc.integer({ min: 1, max: 1500 }),
  currency: fc.constantFrom(...CURRENCIES),
  parts: fc.array(part, { maxLength: 4 }),
});

describe('exact allocations', () => {
  it('are booked as said or refused; sums hold, nothing is over-allocated, currencies never mix', async () => {
    let booked = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(invoice, { minLength: 1, maxLength: 6 }),
        fc.array(attempt, { minLength: 1, maxLength: 8 }),
        async (ledger, attempts) => {
          await inWorld(now, async (tx, { creditorId, debtorId }) => {
            const ids = ledger.map(({ amount, paid, currency, voided }, index) =>
              addInvoice(tx, creditorId, debtorId, {
                number: `I${index}`,
                due: '2026-11-01',
                amount,
                currency,
                voided,
                ...(paid > 0 && { paid: Math.min(paid, amount) }),
              }),
            );
            for (const [index, { amountMinor, currency, parts }] of attempts.entries()) {
              const allocations = parts.map((one) => ({
                invoiceId: ids[one.invoice] ?? 9999,
                amountMinor: one.amountMinor,
              }));
              const before = all<{ id: number; allocated_minor: number }>(
                tx,
                'SELECT * FROM invoices ORDER BY id',
              );
              const wrong = await checkAllocations(tx, { debtorId, currency, amountMinor }, allocations);
              const payment = { creditorId, debtorId, currency, receivedOn: '2026-11-20', amountMinor };
              const post = () => postPayment(tx, now, { ...payment, externalId: `FT-${index}`, allocations });
              if (Object.keys(wrong).length > 0) {
                refused++;
                await expect(post()).rejects.toThrow(RangeError);
                expect(all(tx, 'SELECT * FROM invoices ORDER BY id')).toEqual(before);
                continue;
              }
              booked++;
              const { creditMinor } = await post();
              const sum = allocations.reduce((total, one) => total + one.amountMinor, 0);
              expect(creditMinor).toBe(amountMinor - sum);
              for (const row of before) {
                const added = allocations.find((one) => one.invoiceId === row.id)?.amountMinor ?? 0;
                const [after] = all(tx, 'SELECT allocated_minor FROM invoices WHERE id = ?', row.id);
                expect(after).toEqual({ allocated_minor: row.allocated_minor + added });
              }
            }
            expect(all(tx, 'SELECT 1 FROM invoices WHERE allocated_minor > amount_minor')).toEqual([]);
            expect(
              all(
                tx,
                `SELECT 1 FROM allocations a JOIN payments p ON p.id = a.payment_id
                 JOIN invoices i ON i.id = a.invoice_id WHERE p.currency <> i.currency OR i.debtor_id <> p.debtor_id`,
              ),
            ).toEqual([]);
          });
        },
      ),
      { numRuns: 60 },
    );
    expect(booked).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(20);
  });
});
