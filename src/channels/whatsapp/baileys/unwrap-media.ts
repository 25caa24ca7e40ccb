import type { proto } from '@whiskeysockets/baileys';
import type { MediaRef, Party } from '../ports.ts';
import { writeHandle } from './media-handle.ts';

interface File {
  kind: MediaRef['kind'];
  /** Whose keys it is sealed with, in WhatsApp's words. */
  sealedAs: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  file: proto.Message.IDocumentMessage & { ptt?: boolean | null };
}

/** The announced file, or undefined where there is none that could be fetched safely. */
export function mediaOf(
  content: proto.IMessage,
  message: { id: string; party: Party },
): MediaRef | undefined {
  const found = find(content);
  if (!found) return undefined;
  const { kind, sealedAs, file } = found;
  const size = Number(file.fileLength ?? 0);
  return {
    kind,
    mediaType: (file.mimetype ?? 'application/octet-stream').slice(0, 100).toLowerCase(),
    ...(sealedAs === 'document' && { fileName: fileName(file) }),
    ...(Number.isSafeInteger(size) && size > 0 && { size }),
    ...(file.fileSha256?.length && { sha256: Buffer.from(file.fileSha256).toString('hex') }),
    handle: writeHandle({
      sealedAs,
      directPath: file.directPath ?? '',
      mediaKey: Buffer.from(file.mediaKey ?? []).toString('base64'),
      ...message,
    }),
  };
}

function find(content: proto.IMessage): File | undefined {
  const { imageMessage, videoMessage, audioMessage, documentMessage } = content;
  const clip = videoMessage ?? content.ptvMessage;
  const sticker = content.stickerMessage ?? content.lottieStickerMessage?.message?.stickerMessage;
  if (imageMessage) return { kind: 'image', sealedAs: 'image', file: imageMessage };
  if (documentMessage) return { kind: 'document', sealedAs: 'document', file: documentMessage };
  if (clip) return { kind: 'video', sealedAs: 'video', file: clip };
  if (audioMessage)
    return { kind: audioMessage.ptt ? 'voice' : 'audio', sealedAs: 'audio', file: audioMessage };
  if (sticker) return { kind: 'sticker', sealedAs: 'sticker', file: sticker };
  return undefined;
}

/** A sender's claim: a bare name of reasonable length, whatever path was in it. */
function fileName(file: File['file']): string {
  const bare = (file.fileName || file.title || 'file').split(/[/\\]/).at(-1) ?? 'file';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return bare.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').slice(-120) || 'file';
}
