import type { Heard, Reading, TurnScope, Value, ValueKind } from '../action.ts';
import type { AskStep, Flow } from '../flow-schema.ts';
import type { Frame, Offered } from '../state.ts';
import { kindOf, stepOf } from './compiled.ts';
import { newFrame, push } from './frames.ts';
import { asChoices, exactPick, ordinalPick } from './offers.ts';
import { afterAnswer, go } from './run.ts';
import { line, type Session, topOf } from './session.ts';

/** The question that waits for an answer. */
export interface OpenQuestion<Scope extends TurnScope> {
  frame: Frame;
  flow: Flow;
  step: AskStep;
  kind: ValueKind<Scope>;
}

/** Failed tries before a person is offered, where the step says nothing. */
const DEFAULT_TRIES = 2;

/** The question at which a frame rests: the one on top, where none is named. */
export function openQuestion<Scope extends TurnScope>(
  session: Session<Scope>,
  frame = topOf(session),
): OpenQuestion<Scope> | undefined {
  const flow = frame && session.compiled.flows.get(frame.flow);
  const step = flow && stepOf(flow, frame.step);
  if (!step || !('ask' in step)) return undefined;
  return { frame, flow, step, kind: kindOf(session.compiled, step.as) };
}

/** True when the proof has run out: nothing is read or answered before it is given again. */
export function awaitsProof<Scope extends TurnScope>(
  session: Session<Scope>,
  { flow, kind }: OpenQuestion<Scope>,
): boolean {
  return (flow.verified || kind.verified === true) && !session.scope.isVerified();
}

/** The value of the choice the message picks and nothing else. */
export async function pickOf<Scope extends TurnScope>(
  session: Session<Scope>,
  question: OpenQuestion<Scope>,
): Promise<{ value: Value } | undefined> {
  if (awaitsProof(session, question)) return undefined;
  const { heard, state } = session;
  const picked = exactPick(heard, state.offered) ?? ordinalPick(heard, state.offered, 1);
  return picked && { value: await pickedValue(session, question, picked) };
}

/** The slot's value for a choice of this question. */
export async function pickedValue<Scope extends TurnScope>(
  session: Session<Scope>,
  { frame, kind }: OpenQuestion<Scope>,
  picked: Offered,
): Promise<Value> {
  return kind.picked ? kind.picked(session.scope, picked.value, frame.values) : picked.value;
}

/** Reads the message as an answer. */
export async function readAnswer<Scope extends TurnScope>(
  session: Session<Scope>,
  question: OpenQuestion<Scope>,
  heard: Heard = session.heard,
): Promise<Reading> {
  const { kind, frame } = question;
  if (awaitsProof(session, question)) return { ok: false };
  return kind.read(session.scope, heard, asChoices(session.state.offered), frame.values);
}

/** Takes an answer and goes on. */
export async function answer<Scope extends TurnScope>(
  session: Session<Scope>,
  { frame, flow, step }: OpenQuestion<Scope>,
  value: Value,
): Promise<void> {
  session.trace.push({ flow: flow.name, step: step.id });
  // Last answered stands last: "back" and "no, the other" look from the end.
  delete frame.values[step.ask];
  frame.values[step.ask] = value;
  frame.tries = 0;
  await go(session, flow, frame, afterAnswer(frame, step), 'answered');
}

/** Leaves an optional question empty. */
export async function skip<Scope extends TurnScope>(
  session: Session<Scope>,
  question: OpenQuestion<Scope>,
): Promise<void> {
  const { frame, flow, step } = question;
  if (!step.optional) {
    const why = [line(session.compiled.text('skip.needed')), ...(step.help ? [line(step.help)] : [])];
    return failedTry(session, question, { ok: false, refused: { lines: why } });
  }
  delete frame.values[step.ask];
  frame.values[step.ask] = null;
  await go(session, flow, frame, afterAnswer(frame, step), 'skipped');
}

/** A try that failed: says why in words for that case and asks again, or goes where the step says. */
export async function failedTry<Scope extends TurnScope>(
  session: Session<Scope>,
  { frame, flow, step }: OpenQuestion<Scope>,
  reading: Reading,
): Promise<void> {
  const { compiled } = session;
  const refused = !reading.ok && 'refused' in reading ? reading.refused : undefined;
  // What was taken out of the message has been named: the question simply stands.
  if (!refused && session.heard.notice) return;
  if (!refused) session.misunderstood = true;
  frame.tries += 1;
  const last = frame.tries >= (step.retry?.max ?? DEFAULT_TRIES);
  if (refused) session.lead.push(...refused.lines);
  else if (!last) {
    // Asked back ("which number is that?"): what helps here is the answer.
    const askedBack = step.help !== undefined && session.heard.text.trim().endsWith('?');
    session.lead.push(
      line(askedBack ? step.help! : (step.not_understood ?? compiled.text('not_understood.in_question'))),
    );
  }
  if (!last) return;
  frame.tries = 0;
  if (step.retry) return go(session, flow, frame, step.retry.next, refused ? 'refused' : 'not_understood');
  offerPerson(session, refused !== undefined);
}

/**
 * Asks whether a person should take over; what is open waits for the answer. `understood`: the answers
 * were clear but no good, so nobody apologises for not having understood.
 */
export function offerPerson<Scope extends TurnScope>(session: Session<Scope>, understood = false): void {
  const { compiled } = session;
  const frame = newFrame(compiled.flows.get(compiled.offerFlow)!);
  if (understood) frame.asked = frame.step;
  push(session, frame);
}
