import type { Heard } from '../action.ts';
import type { Entity, EntityOf } from '../understanding/understanding.ts';

/** 'whole' when nothing but signs stands beside the span. */
export function fitOf(heard: Heard, span: { start: number; end: number }): 'whole' | 'part' {
  const beside = heard.text.slice(0, span.start) + heard.text.slice(span.end);
  return /[\p{L}\p{N}]/u.test(beside) ? 'part' : 'whole';
}

/** True when at most `words` words stand beside the span. */
export function isNoMoreThan(heard: Heard, span: { start: number; end: number }, words: number): boolean {
  const beside = `${heard.text.slice(0, span.start)} ${heard.text.slice(span.end)}`;
  return (beside.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) <= words;
}

/** All entities of one type, in order of appearance. */
export function entitiesOf<T extends Entity['type']>(heard: Heard, type: T): EntityOf<T>[] {
  return heard.understood.entities.filter((one): one is EntityOf<T> => one.type === type);
}

/** The one entity of a type, when all of them mean the same; undefined when there is none or a doubt. */
export function theOne<T extends Entity['type']>(
  heard: Heard,
  type: T,
  meaning: (entity: EntityOf<T>) => string | number,
): EntityOf<T> | undefined {
  const [first, ...rest] = entitiesOf(heard, type);
  if (first === undefined) return undefined;
  return rest.every((one) => meaning(one) === meaning(first)) ? first : undefined;
}

/** Lower case letters and digits with single spaces: how labels and answers are compared. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
