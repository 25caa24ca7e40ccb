import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { ExpectedError } from '../../shared/errors.ts';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export type FileFormat = 'xlsx' | 'text';

/** Windows-1252 in 0x80–0x9F (Unicode's own mapping table); the five gaps stand for bytes it does not have. */
const CP1252 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ';

/** What the file is by its first bytes, whatever its name says. Throws ExpectedError for what is no table. */
export async function formatOf(file: string, name: string): Promise<{ format: FileFormat; size: number }> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    const why = (error as { code?: string }).code === 'ENOENT' ? 'does not exist' : 'cannot be opened';
    throw new ExpectedError('file_unreadable', `${name} ${why}. Expected the path of a CSV or XLSX file.`);
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile())
      throw new ExpectedError('file_unreadable', `${name} is not a file. Expected CSV or XLSX.`);
    if (stats.size === 0) {
      throw new ExpectedError(
        'file_empty',
        `${name} is empty. Expected a header row and at least one row below it.`,
      );
    }
    const head = Buffer.alloc(8);
    const { bytesRead } = await handle.read(head, 0, 8, 0);
    const magic = head.subarray(0, bytesRead).toString('latin1');
    if (magic.startsWith('PK\x03\x04')) return { format: 'xlsx', size: stats.size };
    if (magic.startsWith('\xd0\xcf\x11\xe0')) {
      throw new ExpectedError(
        'file_format',
        `${name} is an old or password-protected Excel file. Expected XLSX without a password, or CSV: save it again as one of these.`,
      );
    }
    if (magic.startsWith('%PDF') || magic.startsWith('\x1f\x8b')) {
      throw new ExpectedError('file_format', `${name} is no table by its content. Expected CSV or XLSX.`);
    }
    return { format: 'text', size: stats.size };
  } finally {
    await handle.close();
  }
}

/**
 * Finds a text file's encoding: a byte order mark, else the zero bytes of UTF-16, else UTF-8 when every
 * byte of the file fits it, else Windows-1252. Throws ExpectedError when none of them fits.
 */
export async function detectEncoding(
  file: string,
  name: string,
): Promise<{ encoding: Encoding; guessed: boolean }> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  let validUtf8 = true;
  let gapAt = -1;
  let offset = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 16 }) as AsyncIterable<Buffer>) {
    if (first) {
      const early = byFirstBytes(chunk);
      if (early) return early;
      first = false;
    }
    if (chunk.includes(0)) {
      throw new ExpectedError(
        'file_format',
        `${name} has zero bytes: it is no text file. Expected CSV or XLSX.`,
      );
    }
    if (validUtf8) {
      try {
        utf8.decode(chunk, { stream: true });
      } catch {
        validUtf8 = false;
      }
    }
    if (gapAt < 0) {
      const gap = chunk.findIndex((byte) => byte >= 0x80 && byte <= 0x9f && CP1252[byte - 0x80] === '\0');
      if (gap >= 0) gapAt = offset + gap;
    }
    offset += chunk.length;
  }
  if (validUtf8 && endsWhole(utf8)) return { encoding: 'utf-8', guessed: false };
  if (gapAt >= 0) {
    throw new ExpectedError(
      'file_encoding',
      `${name} is neither UTF-8 nor Windows-1252 (byte ${gapAt + 1} fits neither). Expected UTF-8: save it again as "CSV UTF-8".`,
    );
  }
  return { encoding: 'windows-1252', guessed: true };
}

function endsWhole(decoder: InstanceType<typeof TextDecoder>): boolean {
  try {
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

function byFirstBytes(chunk: Buffer): { encoding: Encoding; guessed: boolean } | undefined {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return { encoding: 'utf-16le', guessed: false };
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return { encoding: 'utf-16be', guessed: false };
  // Western text in UTF-16 without a mark: every other byte is zero.
  const sample = chunk.subarray(0, Math.min(chunk.length, 4096) & ~1);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, index) => {
    if (byte === 0) index % 2 === 0 ? even++ : odd++;
  });
  const many = sample.length * 0.3;
  if (odd > many && even === 0) return { encoding: 'utf-16le', guessed: true };
  if (even > many && odd === 0) return { encoding: 'utf-16be', guessed: true };
  return undefined;
}

/** A stream from bytes to text. A byte that does not fit the encoding ends it with ExpectedError `file_encoding`. */
export function decoding(encoding: Encoding, name: string): Transform {
  const decode = encoding === 'windows-1252' ? cp1252 : unicode(encoding, name);
  return new Transform({
    readableObjectMode: false,
    transform(chunk: Buffer, _encoding, done) {
      try {
        done(null, decode(chunk));
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        done(null, decode(undefined));
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

function cp1252(chunk: Buffer | undefined): string {
  return (chunk?.toString('latin1') ?? '').replace(
    /[\x80-\x9f]/g,
    (char) => CP1252[char.charCodeAt(0) - 0x80] ?? '',
  );
}

function unicode(encoding: Encoding, name: string): (chunk: Buffer | undefined) => string {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (chunk) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new ExpectedError(
        'file_encoding',
        `${name} is not valid ${encoding.toUpperCase()}. Expected text in that encoding: save it again as "CSV UTF-8", or name the right \`encoding\` in the mapping.`,
      );
    }
  };
}
