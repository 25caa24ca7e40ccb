import { randomBytes } from 'node:crypto';
import type { SavedAttachment, StoredFile } from '../channels/channel.ts';
import { maskForbiddenNumbers } from '../shared/forbidden-number.ts';
import type { ReadTx, Tx } from '../storage/database.ts';
import { attachmentByToken, insertAttachment, sameAttachment } from './attachment-repository.ts';
import type { Vault } from './vault.ts';

/** What a debtor may send: pictures and PDFs, told by their content. */
const ACCEPTED = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'application/pdf']);
export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024;

/** Tells the kind by content, never by name or by the sender's claim. */
export async function inspectUpload(
  bytes: Buffer,
): Promise<{ ok: true; mediaType: string } | Extract<SavedAttachment, { ok: false }>> {
  if (bytes.length === 0) return { ok: false, reason: 'empty' };
  if (bytes.length > MAX_ATTACHMENT_BYTES) return { ok: false, reason: 'too_large' };
  // Loaded at the first upload: most conversations never send a file.
  const { fileTypeFromBuffer } = await import('file-type');
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (!type || !ACCEPTED.has(type.mime)) return { ok: false, reason: 'unsupported_type' };
  return { ok: true, mediaType: type.mime };
}

/** A file name that is safe to show and to put into a header: no path, control or direction mark, card number. */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = maskForbiddenNumbers(last)
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .trim();
  return clean.length > 0 && !/^\.+$/.test(clean) ? clean.slice(-120) : 'file';
}

/**
 * Encrypts and stores a file with the caller's transaction. The same content under the same name in the
 * same conversation is the file that is there already: an upload that is tried again leaves no second one.
 */
export async function storeAttachment(
  tx: Tx,
  vault: Vault,
  file: { conversationId: number; name: string; mediaType: string; bytes: Buffer; now: number },
): Promise<StoredFile> {
  const { conversationId, mediaType } = file;
  const name = safeFileName(file.name);
  const contentHash = vault.fingerprint(file.bytes);
  const known = await sameAttachment(tx, { conversationId, contentHash, mediaType, name });
  if (known) return known;
  const token = randomBytes(24).toString('base64url');
  const size = file.bytes.length;
  const id = await insertAttachment(tx, {
    token,
    conversationId,
    contentHash,
    mediaType,
    fileName: name,
    size,
    sealed: vault.seal(file.bytes, token),
    createdAt: file.now,
  });
  return { id, token, name, mediaType, size };
}

/** The decrypted file behind an unguessable token. */
export async function openAttachment(
  tx: ReadTx,
  vault: Vault,
  token: string,
): Promise<{ bytes: Buffer; file: StoredFile; conversationId: number } | undefined> {
  const row = await attachmentByToken(tx, token);
  if (!row) return undefined;
  const { sealed, conversationId, ...file } = row;
  return { bytes: vault.open(sealed, token), file, conversationId };
}
