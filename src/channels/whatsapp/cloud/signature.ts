import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const SIGNATURE = /^sha256=([0-9a-f]{64})$/i;

export function wellFormed(header: string | string[] | undefined): boolean {
  return typeof header === 'string' && SIGNATURE.test(header);
}

/** `X-Hub-Signature-256`: "sha256=" and the hex HMAC of the body's bytes under the app's secret. */
export function signed(body: Buffer, header: string, appSecret: string): boolean {
  const hex = SIGNATURE.exec(header)?.[1];
  if (!hex || appSecret === '') return false;
  return timingSafeEqual(Buffer.from(hex, 'hex'), createHmac('sha256', appSecret).update(body).digest());
}

/** Compares texts of any lengths in a time that tells nothing of them. */
export function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
