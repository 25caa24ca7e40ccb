import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Keyed derivations of DATA_KEY for signing in; each use has its own sub-key (HKDF, RFC 5869). */
export interface SignInSecrets {
  /** What a page proves with that it is ours: bound to one session. */
  csrf(token: string): string;
  /** Stored in place of an e-mail or an address that failed. */
  subjectHash(kind: 'email' | 'address', value: string): string;
  /** Stored in place of a recovery code of this collector. */
  recoveryHash(collectorId: number, code: string): string;
}

export function signInSecrets(dataKey: string): SignInSecrets {
  const key = (use: string) => Buffer.from(hkdfSync('sha256', dataKey, '', `sapa/collectors/${use}`, 32));
  const csrfKey = key('csrf');
  const subjectKey = key('subject');
  const recoveryKey = key('recovery');
  const hmac = (with_: Buffer, ...parts: (string | number)[]) =>
    createHmac('sha256', with_).update(JSON.stringify(parts)).digest('base64url');
  return {
    csrf: (token) => hmac(csrfKey, tokenHash(token)),
    subjectHash: (kind, value) => hmac(subjectKey, kind, value),
    recoveryHash: (collectorId, code) => hmac(recoveryKey, collectorId, code),
  };
}

/** A session's token: 256 random bits, for the cookie alone. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the table keeps of it. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Compares in constant time. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
