import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

/** A built file in one encoding. */
export interface WebFile {
  bytes: Buffer;
  contentType: string;
  /** Strong, different for each encoding. */
  etag: string;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

const compressors: Record<Encoding, (bytes: Buffer) => Promise<Buffer>> = {
  br: (bytes) => promisify(brotliCompress)(bytes),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
  identity: async (bytes) => bytes,
};

/**
 * The built web pages. Their names are read once, so no request can name another file; each is read
 * and compressed at its first request and again when it has been rebuilt. `.br` and `.gz` files beside
 * a file are its compressed forms.
 */
export class WebFiles {
  readonly #folder: string;
  readonly #ready = new Map<string, { mtimeMs: number; file: Promise<WebFile> }>();
  /** Relative to the folder, with `/`. */
  readonly names: readonly string[];

  constructor(folder: string) {
    this.#folder = folder;
    this.names = existsSync(folder) ? listFiles(folder).filter((name) => extname(name) in TYPES) : [];
  }

  /** One of `names`, in `encoding`; rejects when it has been deleted since. */
  async read(name: string, encoding: Encoding): Promise<WebFile> {
    const path = join(this.#folder, name);
    const { mtimeMs } = await stat(path);
    const key = `${name} ${encoding}`;
    const known = this.#ready.get(key);
    if (known?.mtimeMs === mtimeMs) return known.file;
    const file = load(path, encoding);
    this.#ready.set(key, { mtimeMs, file });
    file.catch(() => this.#ready.delete(key));
    return file;
  }
}

async function load(path: string, encoding: Encoding): Promise<WebFile> {
  const original = await readFile(path);
  const suffix = encoding === 'br' ? '.br' : '.gz';
  const made = encoding !== 'identity' && existsSync(path + suffix);
  const bytes = made ? await readFile(path + suffix) : await compressors[encoding](original);
  const hash = createHash('sha256').update(original).digest('base64url').slice(0, 20);
  return { bytes, contentType: TYPES[extname(path)]!, etag: `"${hash}-${encoding}"` };
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
