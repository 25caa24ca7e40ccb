import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { INTENTS } from '../../../src/dialog/intents.ts';
import { contentHash, readLanguages } from '../../../src/dialog/understanding/content.ts';
import { loadModel, modelFile } from '../../../src/dialog/understanding/load-model.ts';
import type { Model } from '../../../src/dialog/understanding/model.ts';
import {
  decodeModel,
  encodeModel,
  readModel,
  saveModel,
} from '../../../src/dialog/understanding/model-file.ts';
import { trainModel } from '../../../src/dialog/understanding/train-model.ts';

/** A training set of a few sentences an intent: enough to be a model, quick to train. */
function smallLocales(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sapa-locales-'));
  for (const { locale, utterances } of readLanguages('locales')) {
    cpSync(join('locales', locale), join(dir, locale), { recursive: true });
    const few = INTENTS.map((intent) => [
      intent,
      utterances
        .filter((one) => one.intent === intent)
        .slice(0, 8)
        .map((one) => one.text),
    ]);
    writeFileSync(join(dir, locale, 'utterances.yml'), stringify(Object.fromEntries(few)));
  }
  return dir;
}

describe('the model file', () => {
  let dir: string;
  let model: Model;
  beforeAll(async () => {
    dir = smallLocales();
    model = await trainModel(dir);
  });

  it('is the same, byte for byte, for the same content', async () => {
    expect(encodeModel(await trainModel(dir)).equals(encodeModel(model))).toBe(true);
  });

  it('comes back from the disk as it was', () => {
    const file = join(dir, 'a.model');
    saveModel(model, file);
    expect(encodeModel(readModel(file)!).equals(encodeModel(model))).toBe(true);
    expect(readdirSync(dir).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('is refused when it is cut short, foreign or absent', () => {
    const bytes = encodeModel(model);
    for (const part of [0, 4, 100, bytes.length >> 1])
      expect(decodeModel(bytes.subarray(0, part)), `${part} bytes`).toBeUndefined();
    expect(decodeModel(Buffer.from('not a model at all'))).toBeUndefined();
    expect(readModel(join(dir, 'none.model'))).toBeUndefined();
  });

  it('is trained once and then read from the cache', async () => {
    const options = { localesDir: dir, cacheDir: join(dir, 'cache', 'deep') };
    const first = await loadModel(options);
    expect(readdirSync(options.cacheDir)).toEqual([modelFile(options).split('/').pop()]);
    // A mark in the file shows that the second load reads it.
    saveModel({ ...first, hash: 'from the cache' }, modelFile(options));
    expect((await loadModel(options)).hash).toBe('from the cache');
  });

  it('is trained anew when a sentence, the lexicon or a command changes, or the file is damaged', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'sapa-locales-'));
    cpSync(dir, copy, { recursive: true });
    const seen = new Set([contentHash(copy)]);
    for (const file of ['utterances.yml', 'lexicon.yml', 'commands.yml']) {
      appendFileSync(join(copy, 'id', file), '\n# changed\n');
      seen.add(contentHash(copy));
    }
    expect(seen.size).toBe(4);
    const options = { localesDir: copy, cacheDir: join(copy, 'cache') };
    mkdirSync(options.cacheDir, { recursive: true });
    writeFileSync(modelFile(options), 'damaged');
    expect((await loadModel(options)).hash).toBe(contentHash(copy));
    expect(readFileSync(modelFile(options)).subarray(0, 4).toString()).toBe('SAPM');
  });
});
