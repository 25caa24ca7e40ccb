import { type AnyMessageContent, generateWAMessage, type WAMessage } from '@whiskeysockets/baileys';
import pino from 'pino';
import type { Phone, SayOptions } from './phone.ts';

/** Something to send besides words. */
export interface FileToSend {
  bytes: Buffer;
  mediaType?: string;
  fileName?: string;
  caption?: string;
}

/** The shortest JPEG there is, so that nothing has to be drawn. */
const THUMBNAIL = '/9j/2Q==';

/** Uploads the file (encrypted) and builds the message around it, without sending it. */
export async function buildMedia(
  phone: Phone,
  content: AnyMessageContent,
  options: SayOptions = {},
): Promise<WAMessage> {
  return generateWAMessage(phone.address(options.to), content, {
    userJid: phone.sock.user!.id,
    upload: phone.sock.waUploadToServer,
    logger: pino({ level: 'silent' }),
    quoted: options.quoting?.raw,
    messageId: options.id,
  });
}

export function imageContent(file: FileToSend): AnyMessageContent {
  const mimetype = file.mediaType ?? 'image/jpeg';
  return {
    image: file.bytes,
    mimetype,
    caption: file.caption,
    jpegThumbnail: THUMBNAIL,
    width: 1,
    height: 1,
  };
}

export function documentContent(file: FileToSend): AnyMessageContent {
  const mimetype = file.mediaType ?? 'application/pdf';
  return { document: file.bytes, mimetype, fileName: file.fileName ?? 'slip.pdf', caption: file.caption };
}

export function voiceContent(file: FileToSend): AnyMessageContent {
  return {
    audio: file.bytes,
    ptt: true,
    mimetype: file.mediaType ?? 'audio/ogg; codecs=opus',
    seconds: 3,
    waveform: new Uint8Array(64),
  } as AnyMessageContent;
}

export function stickerContent(file: FileToSend): AnyMessageContent {
  return { sticker: file.bytes, mimetype: file.mediaType ?? 'image/webp' };
}

export function videoContent(file: FileToSend): AnyMessageContent {
  return { video: file.bytes, mimetype: file.mediaType ?? 'video/mp4', jpegThumbnail: THUMBNAIL };
}
