import { basename } from 'node:path';
import { type Flow, flowSchema, STEP_SCHEMAS, type Step } from '../flow-schema.ts';
import type { Problem } from './problem.ts';
import { shapeProblems } from './shape-problems.ts';
import type { YamlCache } from './yaml-cache.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

/** Reads one flow. With problems the flow is undefined, or holds the steps that could be read. */
export function loadFlow(
  file: string,
  source: string,
  cache?: YamlCache,
): { flow: Flow | undefined; problems: Problem[] } {
  const yaml = parseYaml(file, source, cache);
  if (yaml.problems.length > 0) return { flow: undefined, problems: yaml.problems };
  const shape = flowSchema.safeParse(yaml.data);
  const problems: Problem[] = [];
  if (!shape.success) {
    problems.push(...shapeProblems(yaml, [], shape.error, 'the flow', Object.keys(flowSchema.shape)));
  }
  const raw = (yaml.data ?? {}) as Record<string, unknown>;
  const steps: Step[] = [];
  if (Array.isArray(raw.steps)) {
    raw.steps.forEach((step, position) => {
      const read = readStep(yaml, step, position);
      if ('problems' in read) problems.push(...read.problems);
      else steps.push(read.step);
    });
  }
  if (!shape.success) return { flow: undefined, problems };

  const expected = basename(file).replace(/\.ya?ml$/, '');
  if (shape.data.flow !== expected) {
    problems.push({
      file,
      line: yaml.lineOf(['flow']),
      what: `the flow is called "${shape.data.flow}" but its file "${expected}"`,
      why: 'flow, file and texts are found by one name',
      fix: `rename one of them, for instance "flow: ${expected}"`,
    });
  }
  const index = new Map<string, number>();
  steps.forEach((step, position) => {
    if (index.has(step.id)) {
      problems.push({
        file,
        line: yaml.lineOf(['steps', position, 'id']),
        what: `two steps have the id "${step.id}"`,
        why: 'a conversation under way finds its place by the id',
        fix: 'give this one another id and check which of the two each "next" means',
      });
    } else index.set(step.id, position);
  });
  const { start_when: when } = shape.data;
  const whole = steps.length === (raw.steps as unknown[]).length;
  return {
    problems,
    flow: {
      name: shape.data.flow,
      file,
      verified: shape.data.requires === 'verified',
      calledOnly: shape.data.called_only ?? false,
      alone: shape.data.alone ?? false,
      startWhen: when === undefined ? [] : Array.isArray(when) ? when : [when],
      // With a broken step in it, positions and targets mean nothing: the rest is checked next time.
      steps: whole ? steps : [],
      index: whole ? index : new Map(),
      lineOf: yaml.lineOf,
    },
  };
}

function readStep(yaml: YamlFile, step: unknown, position: number): { step: Step } | { problems: Problem[] } {
  const at = ['steps', position];
  const keys = step !== null && typeof step === 'object' ? Object.keys(step) : [];
  const kinds = (['say', 'ask', 'do'] as const).filter((kind) => keys.includes(kind));
  const kind = kinds[0];
  if (kind === undefined || kinds.length > 1) {
    return {
      problems: [
        {
          file: yaml.file,
          line: yaml.lineOf(at),
          what: kind ? `a step is both ${kinds.join(' and ')}` : 'a step is neither say, ask nor do',
          why: 'a step does exactly one thing',
          fix: kind ? 'make two steps of it' : 'give it one of the keys say, ask or do',
        },
      ],
    };
  }
  const schema = STEP_SCHEMAS[kind];
  const shape = schema.safeParse(step);
  if (shape.success) return { step: shape.data };
  const id = (step as { id?: unknown }).id;
  const where = `the ${kind} step ${typeof id === 'string' ? `"${id}"` : `number ${position + 1}`}`;
  return { problems: shapeProblems(yaml, at, shape.error, where, Object.keys(schema.shape)) };
}
