import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Lib } from './context.ts';
import type { MediaHandle } from './media-handle.ts';

const SEAL = 10;

/**
 * Opens a file as WhatsApp seals it: AES-256-CBC, then the first 10 bytes of an HMAC-SHA256 over iv and
 * ciphertext, with keys derived from the message's media key. Undefined when the seal, or the hash the message
 * announced (hex), is not that of these bytes.
 */
export async function unseal(
  lib: Lib,
  handle: MediaHandle,
  sealed: Buffer,
  sha256: string | undefined,
): Promise<Buffer | undefined> {
  const mediaKey = Buffer.from(handle.mediaKey, 'base64');
  if (mediaKey.length === 0 || sealed.length <= SEAL) return undefined;
  const { iv, cipherKey, macKey } = await lib.getMediaKeys(mediaKey, handle.sealedAs);
  if (!macKey) return undefined;
  const ciphertext = sealed.subarray(0, -SEAL);
  const seal = createHmac('sha256', macKey).update(iv).update(ciphertext).digest().subarray(0, SEAL);
  if (!timingSafeEqual(seal, sealed.subarray(-SEAL))) return undefined;
  try {
    const cipher = createDecipheriv('aes-256-cbc', cipherKey, iv);
    const bytes = Buffer.concat([cipher.update(ciphertext), cipher.final()]);
    const hash = createHash('sha256').update(bytes).digest('hex');
    return sha256 === undefined || hash === sha256 ? bytes : undefined;
  } catch {
    return undefined;
  }
}
