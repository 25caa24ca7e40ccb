import type { Heard, TurnScope, Values } from '../action.ts';
import type { Flow } from '../flow-schema.ts';
import type { Opening } from '../state.ts';
import { isNoMoreThan } from '../values/fit.ts';
import { insertBelowTop, newFrame, push } from './frames.ts';
import { lead, type Session, topOf } from './session.ts';

/** True while the code is being asked for. */
export function isProving<Scope extends TurnScope>(session: Session<Scope>): boolean {
  const top = topOf(session);
  return top?.called === true && top.flow === session.compiled.verifyFlow && !session.scope.isVerified();
}

/** The message as the one that starts a flow. */
export function openingOf<Scope extends TurnScope>(session: Session<Scope>, heard: Heard): Opening {
  return {
    text: heard.text,
    files: heard.files,
    listed: session.state.topic?.listed ?? [],
    used: [],
  };
}

/**
 * Starts a flow on top of what is open, which goes on afterwards. A flow that is open already is gone
 * back to; one that needs the code which is just being asked for waits for it.
 */
export function startFlow<Scope extends TurnScope>(
  session: Session<Scope>,
  flow: Flow,
  opening?: Opening,
  values?: Values,
): void {
  const { state } = session;
  if (flow.alone) state.stack = [];
  const frame = newFrame(flow, opening, values);
  const known = state.stack.findIndex((one) => one.flow === flow.name);

  if (flow.verified && isProving(session)) {
    const waiting = state.stack.at(-2);
    if (waiting?.flow === flow.name) return;
    if (known >= 0) state.stack.splice(known, 1);
    insertBelowTop(session, frame);
    lead(session, 'verify.later', flow.name);
    return;
  }
  if (known < 0) {
    push(session, frame);
    return;
  }
  // Asked for again while open: back to it. What lies above it was given up by asking.
  const above = state.stack.length - 1 - known;
  state.stack.length = known + 1;
  if (above > 0) lead(session, 'resume.back_to', flow.name);
}

/** The flow for what a message wants; undefined when no flow takes it up. */
export function wantedFlow<Scope extends TurnScope>(session: Session<Scope>, heard: Heard): Flow | undefined {
  const { compiled } = session;
  const { intents, decision, entities } = heard.understood;
  const best = intents[0];
  const flow = decision === 'act' && best ? compiled.byIntent.get(best.intent) : undefined;
  // "ini buktinya, terima kasih": a courtesy beside a file, the file is what it is about.
  const courtesy = best && COURTESIES.has(best.intent);
  if (heard.files.length > 0 && (!flow || courtesy)) return compiled.onFile ?? flow;
  // "Yang 1059 kapan" resembles nothing, but names what it is about.
  const strange = flow !== undefined && best?.intent === 'out_of_scope';
  if (flow && !strange) return flow;
  const likely = decision === 'clarify' && best ? compiled.byIntent.get(best.intent) : undefined;
  const near = likely && takesUpFront(session, likely) ? likely : undefined;
  for (const [type, byEntity] of compiled.byEntity) {
    const named = entities.filter((one) => one.type === type);
    // "Sanggah 0012": one word beside the number may say, if not for sure, what to do with it.
    if (named.some((one) => isNoMoreThan(heard, one, 1))) return near ?? byEntity;
    // "And the 0015?" after an answer about another one asks the same again.
    if (named.some((one) => isNoMoreThan(heard, one, FEW_WORDS)))
      return sameAgain(session) ?? near ?? (strange ? byEntity : flow);
  }
  // "The second one's lines" after a list.
  const placed = entities.some((one) => one.type === 'ordinal' && isNoMoreThan(heard, one, FEW_WORDS));
  return placed && session.state.topic?.listed.length ? (near ?? flow) : flow;
}

const FEW_WORDS = 3;

/** The flow answered last, where all it needs to know is what it is about. */
function sameAgain<Scope extends TurnScope>(session: Session<Scope>): Flow | undefined {
  const { compiled, state } = session;
  const flow = state.topic && compiled.flows.get(state.topic.flow);
  const asks = flow?.steps.filter((step) => 'ask' in step) ?? [];
  return flow && asks.length === 1 && takesUpFront(session, flow) ? flow : undefined;
}

function takesUpFront<Scope extends TurnScope>({ compiled }: Session<Scope>, flow: Flow): boolean {
  return flow.steps.some((step) => 'ask' in step && compiled.kinds[step.as]?.upFront === true);
}

const COURTESIES: ReadonlySet<string> = new Set([
  'greet',
  'thanks',
  'goodbye',
  'affirm',
  'help',
  'out_of_scope',
]);

/** Starts what a choice outside a question stands for; false when it stands for nothing of the kind. */
export function startChoice<Scope extends TurnScope>(
  session: Session<Scope>,
  value: string,
  opening?: Opening,
): boolean {
  const match = /^flow:([a-z0-9_]+)(?:\s+(\{.*\}))?$/s.exec(value);
  const flow = match && session.compiled.flows.get(match[1]!);
  if (!flow) return false;
  const values = match[2] === undefined ? undefined : (JSON.parse(match[2]) as Values);
  // Named anew: what an open one of the kind knew is about something else.
  if (values) session.state.stack = session.state.stack.filter((one) => one.flow !== flow.name);
  startFlow(session, flow, opening, values);
  return true;
}
