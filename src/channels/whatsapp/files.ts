import type { Unreadable } from '../../shared/unreadable.ts';
import type { ChannelHost, StoredFile } from '../channel.ts';
import type { Item } from './grouping.ts';
import { type Lane, placeOf } from './lane.ts';
import { NotYet } from './not-yet.ts';
import type { Tuning } from './options.ts';
import type { Arrived, MediaRef } from './ports.ts';

interface FileDependencies {
  tuning: Tuning;
  maxFileBytes: number;
  host(): ChannelHost;
}

/** What became of one message beside its words. */
export interface ReadFile {
  file?: StoredFile;
  unreadable?: Unreadable;
}

/**
 * Fetches, checks and stores the files of some messages, in their order. Throws where it is worth another
 * try, so that nothing is said about a file that may still come.
 */
export async function readFiles(
  deps: FileDependencies,
  lane: Lane,
  items: readonly Item[],
): Promise<ReadFile[]> {
  const read: ReadFile[] = [];
  // One after another: memory holds one file of each sender at most.
  for (const item of items) read.push(await readFile(deps, lane, item, items));
  return read;
}

async function readFile(
  deps: FileDependencies,
  lane: Lane,
  { entry: { arrived } }: Item,
  group: readonly Item[],
): Promise<ReadFile> {
  const { media } = arrived;
  const plainly = withoutFile(arrived);
  if (!media || plainly) return plainly ?? {};
  if (media.size !== undefined && media.size > deps.maxFileBytes) return { unreadable: 'too_large' };
  const { number } = lane;
  const transport = number.transport();
  if (!transport) throw new NotYet('whatsapp: no transport yet');
  const got = await transport.download(media, deps.maxFileBytes);
  if (!got.ok) {
    if (got.reason === 'too_large') return { unreadable: 'too_large' };
    if (got.reason !== 'failed') return { unreadable: 'file_lost' };
    if (number.status().state !== 'linked') throw new NotYet('whatsapp: not connected');
    // Tries are counted at the head of the group.
    if (group[0]!.entry.attempts + 1 < deps.tuning.mediaAttempts)
      throw new Error('whatsapp: a file could not be fetched');
    return { unreadable: 'file_lost' };
  }
  const saved = await deps.host().saveAttachment(placeOf(lane), {
    bytes: got.bytes,
    fileName: media.fileName ?? nameFor(media),
  });
  if (saved.ok) return { file: saved.file };
  return { unreadable: saved.reason === 'empty' ? 'file_lost' : saved.reason };
}

/** What is no file we read, in the host's word for it. */
function withoutFile({ kind, media, text }: Arrived): ReadFile | undefined {
  switch (kind) {
    case 'location':
    case 'contact':
    case 'undecryptable':
      return { unreadable: kind };
    case 'other':
      return text.trim() === '' ? { unreadable: 'other' } : {};
    default:
  }
  switch (media?.kind) {
    case 'voice':
    case 'audio':
      return { unreadable: 'voice' };
    case 'video':
    case 'sticker':
      return { unreadable: media.kind };
    case undefined:
      return kind === 'media' ? { unreadable: 'other' } : {};
    default:
      return undefined;
  }
}

/** Photos come without a name. */
function nameFor({ mediaType }: MediaRef): string {
  const ending = /^image\/(jpeg|png|webp|heic)/.exec(mediaType)?.[1];
  return ending ? `foto.${ending === 'jpeg' ? 'jpg' : ending}` : 'file';
}
