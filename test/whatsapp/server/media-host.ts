import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSignedCertificate } from './tls.ts';
import { Watched } from './until.ts';

/** What a download gives: the file, or something that is wrong with it. */
export type Spoiled =
  | { how: 'intact' }
  /** One byte in the middle differs. */
  | { how: 'tampered' }
  /** Only the first bytes, with a length that agrees. */
  | { how: 'truncated'; bytes: number }
  /** The file, and then more up to this size, without a length announced. */
  | { how: 'oversize'; bytes: number }
  | { how: 'status'; status: number }
  /** Half of it, then nothing more; the connection stays open. */
  | { how: 'stalled' };

/** One encrypted file. */
export interface Blob {
  /** `/v/…`, as messages name it. */
  path: string;
  /** `image`, `document`, … */
  type: string;
  bytes: Buffer;
  spoiled: Spoiled;
  downloads: number;
}

const UPLOAD = /^\/mms\/([a-z-]+)\/([\w-]+)$/;

/** The media servers: HTTPS on 127.0.0.1 with a certificate of its own; stores ciphertext, knows no keys. */
export class MediaHost extends Watched {
  readonly blobs: Blob[] = [];
  /** Uploads refused, with the status given. */
  readonly refused: number[] = [];
  /** Certificate, PEM: whoever downloads or uploads has to trust it. */
  readonly ca: string;
  private readonly https: Server;
  private readonly tokens = new Set<string>();
  private nextDownload: Spoiled | undefined;
  private port = 0;

  constructor() {
    super();
    const { cert, key } = selfSignedCertificate();
    this.ca = cert;
    this.https = createServer({ cert, key }, (request, response) => this.answer(request, response));
  }

  /** "127.0.0.1:port" */
  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** The file uploaded last. */
  get last(): Blob {
    const blob = this.blobs.at(-1);
    if (!blob) throw new Error('nothing was uploaded');
    return blob;
  }

  listen(): Promise<void> {
    return new Promise((resolve) => {
      this.https.listen(0, '127.0.0.1', () => {
        this.port = (this.https.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  async close(): Promise<void> {
    this.https.closeAllConnections();
    await new Promise<void>((resolve) => this.https.close(() => resolve()));
  }

  /** Permission to upload, as media_conn gives it. */
  grant(): string {
    const token = randomBytes(16).toString('base64url');
    this.tokens.add(token);
    return token;
  }

  /** Permissions given so far are void. */
  revoke(): void {
    this.tokens.clear();
  }

  /** What the next download of any file gives instead of it. */
  spoilNext(spoiled: Spoiled): void {
    this.nextDownload = spoiled;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'https://127.0.0.1');
    if (request.method === 'POST') this.upload(request, response, url);
    else this.download(response, url.pathname);
  }

  private upload(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const match = UPLOAD.exec(url.pathname);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const named = match?.[2] ?? '';
      const hash = createHash('sha256').update(bytes).digest('base64url');
      const status = !match
        ? 404
        : !this.tokens.has(url.searchParams.get('auth') ?? '') || url.searchParams.get('token') !== named
          ? 401
          : hash !== named
            ? 400
            : 200;
      if (status !== 200) {
        this.refused.push(status);
        response.writeHead(status).end(JSON.stringify({ error: status }));
      } else {
        const path = `/v/t62.7118-24/${this.blobs.length}_${named}.enc`;
        this.blobs.push({ path, type: match![1]!, bytes, spoiled: { how: 'intact' }, downloads: 0 });
        response.end(JSON.stringify({ url: `https://${this.host}${path}?mms3=true`, direct_path: path }));
      }
      this.changed();
    });
  }

  private download(response: ServerResponse, path: string): void {
    const blob = this.blobs.find((one) => one.path === path);
    if (!blob) {
      response.writeHead(404).end();
      return;
    }
    const spoiled = this.nextDownload ?? blob.spoiled;
    this.nextDownload = undefined;
    blob.downloads += 1;
    give(response, blob.bytes, spoiled);
    this.changed();
  }
}

function give(response: ServerResponse, bytes: Buffer, spoiled: Spoiled): void {
  switch (spoiled.how) {
    case 'status':
      response.writeHead(spoiled.status).end();
      break;
    case 'truncated':
      response.end(bytes.subarray(0, spoiled.bytes));
      break;
    case 'tampered': {
      const other = Buffer.from(bytes);
      const middle = Math.floor(other.length / 2);
      other[middle] = other[middle]! ^ 0xff;
      response.end(other);
      break;
    }
    case 'stalled':
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
      break;
    case 'oversize':
      pour(response, bytes, spoiled.bytes);
      break;
    default:
      response.end(bytes);
  }
}

/** The file and then filling, as fast as it is taken, until `total` or nobody listens. */
function pour(response: ServerResponse, bytes: Buffer, total: number): void {
  const filling = Buffer.alloc(64 * 1024);
  let sent = bytes.length;
  response.write(bytes);
  const more = () => {
    while (sent < total && !response.destroyed) {
      sent += filling.length;
      if (!response.write(filling)) return;
    }
    response.end();
  };
  response.on('drain', more);
  more();
}
