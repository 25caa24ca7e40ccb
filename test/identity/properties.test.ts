import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, readCode } from '../../src/identity/otp-code.ts';
import { lockedUntil, type PastChallenge, windowWait } from '../../src/identity/otp-limits.ts';
import { parseOtpPolicy } from '../../src/identity/otp-policy.ts';
import { identitySecrets, sameHash } from '../../src/identity/secrets.ts';
import { forbiddenKind, maskForbiddenNumbers } from '../../src/shared/forbidden-number.ts';
import { maskContact } from '../../src/shared/mask.ts';
import { MINUTE, START, shippedPolicy } from './world.ts';

const secret = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((all) => all.join(''));

describe('codes', () => {
  it('are six digits, the same for the same challenge and server, others for others', async () => {
    await fc.assert(
      fc.asyncProperty(secret, fc.string(), fc.string(), async (key, nonce, other) => {
        const secrets = identitySecrets(key);
        const code = await codeOf(secrets.codeSeed(nonce));
        expect(code).toMatch(/^\d{6}$/);
        expect(await codeOf(identitySecrets(key).codeSeed(nonce))).toBe(code);
        expect(sameHash(secrets.codeHash(nonce, code), secrets.codeHash(other, code))).toBe(nonce === other);
        expect(secrets.codeHash(nonce, code)).not.toContain(code);
      }),
    );
  });

  it('use every digit in every place evenly', async () => {
    const secrets = identitySecrets(Buffer.alloc(32, 3));
    const seen = Array.from({ length: 6 }, () => new Array<number>(10).fill(0));
    const codes = 12_000;
    for (let i = 0; i < codes; i++) {
      const code = await codeOf(secrets.codeSeed(`nonce ${i}`));
      [...code].forEach((digit, place) => {
        seen[place]![Number(digit)]!++;
      });
    }
    // Chi-square, 9 degrees of freedom: 33.7 is passed by chance once in 10,000; the input is fixed.
    for (const place of seen) {
      const chi = place.reduce((sum, count) => sum + (count - codes / 10) ** 2 / (codes / 10), 0);
      expect(chi).toBeLessThan(33.7);
    }
  });

  it('are read with blanks, dots and dashes, and nothing else is a code', () => {
    fc.assert(
      fc.property(
        digits(6, 6),
        fc.array(fc.constantFrom('', ' ', '-', '.'), { minLength: 5 }),
        (code, between) => {
          const typed = [...code].map((digit, i) => digit + (between[i] ?? '')).join('');
          expect(readCode(typed)).toBe(code);
        },
      ),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readCode(text);
        if (read !== undefined) expect(text.normalize('NFKC').replace(/[\s.-]/g, '')).toBe(read);
      }),
    );
  });

  it('need a server secret of 32 bytes', () => {
    expect(() => identitySecrets(randomBytes(31))).toThrow('32 bytes');
  });
});

describe('limits', () => {
  const past = fc.array(
    fc.record({
      created_at: fc.integer({ min: START - 26 * 60 * MINUTE, max: START }),
      closed_at: fc.option(fc.integer({ min: START - MINUTE, max: START })),
      tries: fc.integer({ min: 0, max: 5 }),
      outcome: fc.constantFrom<PastChallenge['outcome'][]>(
        'verified',
        'replaced',
        'exhausted',
        'expired',
        null,
      ),
    }),
    { maxLength: 20 },
  );
  const policy = shippedPolicy();

  it('never lock for longer than the longest, nor by the order of rows', () => {
    fc.assert(
      fc.property(past, (rows) => {
        const until = lockedUntil(rows, policy, START);
        expect(until).toBeLessThanOrEqual(START + 240 * MINUTE);
        const byTime = [...rows].sort((a, b) => a.created_at - b.created_at);
        const distinct = new Set(rows.map((row) => row.created_at)).size === rows.length;
        if (distinct) expect(lockedUntil(byTime, policy, START)).toBe(until);
      }),
    );
  });

  it('after the wait there is room, and one millisecond before there is none', () => {
    fc.assert(
      fc.property(past, fc.integer({ min: 1, max: 4 }), (rows, max) => {
        const wait = windowWait(rows, max, policy, START);
        expect(windowWait(rows, max, policy, START + wait)).toBe(0);
        if (wait > 0) expect(windowWait(rows, max, policy, START + wait - 1)).toBe(1);
      }),
    );
  });

  it('a policy that makes no sense is refused with every reason', () => {
    expect(() => parseOtpPolicy({ version: 1, code: { length: 4 } })).toThrow(/code\.length[\s\S]*limits/);
    expect(() => shippedPolicy({ require: ['phone_last4'] })).toThrow('must contain "reference"');
  });
});

describe('masks', () => {
  const word = fc.stringMatching(/^[a-z0-9._+-]{2,40}$/);

  it('show the first letter and the domain of an e-mail address, and no length', () => {
    fc.assert(
      fc.property(word, word, (local, host) => {
        expect(maskContact(`${local}@${host}.example`)).toBe(`${local[0]}•••@${host}.example`);
      }),
    );
    expect(maskContact('andi@ptabc.co.id')).toBe('a•••@ptabc.co.id');
    expect(maskContact('a@ptabc.co.id')).toBe('•••@ptabc.co.id');
  });

  it('show three digits of a phone number', () => {
    fc.assert(
      fc.property(digits(7, 15), (number) => {
        expect(maskContact(`+${number}`)).toBe(`•••${number.slice(-3)}`);
      }),
    );
  });

  it('hide cards and national ids inside a text, and nothing else', () => {
    expect(maskForbiddenNumbers('kartu 4111 1111 1111 1111, faktur 2026030012')).toBe(
      'kartu ••••••••••••••••, faktur 2026030012',
    );
    fc.assert(
      fc.property(digits(1, 12), (number) => {
        expect(forbiddenKind(number)).toBeUndefined();
        expect(maskForbiddenNumbers(number)).toBe(number);
      }),
    );
    for (const nik of ['3174051209900001', '3174 0552 0990 0001', '３１７４０５１２０９９００００１'])
      expect(forbiddenKind(nik), nik).toBe('national_id');
    for (const card of ['4111111111111111', '5555-5555-5555-4444', '3782 822463 10005', '6011000990139424'])
      expect(forbiddenKind(card), card).toBe('card');
    // A transfer's reference, a virtual account, a phone number.
    for (const other of ['2026031112345678', '8800100100010001', '6281234567890', '317405120990001'])
      expect(forbiddenKind(other), other).toBeUndefined();
    expect(maskForbiddenNumbers('2. 4111 1111 1111 1111 lalu 3174051209900001!')).toBe(
      '2. •••••••••••••••• lalu ••••••••••••••••!',
    );
  });
});
