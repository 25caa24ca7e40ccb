import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neighbours } from '../../../src/web/console/cases/neighbours.ts';
import { readResolution } from '../../../src/web/console/pages/disputes/decide/resolution.ts';
import {
  type Filled,
  propose,
  readAcceptance,
  todayIn,
} from '../../../src/web/console/pages/proofs/acceptance.ts';

const idr = (minor: number) => ({ minor, currency: 'IDR', exponent: 2, text: '' });
const candidates = [
  { invoiceId: 7, outstanding: idr(150_000_000) },
  { invoiceId: 3, outstanding: idr(100_000_000) },
];
const filled: Filled = { amount: '2.000.000', receivedOn: '2026-03-10', reference: 'TRX-1', parts: null };
const read = (change: Partial<Filled>) =>
  readAcceptance({ ...filled, ...change }, candidates, { exponent: 2, today: '2026-03-11' });

describe('accepting a proof', () => {
  it('proposes the candidates in their order and never more than the amount', () => {
    expect(propose(200_000_000, candidates)).toEqual({ 7: 150_000_000, 3: 50_000_000 });
    const amounts = fc.array(fc.nat(1_000_000_000), { maxLength: 8 });
    fc.assert(
      fc.property(fc.nat(2_000_000_000), amounts, (amount, open) => {
        const given = open.map((minor, invoiceId) => ({ invoiceId, outstanding: idr(minor) }));
        const sum = Object.values(propose(amount, given)).reduce((all, part) => all + part, 0);
        expect(sum).toBe(
          Math.min(
            amount,
            open.reduce((all, one) => all + one, 0),
          ),
        );
      }),
    );
  });

  it('sends the proposal as it stands, and what was typed in its place', () => {
    expect(read({}).body).toEqual({
      amountMinor: 200_000_000,
      receivedOn: '2026-03-10',
      bankReference: 'TRX-1',
      allocations: [
        { invoiceId: 7, amountMinor: 150_000_000 },
        { invoiceId: 3, amountMinor: 50_000_000 },
      ],
    });
    const split = read({ parts: { 7: '', 3: '1.000.000' } });
    expect(split.body?.allocations).toEqual([{ invoiceId: 3, amountMinor: 100_000_000 }]);
    expect(split.creditMinor).toBe(100_000_000);
  });

  it('names what is in the way, and then sends nothing', () => {
    expect(read({ amount: '1.2.3' })).toMatchObject({
      troubles: { amount: 'ambiguous' },
      body: undefined,
    });
    expect(read({ amount: '0' }).troubles.amount).toBe('zero');
    expect(read({ parts: { 7: '1.500.001' } }).troubles.parts).toEqual({ 7: 'above_outstanding' });
    expect(read({ parts: { 7: '1.500.000', 3: '1.000.000' } }).troubles.sum).toBe('above_amount');
    expect(read({ parts: { 7: 'x' } })).toMatchObject({ troubles: { parts: { 7: 'not_a_number' } } });
    expect(read({ receivedOn: '2026-03-12' }).troubles.receivedOn).toBe('future');
    expect(read({ receivedOn: '2025-03-10' }).troubles.receivedOn).toBe('too_old');
    expect(read({ receivedOn: '2025-03-11' }).body).toBeDefined();
    expect(read({ reference: ' ' }).troubles.reference).toBe('missing');
  });

  it('takes the day of the creditor, not of the browser', () => {
    const late = Date.parse('2026-03-11T23:30:00Z');
    expect(todayIn('Asia/Jakarta', late)).toBe('2026-03-12');
    expect(todayIn('America/New_York', late)).toBe('2026-03-11');
  });
});

describe('deciding a dispute', () => {
  const dispute = {
    disputed: idr(275_000_000),
    limit: null,
    invoice: {
      id: 1,
      amount: idr(275_000_000),
      outstanding: idr(200_000_000),
      dueDate: '2026-03-16',
      status: 'disputed',
      description: null,
    },
  };

  it('credits what is disputed, at most what is open', () => {
    expect(readResolution(dispute, 'upheld', '', '')).toMatchObject({
      creditMinor: 200_000_000,
      remainingMinor: 0,
      body: { outcome: 'upheld' },
    });
    expect(readResolution(dispute, 'partly', '500.000', ' baik ')).toMatchObject({
      remainingMinor: 150_000_000,
      body: { outcome: 'partly', creditMinor: 50_000_000, note: 'baik' },
    });
  });

  it('refuses a part that is none, more than is open, no words for a rejection, and what is over the limit', () => {
    expect(readResolution(dispute, 'partly', '2.750.000', '').troubles.credit).toBe('not_less');
    expect(readResolution(dispute, 'partly', '2.500.000', '').troubles.credit).toBe('above_outstanding');
    expect(readResolution(dispute, 'partly', '0', '').troubles.credit).toBe('zero');
    expect(readResolution(dispute, 'rejected', '', '')).toMatchObject({
      troubles: { note: 'missing' },
      body: undefined,
    });
    const limited = readResolution({ ...dispute, limit: idr(100) }, 'upheld', '', '');
    expect(limited).toMatchObject({ overLimit: true, body: undefined });
  });
});

describe('after a decision', () => {
  const items = [{ id: 1 }, { id: 2 }, { id: 3 }];
  it('goes on with the one that followed, else from the top', () => {
    expect(neighbours(items, 2)).toMatchObject({ before: { id: 1 }, after: { id: 3 }, next: { id: 3 } });
    expect(neighbours(items, 3)).toMatchObject({ after: undefined, next: { id: 1 } });
    expect(neighbours([{ id: 3 }], 3).next).toBeUndefined();
    expect(neighbours(items, 9)).toMatchObject({ before: undefined, position: 0, next: { id: 1 } });
  });
});
