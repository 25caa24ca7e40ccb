import { createPublicKey, verify } from 'node:crypto';

const P = 2n ** 255n - 19n;
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let b = base % P, e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * b) % P;
    b = (b * b) % P;
  }
  return result;
}

/**
 * Whether a Signal (XEdDSA) signature is good. Baileys' own check always says yes, so the server has one that
 * checks: the Montgomery key is mapped to its Edwards form (RFC 7748, 4.1), the sign taken from the signature.
 */
export function signatureIsGood(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const raw = key.length === 33 ? key.subarray(1) : key;
  if (raw.length !== 32 || signature.length !== 64) return false;
  const u = BigInt(`0x${Buffer.from(raw).reverse().toString('hex')}`) % P;
  const y = ((((u - 1n + P) % P) * power(u + 1n, P - 2n)) % P).toString(16).padStart(64, '0');
  const edwards = Buffer.from(y, 'hex').reverse();
  edwards[31] = edwards[31]! | (signature[63]! & 0x80);
  const plain = Buffer.from(signature);
  plain[63] = plain[63]! & 0x7f;
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, edwards]), format: 'der', type: 'spki' });
  return verify(null, message, publicKey, plain);
}
