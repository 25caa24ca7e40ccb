import { suggest } from '../loading/problem.ts';
import { PATTERN_TEXTS, type PatternName } from '../patterns.ts';
import { type Checking, report } from './report.ts';

/** All patterns are there, and the flows and the action they name exist. */
export function checkPatterns(checking: Checking): void {
  const { patterns, flows, problems } = checking.dialogs;
  const broken = new Set(problems.map((one) => one.file));
  for (const name of Object.keys(PATTERN_TEXTS) as PatternName[]) {
    const pattern = patterns.get(name);
    if (!pattern) {
      // A file that could not be read has been reported already.
      if ([...broken].some((file) => file.endsWith(`${name}.yml`))) continue;
      checking.problems.push({
        file: `dialogs/patterns/${name}.yml`,
        line: 1,
        what: `the pattern "${name}" is missing`,
        why: 'the engine has no words for that moment',
        fix: `write it with texts for ${PATTERN_TEXTS[name].join(', ')}`,
      });
      continue;
    }
    if (pattern.flow !== undefined) {
      const flow = flows.get(pattern.flow);
      if (!flow) {
        const fix = suggest(pattern.flow, flows.keys());
        report(checking, pattern, ['flow'], `there is no flow "${pattern.flow}"`, 'nothing would start', fix);
      } else if (!flow.calledOnly) {
        const why = `the pattern "${name}" starts it at its own time`;
        report(
          checking,
          flow,
          ['flow'],
          `"${flow.name}" is not "called_only"`,
          why,
          'add "called_only: true"',
        );
      } else if (name === 'verify' && flow.verified) {
        const why = 'it would wait for itself';
        report(
          checking,
          flow,
          ['requires'],
          `"${flow.name}" requires what it brings about`,
          why,
          'remove "requires"',
        );
      }
    }
    if (pattern.do !== undefined) checkHandover(checking, pattern.do);
  }
}

function checkHandover(checking: Checking, name: string): void {
  const pattern = checking.dialogs.patterns.get('human')!;
  const action = checking.actions[name];
  if (!action) {
    const fix = suggest(name, Object.keys(checking.actions));
    report(checking, pattern, ['do'], `there is no action "${name}"`, 'nobody could be called', fix);
    return;
  }
  for (const outcome of action.outcomes.filter((one) => !Object.hasOwn(pattern.say, one))) {
    const what = `"${name}" can end "${outcome}", and the pattern has no words for it`;
    report(checking, pattern, ['say'], what, 'the debtor would hear nothing', `add "${outcome}" to "say"`);
  }
  for (const need of action.needs.filter((one) => one !== 'reason')) {
    const what = `"${name}" needs "${need}"`;
    const why = 'a hand-over at a dead end knows only its reason';
    report(checking, pattern, ['do'], what, why, `let the action only take "${need}"`);
  }
}
