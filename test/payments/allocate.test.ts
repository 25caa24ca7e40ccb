import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateOldestFirst } from '../../src/payments/allocate.ts';

const amount = fc.integer({ min: 0, max: 10_000_000_000 });
const invoices = fc
  .array(fc.integer({ min: -5, max: 3_000_000_000 }), { maxLength: 30 })
  .map((list) => list.map((outstandingMinor, index) => ({ invoiceId: index + 1, outstandingMinor })));

describe('allocateOldestFirst', () => {
  it('fills the oldest, then the next, and leaves the rest as credit', () => {
    const open = [
      { invoiceId: 7, outstandingMinor: 300 },
      { invoiceId: 9, outstandingMinor: 500 },
    ];
    expect(allocateOldestFirst(450, open)).toEqual({
      allocations: [
        { invoiceId: 7, amountMinor: 300 },
        { invoiceId: 9, amountMinor: 150 },
      ],
      creditMinor: 0,
    });
    expect(allocateOldestFirst(1000, open).creditMinor).toBe(200);
  });

  it('neither makes nor loses money', () => {
    fc.assert(
      fc.property(amount, invoices, (paid, open) => {
        const { allocations, creditMinor } = allocateOldestFirst(paid, open);
        const spread = allocations.reduce((sum, part) => sum + part.amountMinor, 0);
        expect(spread + creditMinor).toBe(paid);
        const unpaid = open.reduce((sum, invoice) => sum + Math.max(0, invoice.outstandingMinor), 0);
        expect(creditMinor).toBe(Math.max(0, paid - unpaid));
      }),
    );
  });

  it('never gives an invoice more than it lacks, nor a later one anything before an earlier is full', () => {
    fc.assert(
      fc.property(amount, invoices, (paid, open) => {
        const { allocations } = allocateOldestFirst(paid, open);
        const takers = open.filter((invoice) => invoice.outstandingMinor > 0);
        allocations.forEach((part, index) => {
          expect(part.invoiceId).toBe(takers[index]?.invoiceId);
          expect(part.amountMinor).toBeGreaterThan(0);
          const full = takers[index]?.outstandingMinor ?? 0;
          if (index < allocations.length - 1) expect(part.amountMinor).toBe(full);
          else expect(part.amountMinor).toBeLessThanOrEqual(full);
        });
      }),
    );
  });

  it('reads no further than the money reaches', () => {
    let read = 0;
    function* source() {
      for (let invoiceId = 1; invoiceId <= 1000; invoiceId++) {
        read += 1;
        yield { invoiceId, outstandingMinor: 10 };
      }
    }
    allocateOldestFirst(25, source());
    expect(read).toBe(3);
    allocateOldestFirst(0, source());
    expect(read).toBe(3);
  });

  it('refuses what is no count of minor units', () => {
    expect(() => allocateOldestFirst(1.5, [])).toThrow(RangeError);
    expect(() => allocateOldestFirst(-1, [])).toThrow(RangeError);
    expect(() => allocateOldestFirst(1, [{ invoiceId: 1, outstandingMinor: 0.5 }])).toThrow(RangeError);
  });
});
