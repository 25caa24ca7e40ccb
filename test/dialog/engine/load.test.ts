import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkDialogs } from '../../../src/dialog/check-flows.ts';
import { loadDialogs } from '../../../src/dialog/load-dialogs.ts';

const made: string[] = [];
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true });
});

/** A folder with one flow and its texts. */
function content(flow: string) {
  const root = mkdtempSync(join(tmpdir(), 'sapa-dialogs-'));
  made.push(root);
  for (const dir of ['dialogs/flows', 'dialogs/patterns', 'locales/id', 'locales/en', 'cache']) {
    mkdirSync(join(root, dir), { recursive: true });
  }
  const write = (file: string, text: string) => writeFileSync(join(root, file), text);
  write('dialogs/flows/hello.yml', flow);
  for (const locale of ['id', 'en']) {
    write(`locales/${locale}/hello.json`, '{ "title": "t", "words": { "first": "a" } }');
  }
  const dirs = {
    dialogsDir: join(root, 'dialogs'),
    localesDir: join(root, 'locales'),
    cacheDir: join(root, 'cache'),
  };
  return { dirs, write, cached: () => readFileSync(join(root, 'cache/dialogs.json'), 'utf8') };
}

const GOOD = 'flow: hello\nstart_when: { intent: greet }\nsteps:\n  - { id: a, say: hello.words.first }\n';
const OPTIONS = { actions: {}, valueKinds: {} };
/** Patterns are left out here. */
const ofFlow = (found: ReturnType<typeof checkDialogs>) =>
  found.filter(({ file }) => file.endsWith('hello.yml'));

describe('loading', () => {
  it('reads flows and nested texts, from the files and from what was kept', () => {
    const { dirs, cached } = content(GOOD);
    const first = loadDialogs(dirs);
    expect(ofFlow(checkDialogs(first, OPTIONS))).toEqual([]);
    expect(cached()).toContain('hello.words.first');
    const second = loadDialogs(dirs);
    expect(second.flows.get('hello')?.steps).toEqual(first.flows.get('hello')?.steps);
    expect(second.texts.get('id')?.get('hello.words.first')?.text).toBe('a');
  });
  it('names the line of a mistake in a kept file too', () => {
    const { dirs } = content(GOOD.replace('hello.words.first', 'hello.words.last'));
    for (let round = 0; round < 2; round++) {
      expect(ofFlow(checkDialogs(loadDialogs(dirs), OPTIONS))).toMatchObject([{ line: 4 }]);
    }
  });
  it('sees a change at once, and is not held up by a broken cache', () => {
    const { dirs, write } = content(GOOD);
    loadDialogs(dirs);
    write('dialogs/flows/hello.yml', GOOD.replace('id: a', 'id: b'));
    expect(loadDialogs(dirs).flows.get('hello')?.steps[0]?.id).toBe('b');
    write('cache/dialogs.json', '{ broken');
    expect(loadDialogs(dirs).flows.get('hello')?.steps[0]?.id).toBe('b');
  });
  it('finds nothing in folders that are not there, and the check says what is missing', () => {
    const dialogs = loadDialogs({ dialogsDir: '/nowhere', localesDir: '/nowhere' });
    expect(checkDialogs(dialogs, OPTIONS).length).toBeGreaterThan(10);
  });
});
