import { join } from 'node:path';
import { actions, valueKinds } from './actions/index.ts';
import { contentPaths } from './content-paths.ts';
import { checkDialogs, formatProblem } from './dialog/check-flows.ts';
import { loadDialogs } from './dialog/load-dialogs.ts';
import { createUnderstanding } from './dialog/understanding/create-understanding.ts';
import { loadModel } from './dialog/understanding/load-model.ts';
import { readUnderstandingPolicy } from './dialog/understanding/policy.ts';
import { ExpectedError } from './shared/errors.ts';

/** Loads flows, patterns and texts; throws ExpectedError `dialogs` with every problem in them. */
export function loadCheckedDialogs() {
  const { dialogsDir, localesDir, modelDir } = contentPaths();
  const dialogs = loadDialogs({ dialogsDir, localesDir, cacheDir: modelDir });
  const problems = checkDialogs(dialogs, { actions, valueKinds });
  if (problems.length > 0) throw new ExpectedError('dialogs', problems.map(formatProblem));
  return dialogs;
}

/** The understanding of the present training files. */
export async function loadUnderstanding() {
  const { localesDir, modelDir, dialogsDir } = contentPaths();
  const model = await loadModel({ localesDir, cacheDir: modelDir });
  return createUnderstanding({
    model,
    policy: readUnderstandingPolicy(join(dialogsDir, 'policies', 'understanding.yml')),
  });
}
