import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/shared/project-root.ts';
import { partsBehind, partsOfPages, sourceOf } from './source.ts';

const TEXTS = join(projectRoot(), 'src/web/console/texts');
const files = readdirSync(join(TEXTS, 'id')).filter((name) => name.endsWith('.json'));
/** Loaded before the first page. */
const ALWAYS = ['queue', 'shell', 'signIn', 'ui'];

type Words = Map<string, string>;

function wordsOf(locale: string, file: string): Words {
  const flat: Words = new Map();
  (function walk(node: object, path: string) {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') flat.set(path + key, value);
      else walk(value, `${path}${key}.`);
    }
  })(JSON.parse(readFileSync(join(TEXTS, locale, file), 'utf8')), '');
  return flat;
}

const slotsOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
const partOf = (file: string) =>
  file.replace('.json', '').replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

describe('the texts of the console', () => {
  it.each(files)('%s says the same things in both languages, with the same slots', (file) => {
    const [id, en] = [wordsOf('id', file), wordsOf('en', file)];
    expect([...en.keys()].sort()).toEqual([...id.keys()].sort());
    for (const [key, text] of id) {
      expect([key, slotsOf(en.get(key) ?? '')]).toEqual([key, slotsOf(text)]);
      expect(text.trim(), key).not.toBe('');
      expect(en.get(key)?.trim(), key).not.toBe('');
    }
  });

  it.each(files)('%s holds every key that is asked for, and no other', (file) => {
    const part = partOf(file);
    const keys = [...wordsOf('id', file).keys()];
    const asked = sourceOf().flatMap(({ path, code }) => askedIn(code, part).map((key) => ({ path, key })));
    const known = (key: string) =>
      keys.some((one) => one === key || (key.includes('*') ? matches(one, key) : plural(one) === key));
    expect(asked.filter(({ key }) => !known(key))).toEqual([]);
    const unused = keys.filter(
      (one) => !asked.some(({ key }) => key === one || key === plural(one) || matches(one, key)),
    );
    expect(unused, `texts of ${part} that nobody says`).toEqual([]);
  });

  it('come with the page that says them', () => {
    const pages = partsOfPages();
    expect(pages.length).toBeGreaterThan(8);
    for (const { page, loaded } of pages) {
      const spoken = [...partsBehind(page)].filter((part) => !ALWAYS.includes(part));
      expect({ page, missing: spoken.filter((part) => !loaded.includes(part)) }).toEqual({
        page,
        missing: [],
      });
    }
  });
});

const plural = (key: string) => key.replace(/_(one|other)$/, '');

/** `errors.*` stands for any one word in its place. */
function matches(key: string, pattern: string): boolean {
  const source = pattern
    .split('*')
    .map((piece) => piece.replace(/[.\\]/g, '\\$&'))
    .join('[^.]*');
  return new RegExp(`^${source}$`).test(key) || new RegExp(`^${source}$`).test(plural(key));
}

/** Keys a file asks of `part`, with `*` where a key is put together. */
function askedIn(code: string, part: string): string[] {
  const declared = [...code.matchAll(/const (\w+) = useTexts\('(\w+)'\)/g)];
  // Words for what the server calls by a code, with other words for a code they do not know.
  const keys = [...code.matchAll(/\bwordsOf\('(\w+)', '([\w.]+)'/g)]
    .filter(([, one]) => one === part)
    .map(([, , group]) => `${group}.*`);
  for (const name of new Set(declared.map(([, one]) => one!))) {
    for (const call of code.matchAll(new RegExp(`(?<![.\\w])${name}\\(`, 'g'))) {
      // One file may hold several components: the declaration above the call is the one that counts.
      const nearest = declared.findLast((one) => one[1] === name && one.index < call.index);
      if (nearest?.[2] === part) keys.push(...literals(code.slice(call.index + call[0].length)));
    }
  }
  return keys;
}

/** Texts written out in the first argument: `t('a')`, `t(x ? 'a' : 'b')`, t(`a.${x}`). */
function literals(call: string): string[] {
  let depth = 1;
  let end = 0;
  for (; end < call.length && depth > 0; end++) {
    const sign = call[end];
    if (sign === '(' || sign === '{' || sign === '[') depth++;
    if (sign === ')' || sign === '}' || sign === ']') depth--;
    if (sign === ',' && depth === 1) break;
  }
  const argument = call.slice(0, end);
  const template = /^\s*`([^`]*)`/.exec(argument);
  if (template) return [template[1]!.replace(/\$\{[^}]*\}/g, '*')];
  const chosen = argument.includes('?') ? argument.slice(argument.indexOf('?')) : argument;
  return [...chosen.matchAll(/'([^']+)'|`([^`]*)`/g)].map(
    ([, plain, pattern]) => plain ?? pattern!.replace(/\$\{[^}]*\}/g, '*'),
  );
}
