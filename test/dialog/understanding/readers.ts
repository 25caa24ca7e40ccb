import { readLanguages } from '../../../src/dialog/understanding/content.ts';
import {
  createLanguageReader,
  type LanguageReader,
} from '../../../src/dialog/understanding/language-reader.ts';
import type { Entity, EntityOf } from '../../../src/dialog/understanding/understanding.ts';
import type { Locale } from '../../../src/shared/locale.ts';

/** Wednesday: the debtor's today in these tests. */
export const TODAY = '2026-03-11';

const contents = readLanguages('locales');
const lexicons = new Map(contents.map(({ locale, lexicon }) => [locale as string, lexicon]));
const readers = new Map(
  contents.map(({ locale, lexicon, commands }) => [
    locale,
    createLanguageReader({ locale, lexicon, stems: new Map() }, commands, lexicons),
  ]),
);

export function readerOf(locale: Locale): LanguageReader {
  return readers.get(locale)!;
}

export function read(locale: Locale, text: string, today = TODAY, currency = 'IDR'): Entity[] {
  return readerOf(locale).entities(text, today, currency);
}

export function readOnly<T extends Entity['type']>(
  type: T,
  locale: Locale,
  text: string,
  today = TODAY,
  currency = 'IDR',
): EntityOf<T>[] {
  return read(locale, text, today, currency).filter((one): one is EntityOf<T> => one.type === type);
}

export function commandOf(locale: Locale, text: string) {
  return readerOf(locale).command(text, read(locale, text));
}
