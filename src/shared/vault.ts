import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts what rests on disk (files, second factors) and recognises the same content again. */
export interface Vault {
  /** AES-256-GCM: 12-byte nonce, 16-byte tag, ciphertext. `context` is bound in: a row cannot be moved. */
  seal(plain: Buffer, context: string): Buffer;
  /** Throws when the bytes or the context were changed. */
  open(sealed: Buffer, context: string): Buffer;
  /** Keyed hash of content, hex: equal for equal bytes, useless without the key. */
  fingerprint(content: Buffer | string): string;
}

/**
 * `key` is the DATA_KEY secret; sub-keys for sealing and hashing are derived by HKDF-SHA256 (RFC 5869),
 * others for every `use`: what was sealed for one opens for no other.
 */
export function createVault(
  key: string | Buffer,
  use: 'attachment' | 'second-factor' | 'listener' | 'whatsapp-session' | 'whatsapp-account' = 'attachment',
): Vault {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, 'sapa', purpose, 32));
  const sealKey = derive(`${use}-seal`);
  const hashKey = derive(`${use}-fingerprint`);
  return {
    seal(plain, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      const decipher = createDecipheriv('aes-256-gcm', sealKey, sealed.subarray(0, 12))
        .setAAD(Buffer.from(context))
        .setAuthTag(sealed.subarray(12, 28));
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
    },
    fingerprint: (content) => createHmac('sha256', hashKey).update(content).digest('hex'),
  };
}
