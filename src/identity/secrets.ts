import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Keyed derivations of one server secret; each use has its own sub-key (HKDF, RFC 5869). */
export interface IdentitySecrets {
  /** 32 bytes: the one-time code's own HOTP secret, from the challenge's nonce. */
  codeSeed(nonce: string): Uint8Array;
  /** What is stored of a code: useless without the server's secret, and for any other challenge. */
  codeHash(nonce: string, code: string): string;
  /** Stored in place of a sender, an address on file, a network address or a number asked for. */
  subjectHash(kind: 'reference' | 'address' | 'sender' | 'origin', ...parts: (string | number)[]): string;
}

/** `otpSecret`: 32 random bytes that stay the same over restarts; throws RangeError for anything else. */
export function identitySecrets(otpSecret: Buffer): IdentitySecrets {
  if (otpSecret.length !== 32) throw new RangeError('identity: the OTP secret must be 32 bytes');
  const key = (use: string) => Buffer.from(hkdfSync('sha256', otpSecret, '', `sapa/identity/${use}`, 32));
  const seedKey = key('code-seed');
  const hashKey = key('code-hash');
  const subjectKey = key('subject');
  const hmac = (with_: Buffer, data: string) => createHmac('sha256', with_).update(data).digest();
  return {
    codeSeed: (nonce) => new Uint8Array(hmac(seedKey, nonce)),
    codeHash: (nonce, code) => hmac(hashKey, `${nonce}\0${code}`).toString('base64url'),
    subjectHash: (kind, ...parts) => hmac(subjectKey, JSON.stringify([kind, ...parts])).toString('base64url'),
  };
}

/** Compares two stored hashes in constant time. */
export function sameHash(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
