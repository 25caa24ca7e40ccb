import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clearSubject, forgetFailures, takeTry } from '../../src/collectors/lockout.ts';
import { lockMs } from '../../src/collectors/policy.ts';
import { all, testDatabase } from '../support/debtor.ts';

const policy = { free: 3, firstMs: 30_000, longestMs: 240_000, forgetMs: 3_600_000 };
const subject = { hash: 'h', policy };

describe('lock-out', () => {
  it('costs nothing at first, then doubles up to the longest', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 1000].map((failures) => lockMs(failures, policy) / 1000)).toEqual([
      0, 0, 0, 30, 60, 120, 240, 240, 240,
    ]);
  });

  it('says how long, counts nothing meanwhile, and opens again', async () => {
    const database = testDatabase();
    await database.write(async (tx) => {
      for (const second of [0, 1, 2])
        expect(takeTry(tx, [subject], second * 1000)).toEqual({ retryAfter: 0 });
      for (let i = 0; i < 50; i++) expect(takeTry(tx, [subject], 12_000)).toEqual({ retryAfter: 20 });
      expect(takeTry(tx, [subject], 32_000)).toEqual({ retryAfter: 0 });
      expect(takeTry(tx, [subject], 32_001)).toEqual({ retryAfter: 60 });
      clearSubject(tx, 'h');
      expect(takeTry(tx, [subject], 32_002)).toEqual({ retryAfter: 0 });
    });
  });

  it('forgets what is long past', async () => {
    const database = testDatabase();
    await database.write(async (tx) => {
      for (let i = 0; i < 3; i++) takeTry(tx, [subject], 0);
      expect(takeTry(tx, [subject], 4_000_000)).toEqual({ retryAfter: 0 });
      expect(all(tx, 'SELECT failures FROM sign_in_failures')).toEqual([{ failures: 1 }]);
      forgetFailures(tx, 4_000_001);
      expect(all(tx, 'SELECT 1 FROM sign_in_failures')).toEqual([]);
    });
  });

  it('lets through in any hour no more than the free tries and one for each wait', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 120 }), async (pauses) => {
        const database = testDatabase();
        await database.write(async (tx) => {
          let now = 0;
          let through = 0;
          for (const pause of pauses) {
            now += pause;
            if (takeTry(tx, [{ hash: 'p', policy: { ...policy, forgetMs: 1e12 } }], now).retryAfter === 0)
              through++;
          }
          // 30 s, 60 s, 120 s and then 240 s for each further one.
          expect(through).toBeLessThanOrEqual(policy.free + 4 + Math.ceil(now / policy.longestMs));
        });
        await database.close();
      }),
      { numRuns: 30 },
    );
  });
});
