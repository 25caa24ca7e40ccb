import type { CloudSettings } from '../ports.ts';
import type { MetaError } from './errors.ts';
import { type Json, numberAt, objectAt, parseJson, textAt } from './json.ts';
import { readUpTo } from './read-up-to.ts';

export const GRAPH_URL = 'https://graph.facebook.com';
/** Answers are short; more is not Meta. */
const ANSWER_BYTES = 1024 * 1024;

export type GraphAnswer =
  | { ok: true; body: Json }
  | { ok: false; kind: 'refused'; error: MetaError }
  /** Nothing was written: it has certainly not been done. */
  | { ok: false; kind: 'unreachable'; reason: string }
  /** It was written, and no answer that can be read came back. */
  | { ok: false; kind: 'unknown'; reason: string };

export interface Graph {
  get(path: string, query: Record<string, string>, withinMs: number): Promise<GraphAnswer>;
  post(path: string, body: Json | FormData, withinMs: number): Promise<GraphAnswer>;
}

/** Before the first byte of a request: names, connections, certificates. */
const NOT_WRITTEN = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Meta's Graph API under one number's token. `path` begins without a slash; nothing throws. */
export function createGraph(settings: CloudSettings, baseUrl: string, version: string): Graph {
  const headers = { authorization: `Bearer ${settings.accessToken}`, 'user-agent': 'sapa' };

  async function ask(path: string, init: RequestInit, withinMs: number): Promise<GraphAnswer> {
    let response: Response;
    try {
      response = await fetch(`${baseUrl}/${version}/${path}`, {
        ...init,
        headers: { ...headers, ...init.headers },
        redirect: 'error',
        signal: AbortSignal.timeout(withinMs),
      });
    } catch (error) {
      const reason = wordFor(error);
      return { ok: false, kind: NOT_WRITTEN.has(reason) ? 'unreachable' : 'unknown', reason };
    }
    return understand(response);
  }

  return {
    get: (path, query, withinMs) => ask(`${path}?${new URLSearchParams(query)}`, { method: 'GET' }, withinMs),
    post: (path, body, withinMs) =>
      body instanceof FormData
        ? ask(path, { method: 'POST', body }, withinMs)
        : ask(
            path,
            { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
            withinMs,
          ),
  };
}

async function understand(response: Response): Promise<GraphAnswer> {
  let body: Json | undefined;
  try {
    const read = await readUpTo(response, ANSWER_BYTES);
    body = read && parseJson(read.toString('utf8'));
  } catch (error) {
    return { ok: false, kind: 'unknown', reason: wordFor(error) };
  }
  const error = objectAt(body, 'error');
  const code = numberAt(error, 'code');
  if (error && code !== undefined) {
    return { ok: false, kind: 'refused', error: metaError(error, code, response.status) };
  }
  if (response.ok && body) return { ok: true, body };
  // Somebody before Meta refuses (a gateway): below 500 it has not been done, else nobody knows.
  if (response.status >= 400 && response.status < 500) {
    return { ok: false, kind: 'refused', error: { code: -1, http: response.status, transient: false } };
  }
  return { ok: false, kind: 'unknown', reason: `http_${response.status}` };
}

function metaError(error: Json, code: number, http: number): MetaError {
  const [subcode, trace] = [numberAt(error, 'error_subcode'), textAt(error, 'fbtrace_id')];
  return {
    code,
    http,
    transient: error.is_transient === true,
    ...(subcode && { subcode }),
    ...(trace && { trace }),
  };
}

/** A word without address or content: the system's code, else the kind of error. */
export function wordFor(error: unknown): string {
  if (!(error instanceof Error)) return 'error';
  const cause = error.cause as { code?: unknown } | undefined;
  if (typeof cause?.code === 'string') return cause.code;
  const own = (error as { code?: unknown }).code;
  return typeof own === 'string' ? own : error.name;
}
