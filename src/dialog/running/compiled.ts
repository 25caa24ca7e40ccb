import type { Locale } from '../../shared/locale.ts';
import type { Actions, TurnScope, ValueKind, ValueKinds } from '../action.ts';
import { builtinActions } from '../builtin-actions.ts';
import type { Flow, StartWhen, Step } from '../flow-schema.ts';
import type { Intent } from '../intents.ts';
import type { Dialogs } from '../load-dialogs.ts';
import type { Patterns, PatternText } from '../patterns.ts';
import type { Choice } from '../reply.ts';
import type { Command, Entity, Understanding } from '../understanding/understanding.ts';
import { genericValueKinds } from '../values/index.ts';
import { type Listener, listenFor } from './listening.ts';

export interface EngineOptions<Scope extends TurnScope> {
  /** Checked by `checkDialogs`. */
  dialogs: Dialogs;
  actions: Actions<Scope>;
  /** Beside the generic ones. */
  valueKinds: ValueKinds<Scope>;
  /** Reads again what an earlier message said, and the rest of "bukan, yang 0012". */
  understanding: Understanding;
  /**
   * The words on a choice, as the channel shows them: what a debtor may type to pick it. Without it
   * choices with plain texts are found, those with amounts or dates only by their number.
   */
  label?(choice: Choice, locale: Locale): string;
}

/** The dialogs prepared for running: each question the engine asks of them is one map lookup. */
export interface Compiled<Scope extends TurnScope> {
  flows: ReadonlyMap<string, Flow>;
  byIntent: ReadonlyMap<Intent, Flow>;
  byCommand: ReadonlyMap<Command, Flow>;
  byEntity: ReadonlyMap<Entity['type'], Flow>;
  onFile: Flow | undefined;
  onJoin: Flow | undefined;
  verifyFlow: string;
  offerFlow: string;
  handover: string;
  /** Begun after a hand-over for which nobody is there. */
  awayFlow: string;
  actions: Actions<Scope>;
  kinds: ValueKinds<Scope>;
  /** Per flow the slots that must neither be said nor outlive the turn. */
  secrets: ReadonlyMap<string, ReadonlySet<string>>;
  understanding: Understanding;
  /** "STOP", in any language. */
  wantsOut: Listener;
  /** "Yang ini", said in reply to a message. */
  pointsAtQuoted: Listener;
  label(choice: Choice, locale: Locale): string;
  /** Text key of a pattern's situation. */
  text(pattern: PatternText): string;
}

/** Throws (a bug: the check comes first) when a pattern is missing. */
export function compile<Scope extends TurnScope>(options: EngineOptions<Scope>): Compiled<Scope> {
  const { flows, patterns, texts } = options.dialogs;
  const starts: { when: StartWhen; flow: Flow }[] = [...flows.values()].flatMap((flow) =>
    flow.startWhen.map((when) => ({ when, flow })),
  );
  const mapBy = <K extends 'intent' | 'command' | 'entity'>(key: K) =>
    new Map(starts.flatMap(({ when, flow }) => (when[key] ? [[when[key], flow] as const] : [])));
  const kinds: ValueKinds<Scope> = { ...(genericValueKinds as ValueKinds<Scope>), ...options.valueKinds };
  const secretsOf = (flow: Flow) =>
    new Set(flow.steps.flatMap((step) => ('ask' in step && kinds[step.as]?.secret ? [step.ask] : [])));
  return {
    flows,
    byIntent: mapBy('intent') as ReadonlyMap<Intent, Flow>,
    byCommand: mapBy('command') as ReadonlyMap<Command, Flow>,
    byEntity: mapBy('entity') as ReadonlyMap<Entity['type'], Flow>,
    onFile: starts.find(({ when }) => when.file)?.flow,
    onJoin: starts.find(({ when }) => when.join)?.flow,
    verifyFlow: required(patterns, 'verify', 'flow'),
    offerFlow: required(patterns, 'not_understood', 'flow'),
    handover: required(patterns, 'human', 'do'),
    awayFlow: required(patterns, 'human', 'flow'),
    actions: { ...(builtinActions as Actions<Scope>), ...options.actions },
    kinds,
    secrets: new Map([...flows.values()].map((flow) => [flow.name, secretsOf(flow)])),
    understanding: options.understanding,
    wantsOut: listenFor(patterns.get('opt_out')),
    pointsAtQuoted: listenFor(patterns.get('quoted')),
    label:
      options.label ??
      (({ label }, locale) =>
        'verbatim' in label ? label.verbatim : (texts.get(locale)?.get(label.key)?.text ?? label.key)),
    text: textsOf(patterns),
  };
}

function required(
  patterns: Patterns,
  name: 'verify' | 'not_understood' | 'human',
  key: 'flow' | 'do',
): string {
  const value = patterns.get(name)?.[key];
  if (value === undefined)
    throw new Error(`dialog: pattern "${name}" without "${key}" (run the check first)`);
  return value;
}

function textsOf(patterns: Patterns): (pattern: PatternText) => string {
  const keys = new Map<string, string>();
  for (const { name, say } of patterns.values()) {
    for (const [situation, key] of Object.entries(say)) keys.set(`${name}.${situation}`, key);
  }
  return (pattern) => {
    const key = keys.get(pattern);
    if (key === undefined) throw new Error(`dialog: no text for pattern "${pattern}" (run the check first)`);
    return key;
  };
}

export function stepOf(flow: Flow, id: string): Step | undefined {
  const position = flow.index.get(id);
  return position === undefined ? undefined : flow.steps[position];
}

export function flowOf<Scope extends TurnScope>(compiled: Compiled<Scope>, name: string): Flow {
  const flow = compiled.flows.get(name);
  if (!flow) throw new Error(`dialog: no flow "${name}"`);
  return flow;
}

export function kindOf<Scope extends TurnScope>(compiled: Compiled<Scope>, name: string): ValueKind<Scope> {
  const kind = compiled.kinds[name];
  if (!kind) throw new Error(`dialog: no kind of value "${name}"`);
  return kind;
}
