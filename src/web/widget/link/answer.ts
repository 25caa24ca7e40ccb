import type { Problem } from '../../../http/contract/webchat.ts';

/** A finished call. `status` 0 means no answer came: it may or may not have been carried out. */
export type Answer<T> =
  | { ok: true; body: T }
  | { ok: false; status: number; problem: Problem; retryAfterMs?: number };

/** Reads an answer; a success whose body is not JSON counts as no answer (a proxy's page, say). */
export function answerOf<T>(status: number, text: string, retryAfter: string | null): Answer<T> {
  const body = parsed(text);
  if (status >= 200 && status < 300) {
    return body === undefined ? { ok: false, status: 0, problem: {} } : { ok: true, body: body as T };
  }
  const answer: Answer<T> = { ok: false, status, problem: (body ?? {}) as Problem };
  const wait = retryAfterMs(retryAfter);
  if (wait !== undefined) answer.retryAfterMs = wait;
  return answer;
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `Retry-After` as seconds or an HTTP date (RFC 9110 §10.2.3), held between 1 s and 5 min. */
function retryAfterMs(header: string | null): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(300_000, Math.max(1000, ms));
}
