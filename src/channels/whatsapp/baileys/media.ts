import type { proto, WASocket } from '@whiskeysockets/baileys';
import type { Downloaded, MediaRef } from '../ports.ts';
import type { BaileysContext } from './context.ts';
import { jidOf } from './intake-party.ts';
import { type Fetched, fetchSealed } from './media-fetch.ts';
import { type MediaHandle, readHandle } from './media-handle.ts';
import { unseal } from './media-unseal.ts';

/** How long a phone may take to upload a file once more. */
const UPLOAD_AGAIN_MS = 30_000;

/**
 * Fetches a file from WhatsApp's media host and opens it. The address is made of the host that WhatsApp itself
 * named and the path in the message: what a sender claims for a host is never asked. A file the host has
 * dropped is asked of the sender's phone, once.
 */
export function createDownload(ctx: BaileysContext) {
  async function download(media: MediaRef, maxBytes: number): Promise<Downloaded> {
    const handle = readHandle(media.handle);
    if (!handle) return { ok: false, reason: 'gone' };
    // A claim, but one that is believed where it is to the sender's own disadvantage.
    if ((media.size ?? 0) > maxBytes) return { ok: false, reason: 'too_large' };
    const sock = ctx.socket();
    if (!sock) return { ok: false, reason: 'failed' };

    // Its answer is kept by Baileys for as long as it is valid.
    await sock.refreshMediaConn(false);
    let fetched = await fetchOne(sock, handle.directPath, maxBytes);
    if (!fetched.ok && fetched.reason === 'gone') {
      const directPath = await askAgain(sock, handle);
      if (directPath) fetched = await fetchOne(sock, directPath, maxBytes);
    }
    if (!fetched.ok) return fetched;
    const opened = await unseal(ctx.lib, handle, fetched.bytes, media.sha256);
    if (!opened) return { ok: false, reason: 'tampered' };
    return opened.length > maxBytes ? { ok: false, reason: 'too_large' } : { ok: true, bytes: opened };
  }

  function fetchOne(sock: WASocket, directPath: string, maxBytes: number): Promise<Fetched> {
    const { downloadDispatcher } = ctx.surroundings;
    return fetchSealed({ host: sock.getMediaHost(), directPath, maxBytes, dispatcher: downloadDispatcher });
  }

  async function askAgain(sock: WASocket, handle: MediaHandle): Promise<string | undefined> {
    const file = { mediaKey: Buffer.from(handle.mediaKey, 'base64'), directPath: handle.directPath };
    const message: proto.IMessage = { [`${handle.sealedAs}Message`]: file };
    const key = { remoteJid: jidOf(handle.party), id: handle.id, fromMe: false };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), UPLOAD_AGAIN_MS);
    });
    try {
      const asked = sock.updateMediaMessage({ key, message }).then(() => file.directPath);
      // It may fail long after nobody waits for it any more.
      asked.catch(() => undefined);
      return await Promise.race([asked, patience]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  return async (media: MediaRef, maxBytes: number): Promise<Downloaded> => {
    try {
      return await download(media, maxBytes);
    } catch {
      ctx.log.warn({ kind: media.kind }, 'a file could not be downloaded');
      return { ok: false, reason: 'failed' };
    }
  };
}
