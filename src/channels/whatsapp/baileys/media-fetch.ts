import { Agent, type Dispatcher, request } from 'undici';

export type Fetched = { ok: true; bytes: Buffer } | { ok: false; reason: 'too_large' | 'gone' | 'failed' };

const HEADERS_MS = 15_000;
/** Longest pause within a file. */
const SILENCE_MS = 15_000;
const ALL_MS = 120_000;
/** Padding to the cipher's block, and the seal after it. */
const OVERHEAD = 16 + 10;

/**
 * A sealed file, whole, and never more of it than it may have. `directPath` is the sender's: it must be a path
 * and nothing else. Redirects are not followed. Own code rather than Baileys' downloader, which has no limit of
 * size or time and whose stream, when the connection breaks, fails where nobody listens and ends the process.
 */
export async function fetchSealed(from: {
  host: string;
  directPath: string;
  maxBytes: number;
  dispatcher?: Dispatcher;
  silenceMs?: number;
}): Promise<Fetched> {
  const url = addressOf(from.host, from.directPath);
  if (!url) return { ok: false, reason: 'failed' };
  const own = from.dispatcher ? undefined : new Agent();
  try {
    const { statusCode, body } = await request(url, {
      dispatcher: from.dispatcher ?? own,
      headers: { origin: 'https://web.whatsapp.com' },
      headersTimeout: HEADERS_MS,
      bodyTimeout: from.silenceMs ?? SILENCE_MS,
      signal: AbortSignal.timeout(ALL_MS),
    });
    if (statusCode !== 200) {
      body.on('error', () => undefined).destroy();
      return { ok: false, reason: statusCode === 404 || statusCode === 410 ? 'gone' : 'failed' };
    }
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.length;
      // Leaving the loop destroys the body, and with it the connection.
      if (length > from.maxBytes + OVERHEAD) return { ok: false, reason: 'too_large' };
      chunks.push(chunk);
    }
    return { ok: true, bytes: Buffer.concat(chunks) };
  } catch {
    return { ok: false, reason: 'failed' };
  } finally {
    own?.close().catch(() => undefined);
  }
}

/** Undefined unless the address still is on that very host. */
export function addressOf(host: string, directPath: string): URL | undefined {
  if (!directPath.startsWith('/')) return undefined;
  try {
    const url = new URL(`https://${host}${directPath}`);
    return url.host === new URL(`https://${host}`).host && !url.username ? url : undefined;
  } catch {
    return undefined;
  }
}
