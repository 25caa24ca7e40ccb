import type { Flow } from '../flow-schema.ts';
import { type Checking, leadsTo, positionOf, report } from './report.ts';

/** A `do` may only be given slots that some step on the way can have filled, and may not need optional ones. */
export function checkSlots(checking: Checking, flow: Flow): void {
  const before = filledBefore(checking, flow);
  flow.steps.forEach((step, position) => {
    if (!('do' in step)) return;
    const action = checking.actions[step.do];
    if (!action) return;
    step.with?.forEach((slot, index) => {
      const path = ['steps', position, 'with', index];
      const filled = before.get(position);
      // Steps that nothing reaches are reported as that.
      if (filled && !filled.has(slot)) {
        const asks = flow.steps.some((one) => 'ask' in one && one.ask === slot);
        const what = `no step before "${step.id}" can have filled "${slot}"`;
        const why = `"${step.do}" would never have it`;
        const fix = asks
          ? `ask for "${slot}" earlier`
          : `ask for "${slot}" before, or let an action name it in "sets"`;
        report(checking, flow, path, what, why, fix);
        return;
      }
      const ask = flow.steps.find((one) => 'ask' in one && one.ask === slot);
      const optional = ask && 'optional' in ask && ask.optional === true;
      if (optional && action.needs.includes(slot)) {
        const what = `"${step.do}" needs "${slot}", whose question "${ask.id}" is optional`;
        const fix = `remove "optional" there, or let the action only take it`;
        report(checking, flow, path, what, 'a debtor who skips it could never go on', fix);
      }
    });
  });
}

/** For each reachable step the slots that some way to it can have filled. */
function filledBefore(checking: Checking, flow: Flow): Map<number, ReadonlySet<string>> {
  const before = new Map<number, Set<string>>();
  const open: [number, ReadonlySet<string>][] = [[0, new Set()]];
  const more = flow.index.get('more');
  if (more !== undefined) open.push([more, allSlots(checking, flow)]);
  while (open.length > 0) {
    const [position, arriving] = open.pop()!;
    const step = flow.steps[position];
    if (!step) continue;
    const known = before.get(position);
    if (known && [...arriving].every((slot) => known.has(slot))) continue;
    const filled = new Set([...(known ?? []), ...arriving]);
    before.set(position, filled);
    const after = new Set(filled);
    if ('ask' in step) after.add(step.ask);
    if ('do' in step) for (const slot of checking.actions[step.do]?.sets ?? []) after.add(slot);
    for (const { target } of leadsTo(step, position)) {
      const next = positionOf(flow, position, target);
      if (next !== undefined) open.push([next, after]);
    }
  }
  return before;
}

/** Step `more` starts with what the flow ended with. */
function allSlots(checking: Checking, flow: Flow): Set<string> {
  const slots = flow.steps.flatMap((step) =>
    'ask' in step ? [step.ask] : 'do' in step ? [...(checking.actions[step.do]?.sets ?? [])] : [],
  );
  return new Set(slots);
}
