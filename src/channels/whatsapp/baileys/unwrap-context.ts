import type { proto } from '@whiskeysockets/baileys';
import type { Arrived, Party } from '../ports.ts';
import type { Lib } from './context.ts';
import { isOwn, type Own, partyOf } from './intake-party.ts';
import { wordsOf } from './unwrap-words.ts';

type Contexts = readonly (proto.IMessageContextInfo | null | undefined)[];

/** Longest piece of somebody's quoted words that is kept as context. */
const QUOTED = 1000;

/** The message replied to; not when it was said in another chat, which a phone allows. */
export function quoteOf(
  lib: Lib,
  content: proto.IMessage,
  where: { party: Party; own: Own },
): Pick<Arrived, 'quotes' | 'quotedText'> {
  const info = contextOf(content);
  if (!info?.stanzaId || elsewhere(lib, info.remoteJid, where)) return {};
  const words = wordsOf(lib, info.quotedMessage).slice(0, QUOTED);
  return { quotes: info.stanzaId, ...(words && { quotedText: words }) };
}

/** An album announces itself with a header, whose pieces then name it. */
export function albumOf(
  lib: Lib,
  contexts: Contexts,
  content: proto.IMessage,
  id: string,
): Pick<Arrived, 'album'> {
  const header = content.albumMessage;
  if (header) {
    const pieces = (header.expectedImageCount ?? 0) + (header.expectedVideoCount ?? 0);
    return { album: { id, ...(pieces > 0 && { pieces }) } };
  }
  const { MEDIA_ALBUM } = lib.proto.MessageAssociation.AssociationType;
  const parent = contexts.find((one) => one?.messageAssociation?.associationType === MEDIA_ALBUM);
  const album = parent?.messageAssociation?.parentMessageKey?.id;
  return album ? { album: { id: album } } : {};
}

/** A photo in high definition, or one that moves, is sent twice: the second is the same photo again. */
export function copyOfAnother(lib: Lib, contexts: Contexts): boolean {
  const kinds = lib.proto.MessageAssociation.AssociationType;
  const copies: unknown[] = [
    kinds.HD_IMAGE_DUAL_UPLOAD,
    kinds.HD_VIDEO_DUAL_UPLOAD,
    kinds.HEVC_VIDEO_DUAL_UPLOAD,
    kinds.MOTION_PHOTO,
  ];
  return contexts.some((one) => copies.includes(one?.messageAssociation?.associationType ?? undefined));
}

function contextOf(content: proto.IMessage): proto.IContextInfo | undefined {
  for (const value of Object.values(content)) {
    const info = (value as { contextInfo?: proto.IContextInfo | null } | null)?.contextInfo;
    if (info) return info;
  }
  return undefined;
}

/** The chat as the sender's phone names it: us, by either id, or itself. */
function elsewhere(
  lib: Lib,
  jid: string | null | undefined,
  { party, own }: { party: Party; own: Own },
): boolean {
  if (!jid || isOwn(lib, jid, own)) return false;
  const there = partyOf(lib, jid);
  if (!there) return true;
  return there.lid ? there.lid !== party.lid : there.phone !== party.phone;
}
