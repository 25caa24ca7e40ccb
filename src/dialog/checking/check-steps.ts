import { type AskStep, type DoStep, type Flow, SPECIAL_TARGETS } from '../flow-schema.ts';
import { suggest } from '../loading/problem.ts';
import { type AnyKind, type Checking, leadsTo, outcomesOf, type Path, positionOf, report } from './report.ts';

/** Targets, actions, kinds, branches and what is protected, step by step; then what nothing reaches. */
export function checkSteps(checking: Checking, flow: Flow): void {
  flow.steps.forEach((step, position) => {
    for (const { target, path } of leadsTo(step, position)) {
      if (target === undefined || SPECIAL_TARGETS.includes(target) || flow.index.has(target)) continue;
      const fix = suggest(target, [...flow.index.keys(), ...SPECIAL_TARGETS]);
      report(
        checking,
        flow,
        path,
        `"${target}" is no step of this flow`,
        'the conversation would stop there',
        fix,
      );
    }
    if (SPECIAL_TARGETS.includes(step.id)) {
      const why = '"next" could not tell the two apart';
      report(
        checking,
        flow,
        ['steps', position, 'id'],
        `"${step.id}" is a target, not a step`,
        why,
        'rename it',
      );
    }
    if ('ask' in step) checkAsk(checking, flow, step, position);
    if ('do' in step) checkDo(checking, flow, step, position);
    if ('say' in step) {
      step.choices?.forEach((one, index) => {
        if (checking.dialogs.flows.has(one.flow)) return;
        const path = ['steps', position, 'choices', index, 'flow'];
        const fix = suggest(one.flow, checking.dialogs.flows.keys());
        report(checking, flow, path, `there is no flow "${one.flow}"`, 'the button would do nothing', fix);
      });
    }
  });
  checkReach(checking, flow);
  checkEndlessTalk(checking, flow);
}

function checkAsk(checking: Checking, flow: Flow, step: AskStep, position: number): void {
  const at = ['steps', position];
  const kind = checking.kinds[step.as];
  if (!kind) {
    const fix = suggest(step.as, Object.keys(checking.kinds));
    report(
      checking,
      flow,
      [...at, 'as'],
      `there is no kind of value "${step.as}"`,
      'no answer could be read',
      fix,
    );
    return;
  }
  needsLock(checking, flow, [...at, 'as'], kind.verified, `the kind of value "${step.as}"`);
  if (step.as === 'choice' && !step.options) {
    const fix = 'add "options: [{ value: ..., label: ... }]"';
    report(checking, flow, at, `the choice "${step.id}" has no options`, 'nothing could be picked', fix);
  }
  if (step.lapses) checkLapses(checking, flow, [...at, 'lapses'], step, kind);
  if (typeof step.next !== 'object') return;
  const outcomes = outcomesOf(step, kind);
  if (!outcomes) {
    const why = `answers of kind "${step.as}" have no names to branch by`;
    const fix = 'name one step, or let an action decide';
    report(checking, flow, [...at, 'next'], `the question "${step.id}" branches`, why, fix);
    return;
  }
  checkBranches(checking, flow, [...at, 'next'], step.next, outcomes, `the question "${step.id}"`);
}

/** A question that may be passed over must let what is no answer pass, and must not be one that the debtor began. */
function checkLapses(checking: Checking, flow: Flow, path: Path, step: AskStep, kind: AnyKind): void {
  const what = `the question "${step.id}" cannot lapse`;
  const wrong = (why: string, fix: string) => report(checking, flow, path, what, why, fix);
  if (kind.freeText) wrong(`anything is an answer of kind "${step.as}"`, 'remove "lapses"');
  if (!flow.calledOnly) wrong('the debtor began it and waits for its end', 'add "called_only: true"');
  if (flow.verified) wrong('a code would be asked for that nobody wanted', 'remove "requires" or "lapses"');
}

function checkDo(checking: Checking, flow: Flow, step: DoStep, position: number): void {
  const at = ['steps', position];
  const action = checking.actions[step.do];
  if (!action) {
    const fix = suggest(step.do, Object.keys(checking.actions));
    report(checking, flow, [...at, 'do'], `there is no action "${step.do}"`, 'nothing would be done', fix);
    return;
  }
  needsLock(checking, flow, [...at, 'do'], action.verified, `the action "${step.do}"`);
  checkBranches(checking, flow, [...at, 'next'], step.next, action.outcomes, `"${step.do}"`);
  const given = [...(step.with ?? []), ...Object.keys(step.args ?? {})];
  const taken = [...action.needs, ...(action.takes ?? [])];
  for (const name of given.filter((one) => !taken.includes(one))) {
    const path = step.with?.includes(name) ? [...at, 'with', step.with.indexOf(name)] : [...at, 'args', name];
    report(
      checking,
      flow,
      path,
      `"${step.do}" takes no "${name}"`,
      'it would be ignored',
      suggest(name, taken),
    );
  }
  for (const name of action.needs.filter((one) => !given.includes(one))) {
    const fix = `add "${name}" to "with" (a slot) or "args" (a constant)`;
    report(checking, flow, at, `"${step.do}" needs "${name}"`, 'it never runs without it', fix);
  }
}

function checkBranches(
  checking: Checking,
  flow: Flow,
  path: (string | number)[],
  next: Partial<Record<string, string>>,
  outcomes: readonly string[],
  who: string,
): void {
  for (const outcome of outcomes.filter((one) => !Object.hasOwn(next, one))) {
    const what = `${who} can end "${outcome}", and no branch takes it up`;
    report(
      checking,
      flow,
      path,
      what,
      'the conversation would stop there',
      `add "${outcome}: <step>" to "next"`,
    );
  }
  for (const name of Object.keys(next).filter((one) => !outcomes.includes(one))) {
    const what = `${who} never ends "${name}"`;
    report(checking, flow, [...path, name], what, 'the branch would never be taken', suggest(name, outcomes));
  }
}

function needsLock(
  checking: Checking,
  flow: Flow,
  path: (string | number)[],
  verified: boolean | undefined,
  who: string,
): void {
  if (!verified || flow.verified) return;
  const why = 'it tells figures, and nobody has proven who is asking';
  report(
    checking,
    flow,
    path,
    `${who} works only for a verified sender`,
    why,
    'add "requires: verified" to the flow',
  );
}

function checkReach(checking: Checking, flow: Flow): void {
  const reached = new Set<number>();
  const open = [0, flow.index.get('more') ?? 0];
  while (open.length > 0) {
    const position = open.pop()!;
    const step = flow.steps[position];
    if (!step || reached.has(position)) continue;
    reached.add(position);
    for (const { target } of leadsTo(step, position)) {
      const next = positionOf(flow, position, target);
      if (next !== undefined) open.push(next);
    }
  }
  flow.steps.forEach((step, position) => {
    if (reached.has(position)) return;
    const fix = `lead a "next" to it, or remove it`;
    report(checking, flow, ['steps', position], `no step leads to "${step.id}"`, 'it is never reached', fix);
  });
}

/** A ring of `say` steps would talk for ever: nothing in it can change. */
function checkEndlessTalk(checking: Checking, flow: Flow): void {
  const safe = new Set<number>();
  flow.steps.forEach((_, first) => {
    const way: number[] = [];
    let position: number | undefined = first;
    while (position !== undefined && !safe.has(position) && !way.includes(position)) {
      const step = flow.steps[position];
      if (!step || !('say' in step)) break;
      way.push(position);
      position = positionOf(flow, position, step.next);
    }
    if (position !== undefined && way.includes(position)) {
      const why = 'the same words would be said without end';
      const at = ['steps', position, 'next'];
      report(
        checking,
        flow,
        at,
        `the steps from "${flow.steps[position]!.id}" lead back to it`,
        why,
        'end one of them',
      );
    }
    for (const one of way) safe.add(one);
  });
}
