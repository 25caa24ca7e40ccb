import type { Outgoing } from '../ports.ts';
import type { Graph, GraphAnswer } from './graph.ts';
import { textAt } from './json.ts';

/** Puts a file where messages can name it; it may be put there again without harm. */
export async function upload(
  graph: Graph,
  phoneNumberId: string,
  file: Extract<Outgoing, { kind: 'document' }>,
  withinMs: number,
): Promise<{ ok: true; mediaId: string } | Exclude<GraphAnswer, { ok: true }>> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', file.mediaType);
  form.set('file', new File([new Uint8Array(file.bytes)], file.fileName, { type: file.mediaType }));
  const answer = await graph.post(`${phoneNumberId}/media`, form, withinMs);
  if (!answer.ok) return answer;
  const mediaId = textAt(answer.body, 'id');
  return mediaId ? { ok: true, mediaId } : { ok: false, kind: 'unknown', reason: 'no_media_id' };
}
