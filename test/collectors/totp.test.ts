import fc from 'fast-check';
import { generate } from 'otplib';
import { describe, expect, it } from 'vitest';
import { spendTotpStep } from '../../src/collectors/account-repository.ts';
import { enrolmentOf, newTotpSecret, totpStepOf } from '../../src/collectors/totp.ts';
import { makeCollector } from '../support/collectors.ts';
import { testDatabase } from '../support/debtor.ts';

describe('the second factor', () => {
  it('agrees with the test vector of RFC 6238 (SHA-1, last six digits)', async () => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect(await totpStepOf(secret, '287 082', 59_000)).toBe(1);
    expect(await totpStepOf(secret, '081804', 1_111_111_109_000)).toBe(37_037_036);
    expect(await totpStepOf(secret, '２８７０８２', 59_000)).toBe(1);
  });

  it.each(['', '12345', '1234567', 'abcdef', '28708٢', "' OR 1=1"])('takes no %j', async (typed) => {
    expect(await totpStepOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', typed, 59_000)).toBeUndefined();
  });

  it('takes one step before and after, no more', async () => {
    const secret = newTotpSecret();
    const now = 1_780_000_005;
    const accepted = [];
    for (let off = -3; off <= 3; off++) {
      const code = await generate({ secret, epoch: now + off * 30 });
      if ((await totpStepOf(secret, code, now * 1000)) !== undefined) accepted.push(off);
    }
    expect(accepted).toEqual([-1, 0, 1]);
  });

  it('a code works once, whatever comes before and after it', async () => {
    const database = testDatabase();
    const { id } = await makeCollector(database);
    const secret = newTotpSecret();
    let clock = 1_780_000_000;
    const won = new Set<number>();
    await fc.assert(
      fc.asyncProperty(
        fc.record({ pass: fc.integer({ min: 0, max: 70 }), off: fc.integer({ min: -1, max: 1 }) }),
        async ({ pass, off }) => {
          clock += pass;
          const code = await generate({ secret, epoch: clock + off * 30 });
          await database.write(async (tx) => {
            const step = await totpStepOf(secret, code, clock * 1000);
            expect(step).toBeDefined();
            const first = spendTotpStep(tx, id, step!);
            expect(first && won.has(step!)).toBe(false);
            if (first) won.add(step!);
            expect(spendTotpStep(tx, id, step!)).toBe(false);
          });
        },
      ),
      { numRuns: 200 },
    );
    expect(won.size).toBeGreaterThan(20);
  });

  it('is shown as an address for authenticator apps, a picture of it, and letters to type', () => {
    const secret = newTotpSecret();
    const shown = enrolmentOf(secret, 'ayu@pt.example');
    const uri = new URL(shown.uri);
    expect([uri.protocol, uri.host, uri.searchParams.get('secret'), uri.searchParams.get('issuer')]).toEqual([
      'otpauth:',
      'totp',
      secret,
      'Sapa',
    ]);
    expect(shown.secret.replaceAll(' ', '')).toBe(secret);
    expect(shown.secret).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    expect(shown.qrSvg).toMatch(/^<svg [\s\S]*<\/svg>$/);
    expect(shown.qrSvg).not.toMatch(/script|href|on\w+=/i);
  });
});
