import type { Heard } from '../action.ts';
import type { Choice } from '../reply.ts';
import type { Offered } from '../state.ts';
import { isNoMoreThan, plainWords } from '../values/fit.ts';

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
  const number = bareNumber(text);
  if (number !== undefined) return offered[number - 1];
  return ordinalPick(heard, offered, 0);
}

/** The number that is all of a message: "2", "2.", "no. 2", "#2", the sign of a key, in bold. */
export function bareNumber(text: string): number | undefined {
  // The sign of a key ("2\ufe0f\u20e3") is the number on it; WhatsApp's marks of style count for nothing.
  const bare = text.trim().replace(/[\ufe0f\u20e3*_~]/g, '');
  const found = /^(?:no\.?\s*|#)?\(?(\d{1,3})\s*[.)]?$/i.exec(bare);
  return found ? Number(found[1]) : undefined;
}

/**
 * The choice at the place a message ends with ("yang kedua", "the second one"), after at most `before`
 * other words.
 */
export function ordinalPick(heard: Heard, offered: readonly Offered[], before: number): Offered | undefined {
  for (const entity of heard.understood.entities) {
    if (entity.type !== 'ordinal') continue;
    const after = heard.text.slice(entity.end);
    const pronoun = /^\s*\p{L}{1,4}[\s.!]*$/u.test(after);
    if (!pronoun && /[\p{L}\p{N}?]/u.test(after)) continue;
    if (!isNoMoreThan(heard, entity, pronoun ? Math.max(before, 1) + 1 : before)) continue;
    return entity.position > 0 ? offered[entity.position - 1] : offered.at(entity.position);
  }
  return undefined;
}

/** How many buttons of earlier messages are remembered. */
const EARLIER = 10;

/** Tasks offered before, newest first: their buttons may still be on the screen. */
export function earlierOffers(gone: readonly Offered[], before: readonly Offered[] = []): Offered[] {
  const tasks = gone.filter((one) => /^(?:flow|command):/.test(one.value));
  const labels = new Set(tasks.map((one) => one.label));
  return [...tasks, ...before.filter((one) => !labels.has(one.label))].slice(0, EARLIER);
}

/** The offer whose label the message is, word for word. */
export function labelled(heard: Heard, offers: readonly Offered[] = []): Offered | undefined {
  const said = plainWords(heard.text);
  return said === '' ? undefined : offers.find((one) => plainWords(one.label) === said);
}

/** Offered choices as a value kind reads them. */
export function asChoices(offered: readonly Offered[]): Choice[] {
  return offered.map(({ label, value }) => ({ label: { verbatim: label }, value }));
}
