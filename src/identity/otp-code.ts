import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { generate } from 'otplib';

type HotpOptions = Parameters<typeof generate>[0];

const LENGTH = 6;
const CODES = 10 ** LENGTH;
/** HOTP's 31 bits are not a multiple of 10^6: the values above are dropped, or low codes came up more often. */
const FAIR = Math.floor(2 ** 31 / CODES) * CODES;

/** node:crypto instead of otplib's own JavaScript hashes. */
const crypto: NonNullable<HotpOptions['crypto']> = {
  name: 'node',
  hmac: (algorithm, key, data) => new Uint8Array(createHmac(algorithm, key).update(data).digest()),
  randomBytes: (length) => new Uint8Array(randomBytes(length)),
  constantTimeEqual: (a, b) => {
    const left = Buffer.from(a);
    const right = Buffer.from(b);
    return left.length === right.length && timingSafeEqual(left, right);
  },
};

const hooks: HotpOptions['hooks'] = {
  encodeToken: (value, digits) => (value < FAIR ? String(value % CODES).padStart(digits, '0') : ''),
};

/**
 * The six digits of one challenge: HOTP (RFC 4226, SHA-256) of its own 32-byte secret at the first
 * counter whose value gives every code the same chance. Asynchronous, but waits for nothing.
 */
export async function codeOf(seed: Uint8Array): Promise<string> {
  for (let counter = 0; ; counter++) {
    const code = await generate({
      strategy: 'hotp',
      secret: seed,
      counter,
      digits: LENGTH,
      algorithm: 'sha256',
      crypto,
      hooks,
    });
    if (code !== '') return code;
  }
}

/** The code in what was typed ("123 456", "123-456"); undefined when it is not six digits. */
export function readCode(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s.-]/g, '');
  return /^[0-9]{6}$/.test(digits) ? digits : undefined;
}
