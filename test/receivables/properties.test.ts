import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageing } from '../../src/receivables/ageing.ts';
import { AGING_BUCKETS, agingBucket, daysPastDue, statementCsv } from '../../src/receivables/index.ts';
import { csvCell, decimal } from '../../src/receivables/statement.ts';
import { addDays } from '../../src/shared/calendar.ts';
import { addInvoice, at, inWorld } from '../support/debtor.ts';

const today = '2026-03-11';
const day = fc.integer({ min: -400, max: 400 }).map((days) => addDays(today, days));
const minor = fc.integer({ min: 1, max: 1e12 });

describe('ageing', () => {
  it('loses nothing and counts nothing twice, per currency', () => {
    const sum = fc.record({
      currency: fc.constantFrom('IDR', 'USD', 'JPY'),
      dueDate: day,
      count: fc.integer({ min: 1, max: 50 }),
      outstandingMinor: minor,
    });
    fc.assert(
      fc.property(fc.array(sum, { maxLength: 60 }), (sums) => {
        const result = ageing(sums, today);
        expect(result.map((one) => one.currency)).toEqual([...new Set(sums.map((one) => one.currency))]);
        for (const one of result) {
          const own = sums.filter((row) => row.currency === one.currency);
          expect(one.outstanding.minor).toBe(own.reduce((all, row) => all + row.outstandingMinor, 0));
          expect(one.count).toBe(own.reduce((all, row) => all + row.count, 0));
          for (const bucket of AGING_BUCKETS) {
            const inside = own.filter((row) => agingBucket(daysPastDue(row.dueDate, today)) === bucket);
            expect(one.buckets[bucket].amount.minor).toBe(
              inside.reduce((all, row) => all + row.outstandingMinor, 0),
            );
          }
        }
      }),
    );
  });
});

describe('statement', () => {
  // Numbers as hostile ledgers have them: formulas, quotes, line ends, separators.
  const number = fc
    .tuple(fc.constantFrom('', '=', '+', '-', '@', '\t', ' =', '"', ','), fc.string({ maxLength: 12 }))
    .map(([first, rest]) => `${first}${rest}`);

  it('reads back as it was, and no cell is a formula', async () => {
    const rows = fc.array(
      fc.record({ number, due: day, amount: minor, part: fc.double({ min: 0, max: 1, noNaN: true }) }),
      {
        minLength: 1,
        maxLength: 20,
      },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (drawn) => {
        const invoices = drawn.map((one, index) => ({
          number: `${one.number}${index}`,
          due: one.due,
          amount: one.amount,
          paid: Math.floor(one.amount * one.part),
        }));
        await inWorld(at(today), async (tx, { creditorId, debtorId, debtor }) => {
          for (const one of invoices) addInvoice(tx, creditorId, debtorId, one);
          const made = await statementCsv(tx, debtor, at(today), {
            column: (name) => name,
            status: (status) => status,
          });
          expect(made.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
          const read = parse(made.bytes, { bom: true, columns: true }) as Record<string, string>[];
          expect(read).toHaveLength(invoices.length);
          for (const row of read) {
            for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@]/);
            const one = invoices.find(
              (each) => row.invoice!.replace(/^'/, '') === each.number.replace(/^'/, ''),
            );
            expect(one, row.invoice).toBeDefined();
            expect(row).toMatchObject({
              due: one!.due,
              amount: decimal(one!.amount, 'IDR'),
              outstanding: decimal(one!.amount - one!.paid, 'IDR'),
            });
          }
        });
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    [250000000, 'IDR', '2500000.00'],
    [5, 'USD', '0.05'],
    [120050, 'JPY', '120050'],
    [1, 'KWD', '0.001'],
    [Number.MAX_SAFE_INTEGER, 'IDR', '90071992547409.91'],
  ])('writes %i of %s as %s', (amount, currency, text) => {
    expect(decimal(amount, currency)).toBe(text);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['＝cmd', "'＝cmd"],
    ['a,"b"', '"a,""b"""'],
    ['INV-1', 'INV-1'],
  ])('cell %s', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });
});
