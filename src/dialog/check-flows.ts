import { builtinActions } from './builtin-actions.ts';
import { checkPatterns } from './checking/check-patterns.ts';
import { checkSlots } from './checking/check-slots.ts';
import { checkStarts } from './checking/check-starts.ts';
import { checkSteps } from './checking/check-steps.ts';
import { checkTextPairs, checkTextsUsed } from './checking/check-texts.ts';
import type { AnyAction, AnyKind, Checking } from './checking/report.ts';
import type { Dialogs } from './load-dialogs.ts';
import { textKeys } from './loading/load-texts.ts';
import { type Problem, sortProblems } from './loading/problem.ts';
import { genericValueKinds } from './values/index.ts';

export { formatProblem, type Problem } from './loading/problem.ts';

export interface CheckOptions {
  actions: Readonly<Record<string, AnyAction>>;
  valueKinds: Readonly<Record<string, AnyKind>>;
  /** Keys per language (plural keys with or without their form); those of `dialogs` when left out. */
  texts?: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Everything that is wrong with the dialogs, all at once, sorted by file and line; empty when they can
 * run. Generic value kinds and the engine's own actions need not be given.
 */
export function checkDialogs(dialogs: Dialogs, options: CheckOptions): Problem[] {
  const checking: Checking = {
    dialogs,
    actions: { ...(builtinActions as Record<string, AnyAction>), ...options.actions },
    kinds: { ...(genericValueKinds as Record<string, AnyKind>), ...options.valueKinds },
    texts: options.texts ?? textKeys(dialogs.texts),
    problems: [...dialogs.problems],
  };
  for (const flow of dialogs.flows.values()) {
    checkSteps(checking, flow);
    checkSlots(checking, flow);
  }
  checkStarts(checking);
  checkPatterns(checking);
  checkTextsUsed(checking);
  checkTextPairs(checking, dialogs.texts);
  return sortProblems(checking.problems);
}
