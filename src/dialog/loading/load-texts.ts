import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LOCALES, type Locale } from '../../shared/locale.ts';
import type { Problem } from './problem.ts';

/** One text of one language, as it stands in its file. */
export interface TextEntry {
  text: string;
  file: string;
  /** 1-based; found only when asked for, since only mistakes need it. */
  line(): number;
}

/** Texts by language and key, plural forms as they stand (`rows_one`). */
export type DialogTexts = ReadonlyMap<Locale, ReadonlyMap<string, TextEntry>>;

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** The key a flow uses for a plural form: `rows_other` → `rows`. */
export function baseKey(key: string): string {
  return key.replace(PLURAL, '');
}

/** Every key a flow may use, plural keys with and without their form. */
export function textKeys(texts: DialogTexts): Map<Locale, Set<string>> {
  return new Map(
    [...texts].map(([locale, entries]) => [
      locale,
      new Set([...entries.keys()].flatMap((key) => [key, baseKey(key)])),
    ]),
  );
}

/** Reads `locales/<lang>/*.json`; `sentence` in `check_balance.json` has the key `check_balance.sentence`. */
export function loadTexts(localesDir: string): { texts: DialogTexts; problems: Problem[] } {
  const problems: Problem[] = [];
  const texts = new Map<Locale, Map<string, TextEntry>>();
  for (const locale of LOCALES) {
    const entries = new Map<string, TextEntry>();
    texts.set(locale, entries);
    for (const name of readDir(join(localesDir, locale))) {
      const file = join(localesDir, locale, name);
      addTexts(entries, file, readFileSync(file, 'utf8'), problems);
    }
  }
  return { texts, problems };
}

/** Adds the texts of one file to `entries`; a broken file becomes a problem. */
export function addTexts(
  entries: Map<string, TextEntry>,
  file: string,
  source: string,
  problems: Problem[],
): void {
  let tree: unknown;
  try {
    tree = JSON.parse(source);
  } catch (error) {
    problems.push({
      file,
      line: lineOfJsonError(source, (error as Error).message),
      what: `not valid JSON: ${(error as Error).message}`,
      why: 'none of its texts can be said',
      fix: 'mend the comma, quote or bracket there',
    });
    return;
  }
  flatten(tree, basename(file, '.json'), []);

  function flatten(value: unknown, key: string, path: string[]): void {
    if (typeof value === 'string') entries.set(key, { text: value, file, line: () => lineOf(source, path) });
    else if (value !== null && typeof value === 'object') {
      for (const [name, inner] of Object.entries(value)) flatten(inner, `${key}.${name}`, [...path, name]);
    }
  }
}

function readDir(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch {
    return [];
  }
}

/** Line of a key in a JSON file: each name of the path is looked for behind the one before. */
function lineOf(source: string, path: string[]): number {
  let position = 0;
  for (const name of path) {
    const at = source.indexOf(`${JSON.stringify(name)}:`, position);
    if (at < 0) break;
    position = at;
  }
  return source.slice(0, position).split('\n').length;
}

function lineOfJsonError(source: string, message: string): number {
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? source.length);
  return source.slice(0, position).split('\n').length;
}
