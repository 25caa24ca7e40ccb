import type { AnyMessageContent, proto, WASocket } from '@whiskeysockets/baileys';
import type { Outgoing } from '../ports.ts';
import type { BaileysContext } from './context.ts';

/** An upload that takes longer has failed. */
const UPLOAD_MS = 60_000;

/**
 * The message in WhatsApp's own form; a document is uploaded for it. Undefined for what this transport cannot
 * say: choices are numbered before they come here, templates are the Cloud API's.
 */
export async function contentOf(
  ctx: BaileysContext,
  sock: WASocket,
  jid: string,
  message: Outgoing,
  messageId: string,
): Promise<proto.IMessage | undefined> {
  const words = inBaileysWords(message);
  if (!words) return undefined;
  const made = await ctx.lib.generateWAMessage(jid, words, {
    userJid: sock.user?.id ?? '',
    upload: sock.waUploadToServer,
    mediaUploadTimeoutMs: UPLOAD_MS,
    messageId,
  });
  return made.message ?? undefined;
}

function inBaileysWords(message: Outgoing): AnyMessageContent | undefined {
  if (message.kind === 'text')
    // Said explicitly: otherwise Baileys fetches every address it finds in the text.
    return { text: message.text, linkPreview: null };
  if (message.kind !== 'document') return undefined;
  return {
    document: message.bytes,
    mimetype: message.mediaType,
    fileName: message.fileName,
    ...(message.caption && { caption: message.caption }),
  };
}
