import { createUnderstanding } from '../../../src/dialog/understanding/create-understanding.ts';
import { loadModel } from '../../../src/dialog/understanding/load-model.ts';
import { readUnderstandingPolicy } from '../../../src/dialog/understanding/policy.ts';
import type { Understanding } from '../../../src/dialog/understanding/understanding.ts';

/** The understanding that is shipped: the model the build trained, or a fresh one when content changed since. */
export async function shippedUnderstanding(): Promise<Understanding> {
  const model = await loadModel({ localesDir: 'locales', cacheDir: 'dist/understanding' });
  return createUnderstanding({
    model,
    policy: readUnderstandingPolicy('dialogs/policies/understanding.yml'),
  });
}
