import { type Answer, answerOf } from './answer.ts';

const TIMEOUT_MS = 20_000;

/** Calls the server with JSON; never throws. Cookies are never sent: the bearer token is all there is. */
export async function callJson<T>(
  method: 'GET' | 'POST',
  url: string,
  options: { token?: string; body?: unknown } = {},
): Promise<Answer<T>> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.token) headers.authorization = `Bearer ${options.token}`;
  const init: RequestInit = { method, headers, credentials: 'omit', cache: 'no-store' };
  if (options.body !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(options.body);
  }
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(url, { ...init, signal: abort.signal });
    return answerOf<T>(response.status, await response.text(), response.headers.get('retry-after'));
  } catch {
    return { ok: false, status: 0, problem: {} };
  } finally {
    clearTimeout(timer);
  }
}
