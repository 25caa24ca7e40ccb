import { createHash } from 'node:crypto';
import type { ChannelLog, CloudSettings, Downloaded, MediaRef } from '../ports.ts';
import { faultOf } from './errors.ts';
import { type Graph, wordFor } from './graph.ts';
import { numberAt, parseJson, textAt } from './json.ts';
import { readUpTo } from './read-up-to.ts';
import { hexSha256 } from './sha256.ts';
import type { Standing } from './standing.ts';

/** Where Meta keeps media, by its documentation; our token is shown to nobody else. */
const MEDIA_HOSTS = new Set(['lookaside.fbsbx.com']);
/** Ids are digits today; anything that could leave the path is no id. */
export const MEDIA_ID = /^[A-Za-z0-9_-]{1,128}$/;

export interface DownloadEnv {
  graph: Graph;
  settings: CloudSettings;
  standing: Standing;
  log: ChannelLog;
  /** A test's server, in place of Meta's hosts. */
  graphUrl?: string;
  questionMs: number;
  downloadMs: number;
}

/** Fetches a file: its address from Meta first (good for five minutes), then the bytes, counted and hashed. */
export async function download(env: DownloadEnv, media: MediaRef, maxBytes: number): Promise<Downloaded> {
  const id = textAt(parseJson(media.handle), 'id');
  if (!id || !MEDIA_ID.test(id)) return { ok: false, reason: 'failed' };
  const answer = await env.graph.get(id, { phone_number_id: env.settings.phoneNumberId }, env.questionMs);
  if (!answer.ok) {
    if (answer.kind !== 'refused') return { ok: false, reason: 'failed' };
    const fault = faultOf(answer.error);
    // 100/33 here: the file is no more, which says nothing about the number.
    const gone = answer.error.http === 404 || [100, 131052].includes(answer.error.code);
    if (!gone) env.standing.note(fault);
    env.log.warn(
      { code: answer.error.code, trace: answer.error.trace },
      'whatsapp cloud: a file was refused',
    );
    return { ok: false, reason: gone ? 'gone' : 'failed' };
  }
  const url = permitted(textAt(answer.body, 'url'), env.graphUrl);
  if (!url) {
    env.log.error({}, 'whatsapp cloud: a file lies on a host that is not Meta, not fetched');
    return { ok: false, reason: 'failed' };
  }
  if ((numberAt(answer.body, 'file_size') ?? 0) > maxBytes) return { ok: false, reason: 'too_large' };
  const hashes = [hexSha256(textAt(answer.body, 'sha256')), hexSha256(media.sha256)];
  return fetchBytes(env, url, maxBytes, hashes);
}

function permitted(address: string | undefined, graphUrl: string | undefined): URL | undefined {
  const url = address && URL.canParse(address) ? new URL(address) : undefined;
  if (!url || url.username || url.password) return undefined;
  if (graphUrl && url.origin === new URL(graphUrl).origin) return url;
  return url.protocol === 'https:' && url.port === '' && MEDIA_HOSTS.has(url.hostname) ? url : undefined;
}

async function fetchBytes(
  env: DownloadEnv,
  url: URL,
  maxBytes: number,
  hashes: readonly (string | undefined)[],
): Promise<Downloaded> {
  let bytes: Buffer | undefined;
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${env.settings.accessToken}`, 'user-agent': 'sapa' },
      redirect: 'error',
      signal: AbortSignal.timeout(env.downloadMs),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return { ok: false, reason: response.status === 404 || response.status === 410 ? 'gone' : 'failed' };
    }
    bytes = await readUpTo(response, maxBytes);
  } catch (error) {
    env.log.warn({ reason: wordFor(error) }, 'whatsapp cloud: a file could not be fetched');
    return { ok: false, reason: 'failed' };
  }
  if (!bytes) return { ok: false, reason: 'too_large' };
  const hash = createHash('sha256').update(bytes).digest('hex');
  const tampered = hashes.some((expected) => expected !== undefined && expected !== hash);
  return tampered ? { ok: false, reason: 'tampered' } : { ok: true, bytes };
}
