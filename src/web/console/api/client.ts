import type { Problem } from '../../../http/contract/console.ts';
import { ApiError } from './api-error.ts';

const BASE = '/console/api';

type Query = Record<string, string | number | boolean | null | undefined>;

let csrf = '';
let whenSignedOut: () => void = () => {};
let whenStepExpired: (() => void) | undefined;

/** The session's token, sent with everything that changes something. */
export function setCsrf(token: string): void {
  csrf = token;
}

/** What goes with a change that is not sent by `send`: an upload that shows its progress. */
export const csrfHeader = (): Record<string, string> => ({ 'x-sapa-csrf': csrf });

/** Called when the server says that there is no session any more. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

/** While somebody signs in the same answer means that a step took too long; returns the way to stop. */
export function onStepExpired(listener: () => void): () => void {
  whenStepExpired = listener;
  return () => {
    whenStepExpired = undefined;
  };
}

/** `/console/api` + path with a query; what is empty is left out. */
export function apiUrl(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value != null && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return `${BASE}${path}${given.length > 0 ? `?${search}` : ''}`;
}

/** Asks; rejects with ApiError. */
export function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return ask<T>(apiUrl(path, query), { signal: signal ?? null });
}

/** Changes something; rejects with ApiError. A FormData goes as it is, everything else as JSON. */
export function send<T>(
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const headers: Record<string, string> = { 'x-sapa-csrf': csrf };
  if (body === undefined) return ask<T>(apiUrl(path), { method, headers });
  if (body instanceof FormData) return ask<T>(apiUrl(path), { method, headers, body });
  headers['content-type'] = 'application/json';
  return ask<T>(apiUrl(path), { method, headers, body: JSON.stringify(body) });
}

export const post = <T>(path: string, body?: unknown) => send<T>('POST', path, body);
export const patch = <T>(path: string, body?: unknown) => send<T>('PATCH', path, body);
export const remove = <T>(path: string, body?: unknown) => send<T>('DELETE', path, body);

async function ask<T>(url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, { credentials: 'same-origin', ...init }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError({ status: 0, code: 'unreachable' });
  });
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  if (response.status === 401 && problem.code === 'signed_out') {
    const signingIn = url.startsWith(`${BASE}/session/`) ? whenStepExpired : undefined;
    (signingIn ?? whenSignedOut)();
  }
  throw new ApiError({ ...problem, status: response.status });
}
