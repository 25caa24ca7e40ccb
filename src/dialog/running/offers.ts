import type { Heard } from '../action.ts';
import type { Choice } from '../reply.ts';
import type { Offered } from '../state.ts';
import { fitOf, plainWords } from '../values/fit.ts';

/**
 * The offered choice a message names and nothing else: by its label (case, spaces and signs aside), by
 * its number ("2", "2."), or by its place ("yang kedua", "the last one").
 */
export function exactPick(heard: Heard, offered: readonly Offered[]): Offered | undefined {
  if (offered.length === 0) return undefined;
  const text = heard.text.trim();
  if (text === '') return undefined;
  const said = plainWords(text);
  // Words made of signs alone (another script's punctuation, emoji) compare as they stand.
  const same = offered.filter((one) =>
    said === '' ? one.label.trim() === text : plainWords(one.label) === said,
  );
  if (same.length > 0)
    return same.length === 1 || same.every((one) => one.value === same[0]!.value) ? same[0] : undefined;
  const number = /^(?:no\.?\s*)?\(?(\d{1,3})\s*[.)]?$/i.exec(text);
  if (number) return offered[Number(number[1]) - 1];
  for (const entity of heard.understood.entities) {
    if (entity.type !== 'ordinal' || fitOf(heard, entity) !== 'whole') continue;
    return entity.position > 0 ? offered[entity.position - 1] : offered.at(entity.position);
  }
  return undefined;
}

/** Offered choices as a value kind reads them. */
export function asChoices(offered: readonly Offered[]): Choice[] {
  return offered.map(({ label, value }) => ({ label: { verbatim: label }, value }));
}
