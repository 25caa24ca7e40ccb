import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import i18next, { type i18n } from 'i18next';
import { ExpectedError } from '../shared/errors.ts';
import { LOCALES, type Locale } from '../shared/locale.ts';

type Tree = { [key: string]: string | Tree };

/** Every text of every language: `locales/<lang>/<flow>.json`, addressed as `flow.sentence`. */
export interface Texts {
  /** `slots` are finished words, but for `count`, which picks the plural form. Throws on an unknown key. */
  say(locale: Locale, key: string, slots: Record<string, string | number>): string;
  has(locale: Locale, key: string): boolean;
  /** All keys with their text, plural forms as they stand in the file (`rows_one`): for the checker. */
  entries(locale: Locale): Map<string, string>;
}

/** Reads and compiles all texts; throws ExpectedError `texts_unreadable` naming the broken file. */
export function loadTexts(localesDir: string): Texts {
  const resources: Record<string, Record<string, Tree>> = {};
  for (const locale of LOCALES) {
    const dir = join(localesDir, locale);
    resources[locale] = {};
    for (const file of readdirSync(dir).filter((name) => name.endsWith('.json'))) {
      resources[locale][basename(file, '.json')] = readTree(join(dir, file));
    }
  }
  const engine: i18n = i18next.createInstance();
  engine.init({
    resources,
    lng: LOCALES[0],
    fallbackLng: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
    showSupportNotice: false,
    nsSeparator: false,
    // A key such as `status.past_due_one` is one name, not a path.
    keySeparator: '.',
  });
  const translate = new Map(
    LOCALES.map((locale) => [locale, engine.getFixedT(locale) as (key: string, options: object) => string]),
  );
  const entries = new Map(LOCALES.map((locale) => [locale, flatten(resources[locale] ?? {})]));
  const known = new Map(
    LOCALES.map((locale) => [
      locale,
      new Set(
        [...entries.get(locale)!.keys()].flatMap((key) => [
          key,
          key.replace(/_(zero|one|two|few|many|other)$/, ''),
        ]),
      ),
    ]),
  );
  return {
    has: (locale, key) => known.get(locale)!.has(key),
    entries: (locale) => entries.get(locale)!,
    say(locale, key, slots) {
      if (!known.get(locale)!.has(key)) throw new Error(`texts: no "${key}" in ${locale}`);
      const dot = key.indexOf('.');
      return translate.get(locale)!(key.slice(dot + 1), { ...slots, ns: key.slice(0, dot) });
    },
  };
}

function readTree(file: string): Tree {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Tree;
  } catch (error) {
    throw new ExpectedError('texts_unreadable', `${file} is not valid JSON: ${(error as Error).message}`);
  }
}

function flatten(tree: Tree, prefix = '', into = new Map<string, string>()): Map<string, string> {
  for (const [name, value] of Object.entries(tree)) {
    const key = prefix ? `${prefix}.${name}` : name;
    if (typeof value === 'string') into.set(key, value);
    else flatten(value, key, into);
  }
  return into;
}
