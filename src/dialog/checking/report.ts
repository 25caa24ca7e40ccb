import type { Action, TurnScope, ValueKind } from '../action.ts';
import type { AskStep, Flow, Step } from '../flow-schema.ts';
import { SPECIAL_TARGETS } from '../flow-schema.ts';
import type { Dialogs } from '../load-dialogs.ts';
import type { Problem } from '../loading/problem.ts';

export type AnyAction = Pick<Action<TurnScope>, 'outcomes' | 'needs' | 'takes' | 'sets' | 'verified'>;
export type AnyKind = Pick<
  ValueKind<TurnScope>,
  'verified' | 'secret' | 'upFront' | 'freeText' | 'confirmation' | 'outcomes' | 'offer'
>;

/** What the checks of one run share. */
export interface Checking {
  dialogs: Dialogs;
  actions: Readonly<Record<string, AnyAction>>;
  kinds: Readonly<Record<string, AnyKind>>;
  /** Keys that can be said, per language. */
  texts: ReadonlyMap<string, ReadonlySet<string>>;
  problems: Problem[];
}

export type Path = readonly (string | number)[];

/** Notes a problem at a place of a flow or pattern. */
export function report(
  checking: Checking,
  at: Pick<Flow, 'file' | 'lineOf'>,
  path: Path,
  what: string,
  why: string,
  fix: string,
): void {
  checking.problems.push({ file: at.file, line: at.lineOf(path), what, why, fix });
}

/** Every place a step can lead to, with where that is written. `undefined` is the following step. */
export function leadsTo(step: Step, position: number): { target: string | undefined; path: Path }[] {
  const at = ['steps', position];
  if ('say' in step) return [{ target: step.next, path: [...at, 'next'] }];
  if ('do' in step) return branches(step.next, [...at, 'next']);
  const ways: { target: string | undefined; path: Path }[] =
    typeof step.next === 'object'
      ? branches(step.next, [...at, 'next'])
      : [{ target: step.next, path: [...at, 'next'] }];
  if (typeof step.next === 'object' && step.optional) ways.push({ target: undefined, path: at });
  if (step.retry) ways.push({ target: step.retry.next, path: [...at, 'retry', 'next'] });
  if (step.commands) ways.push(...branches(step.commands, [...at, 'commands']));
  return ways;
}

function branches(next: Partial<Record<string, string>>, path: Path) {
  return Object.entries(next).map(([name, target]) => ({ target, path: [...path, name] }));
}

/** Position a target leads to; undefined when it leaves the flow or does not exist. */
export function positionOf(flow: Flow, from: number, target: string | undefined): number | undefined {
  if (target === undefined) return from + 1 < flow.steps.length ? from + 1 : undefined;
  return SPECIAL_TARGETS.includes(target) ? undefined : flow.index.get(target);
}

/** The words a branch of this question may name; undefined when it cannot branch. */
export function outcomesOf(step: AskStep, kind: AnyKind | undefined): readonly string[] | undefined {
  return step.options ? step.options.map((one) => one.value) : kind?.outcomes;
}
