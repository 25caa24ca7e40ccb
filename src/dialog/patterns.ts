import { basename } from 'node:path';
import { z } from 'zod';
import { UNREADABLE } from '../shared/unreadable.ts';
import { type Problem, suggest } from './loading/problem.ts';
import { shapeProblems } from './loading/shape-problems.ts';
import type { YamlCache } from './loading/yaml-cache.ts';
import { parseYaml } from './loading/yaml-file.ts';

/*
 * What works inside every flow is content too: one file `dialogs/patterns/<pattern>.yml` each.
 *
 *   pattern: not_understood
 *   say:                                  # a text key for each situation of the pattern
 *     in_question: patterns.not_understood
 *     idle: patterns.not_understood_idle
 *   flow: offer_human                     # some patterns name the flow they start
 *   words: { id: [yang ini], en: [this one] }   # some patterns listen for words, of every language at once
 *   beside: [tolong, please]              # may stand before and after them
 */

/** The situations each pattern needs words for. Slots: `task` is the title of a flow. */
export const PATTERN_TEXTS = {
  /** "kembali" at the first question; with nothing open. */
  back: ['first_question', 'nothing_open'],
  /** The open task was dropped (`task`). */
  cancel: ['cancelled'],
  /** "A or B?" */
  clarify: ['which'],
  /** An answer was changed; it is not clear which. */
  correct: ['changed', 'what'],
  /** "help" at a question without its own words. */
  help: ['in_question'],
  /**
   * By outcome of the action that hands over; then what is passed on to a person who was called before.
   * Its flow is begun where nobody is there: what can be done instead of waiting.
   */
  human: ['queued', 'nobody_online', 'already_waiting', 'lately_closed', 'noted'],
  more: ['no_more'],
  not_understood: ['in_question', 'idle'],
  /** After a redeploy: a task is gone, or starts again (`task`). */
  recover: ['dropped', 'restarted'],
  /** No texts: the words in which anybody, in any language, wants to be left alone. */
  opt_out: [],
  /** No texts: the words that point at the message replied to. */
  quoted: [],
  repeat: ['nothing'],
  /** Back to what was interrupted; dropped because too much was open (`task`). */
  resume: ['back_to', 'dropped'],
  skip: ['needed'],
  /** A short word inside an open question. */
  small_talk: ['greet', 'thanks', 'goodbye', 'abusive'],
  start_over: ['from_the_start'],
  /** What came instead of words, by its kind; then the open question follows. `sticker_idle`: none is open. */
  unreadable: [...UNREADABLE, 'sticker_idle'],
  /** "One moment": nothing is asked again meanwhile. */
  wait: ['take_your_time'],
  /** Another protected task was asked for while the code is being asked (`task`). */
  verify: ['later'],
} as const;

export type PatternName = keyof typeof PATTERN_TEXTS;
export type PatternText = {
  [P in PatternName]: `${P}.${(typeof PATTERN_TEXTS)[P][number]}`;
}[PatternName];

/** Patterns that start a flow, and the one that runs an action. */
const WITH_FLOW: readonly PatternName[] = ['not_understood', 'verify', 'human'];
const WITH_ACTION: readonly PatternName[] = ['human'];
const WITH_WORDS: readonly PatternName[] = ['opt_out', 'quoted'];

const patternSchema = z.strictObject({
  pattern: z.string(),
  say: z.record(z.string(), z.string()).default({}),
  flow: z.string().optional(),
  do: z.string().optional(),
  words: z.record(z.string(), z.array(z.string().min(1)).min(1)).optional(),
  beside: z.array(z.string().min(1)).optional(),
});

/** A pattern as loaded. */
export interface Pattern {
  name: PatternName;
  file: string;
  say: Record<string, string>;
  flow?: string;
  do?: string;
  /** By language; every one is listened for, whatever language the conversation has. */
  words?: Record<string, string[]>;
  beside?: string[];
  lineOf(path: readonly (string | number)[]): number;
}

export type Patterns = ReadonlyMap<PatternName, Pattern>;

/** Reads one pattern file; situations left out or unknown are problems. */
export function loadPattern(
  file: string,
  source: string,
  cache?: YamlCache,
): { pattern: Pattern | undefined; problems: Problem[] } {
  const yaml = parseYaml(file, source, cache);
  if (yaml.problems.length > 0) return { pattern: undefined, problems: yaml.problems };
  const shape = patternSchema.safeParse(yaml.data);
  if (!shape.success) {
    const keys = Object.keys(patternSchema.shape);
    return { pattern: undefined, problems: shapeProblems(yaml, [], shape.error, 'the pattern', keys) };
  }
  const problems: Problem[] = [];
  const report = (path: (string | number)[], what: string, why: string, fix: string) =>
    problems.push({ file, line: yaml.lineOf(path), what, why, fix });
  const { pattern: name, say, flow, do: action, words, beside } = shape.data;
  if (!isPatternName(name)) {
    const fix = suggest(name, Object.keys(PATTERN_TEXTS));
    report(['pattern'], `there is no pattern "${name}"`, 'the engine would never use it', fix);
    return { pattern: undefined, problems };
  }
  if (name !== basename(file).replace(/\.ya?ml$/, '')) {
    const why = 'pattern and file are found by one name';
    report(['pattern'], `the pattern "${name}" stands in a file of another name`, why, `call it ${name}.yml`);
  }
  const situations: readonly string[] = PATTERN_TEXTS[name];
  for (const one of situations.filter((one) => !(one in say))) {
    const why = 'the assistant would have no words in that moment';
    report(['say'], `pattern "${name}" has no text for "${one}"`, why, `add "${one}: patterns.${one}"`);
  }
  for (const one of Object.keys(say).filter((one) => !situations.includes(one))) {
    const fix = suggest(one, situations);
    report(['say', one], `pattern "${name}" has no situation "${one}"`, 'it would never be said', fix);
  }
  if (WITH_FLOW.includes(name) !== (flow !== undefined)) {
    report(['flow'], ...extra(flow === undefined, name, 'flow'));
  }
  if (WITH_ACTION.includes(name) !== (action !== undefined)) {
    report(['do'], ...extra(action === undefined, name, 'do'));
  }
  if (WITH_WORDS.includes(name) !== (words !== undefined)) {
    report(['words'], ...extra(words === undefined, name, 'words'));
  }
  return { pattern: { name, file, say, flow, do: action, words, beside, lineOf: yaml.lineOf }, problems };
}

function extra(missing: boolean, name: string, key: string): [string, string, string] {
  return missing
    ? [`pattern "${name}" has no "${key}"`, 'it has nothing to work with', `add "${key}: ..."`]
    : [`pattern "${name}" takes no "${key}"`, 'it would never be used', 'remove it'];
}

export function isPatternName(text: string): text is PatternName {
  return Object.hasOwn(PATTERN_TEXTS, text);
}
