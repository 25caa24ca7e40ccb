import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/shared/project-root.ts';

const read = (path: string) => JSON.parse(readFileSync(join(projectRoot(), path), 'utf8'));

// The previews of a decision show what the server will say: the same sentences, word by word.
describe.each(['id', 'en'])('what a debtor will be told, in %s', (locale) => {
  const said = read(`locales/${locale}/decision.json`) as Record<string, string>;
  it.each(['proofs', 'disputes'])('is previewed as it is said: %s', (part) => {
    const { label, how, ...told } = read(`src/web/console/texts/${locale}/${part}.json`).told;
    expect(label && how).toBeTruthy();
    for (const [key, words] of Object.entries(told)) {
      // Where the language has one form for every number, the page keeps it twice.
      const there = said[key] ?? said[key.replace(/_one$/, '_other')];
      expect(words, key).toBe(there);
    }
  });
});
