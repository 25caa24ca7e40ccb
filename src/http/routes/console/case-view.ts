import type { CaseFile, CaseMessage, TimelineItem } from '../../../casefile/index.ts';
import type { Money } from '../../../shared/money.ts';
import type {
  ConsoleLocale,
  ConsoleMessage,
  FileRef,
  TimelineItem as ShownItem,
  Money as ShownMoney,
} from '../../contract/console.ts';
import { shown } from './money.ts';

/** Amounts as the console shows them, wherever they stand. */
export type Shown<T> = T extends Money
  ? ShownMoney
  : T extends readonly (infer Item)[]
    ? Shown<Item>[]
    : T extends object
      ? { [Key in keyof T]: Shown<T[Key]> }
      : T;

/** Words every amount in `value` (plain data: objects, lists, texts, numbers) in the collector's language. */
export function worded<T>(value: T, locale: ConsoleLocale): Shown<T> {
  return wordedValue(value, locale) as Shown<T>;
}

function wordedValue(value: unknown, locale: ConsoleLocale): unknown {
  if (Array.isArray(value)) return value.map((item) => wordedValue(item, locale));
  if (typeof value !== 'object' || value === null) return value;
  if (isMoney(value)) return shown(value, locale);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, wordedValue(item, locale)]));
}

function isMoney(value: object): value is Money {
  return Object.keys(value).length === 2 && 'minor' in value && 'currency' in value;
}

/** Where a file of a conversation is fetched from; see routes/console/files. */
export function fileRef({ token, name, mediaType, size }: CaseFile): FileRef {
  return { token, url: `/console/api/files/${token}`, name, mediaType, size };
}

/** A transcript message, its files with their addresses. */
export function shownMessage({ files, ...message }: CaseMessage): ConsoleMessage {
  return { ...message, ...(files && { files: files.map(fileRef) }) };
}

/** One item of a timeline. */
export function shownItem(item: TimelineItem): ShownItem {
  return item.kind === 'note' ? item : shownMessage(item);
}
