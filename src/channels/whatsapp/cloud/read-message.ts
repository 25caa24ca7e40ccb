import type { Arrived, MediaRef, Party } from '../ports.ts';
import { MEDIA_ID } from './download.ts';
import { isJson, type Json, listAt, numberAt, objectAt, textAt } from './json.ts';
import { hexSha256 } from './sha256.ts';

/** Not for us: nothing a person could wait for an answer to. */
const DROPPED = new Set(['reaction', 'system', 'request_welcome', 'ephemeral']);
const MEDIA = new Set(['image', 'document', 'audio', 'video', 'sticker']);
/** "Currently unavailable": the words are on the firm's own phone only. */
const UNAVAILABLE = 131060;
const LONGEST = 65_536;

export type ReadMessage = { ok: true; arrived: Arrived } | { ok: false; reason: 'dropped' | 'malformed' };

/** One entry of `messages` or `message_echoes`; `now` where Meta's time cannot be read. */
export function readMessage(
  raw: Json,
  party: Party | undefined,
  author: Arrived['author'],
  now: number,
): ReadMessage {
  const [id, type] = [textAt(raw, 'id'), textAt(raw, 'type')];
  if (type && DROPPED.has(type)) return { ok: false, reason: 'dropped' };
  if (!id || id.length > 512 || !type || !party) return { ok: false, reason: 'malformed' };
  const quotes = textAt(objectAt(raw, 'context'), 'id');
  const content = contentOf(type, raw);
  if (!content) return { ok: false, reason: 'malformed' };
  return {
    ok: true,
    arrived: { id, party, at: timeOf(raw, now), author, ...content, ...(quotes && { quotes }) },
  };
}

/** Seconds since 1970, as text. */
export function timeOf(raw: Json, now: number): number {
  const seconds = Number(textAt(raw, 'timestamp') ?? numberAt(raw, 'timestamp'));
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds * 1000 : now;
}

type Content = Pick<Arrived, 'kind' | 'text' | 'media' | 'target'>;

function contentOf(type: string, raw: Json): Content | undefined {
  const own = objectAt(raw, type);
  if (MEDIA.has(type)) {
    const media = own && mediaOf(type, own);
    return media && { kind: 'media', text: words(own, 'caption'), media };
  }
  switch (type) {
    case 'text':
      return own && { kind: 'text', text: words(own, 'body') };
    case 'button':
      return own && { kind: 'text', text: words(own, 'text') || words(own, 'payload') };
    case 'interactive':
      return tapped(own);
    case 'location':
      return { kind: 'location', text: '' };
    case 'contacts':
      return { kind: 'contact', text: '' };
    case 'edit':
      return edited(own);
    case 'revoke': {
      const target = textAt(own, 'original_message_id');
      return target ? { kind: 'delete', text: '', target } : undefined;
    }
    default: {
      const hidden = listAt(raw, 'errors').some((error) => isJson(error) && error.code === UNAVAILABLE);
      return { kind: hidden ? 'undecryptable' : 'other', text: '' };
    }
  }
}

/** The id is the label in full, as it was sent; the title may have been cut. */
function tapped(own: Json | undefined): Content {
  const reply = objectAt(own, 'button_reply') ?? objectAt(own, 'list_reply');
  const text = words(reply, 'id') || words(reply, 'title');
  return text ? { kind: 'text', text } : { kind: 'other', text: '' };
}

function edited(own: Json | undefined): Content | undefined {
  const [target, message] = [textAt(own, 'original_message_id'), objectAt(own, 'message')];
  const content = objectAt(message, textAt(message, 'type') ?? '');
  if (!target || !content) return undefined;
  return { kind: 'edit', text: words(content, 'body') || words(content, 'caption'), target };
}

function mediaOf(type: string, own: Json): MediaRef | undefined {
  const id = textAt(own, 'id');
  if (!id || !MEDIA_ID.test(id)) return undefined;
  const [fileName, sha256] = [textAt(own, 'filename'), hexSha256(textAt(own, 'sha256'))];
  const size = numberAt(own, 'file_size');
  return {
    kind: type === 'audio' && own.voice === true ? 'voice' : (type as MediaRef['kind']),
    mediaType: textAt(own, 'mime_type')?.slice(0, 128) ?? 'application/octet-stream',
    ...(fileName && { fileName: fileName.slice(0, 255) }),
    ...(size !== undefined && { size }),
    ...(sha256 && { sha256 }),
    handle: JSON.stringify({ id }),
  };
}

function words(of: Json | undefined, key: string): string {
  return (textAt(of, key) ?? '').slice(0, LONGEST);
}
