import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from './content.ts';
import type { Model } from './model.ts';
import { readModel, saveModel } from './model-file.ts';
import { trainModel } from './train-model.ts';

export interface LoadModelOptions {
  localesDir: string;
  cacheDir: string;
}

/** Where the model of the present content is or would be. */
export function modelFile({ localesDir, cacheDir }: LoadModelOptions): string {
  return join(cacheDir, `understanding-${contentHash(localesDir)}.model`);
}

/** The model of the content under `localesDir`: from the cache, else trained (seconds) and kept there. */
export async function loadModel(options: LoadModelOptions): Promise<Model> {
  const file = modelFile(options);
  const cached = readModel(file);
  if (cached) return cached;
  const model = await trainModel(options.localesDir);
  mkdirSync(options.cacheDir, { recursive: true });
  saveModel(model, file);
  return model;
}
