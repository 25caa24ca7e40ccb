import type { Heard, TurnScope } from '../action.ts';
import type { AskStep, Flow } from '../flow-schema.ts';
import { say } from '../reply.ts';
import type { Frame } from '../state.ts';
import { flowOf, kindOf } from './compiled.ts';
import { newFrame, push } from './frames.ts';
import { answer, type OpenQuestion, readAnswer } from './open-question.ts';
import { isAnswered } from './run.ts';
import { emit, lead, type Session } from './session.ts';
import { openingOf, startFlow, wantedFlow } from './start-flow.ts';

/**
 * "bukan, yang 0012": puts the rest into the slot answered last that it fits, and goes on from there.
 * Confirmations and secrets given since are asked again. False when it fits nothing.
 */
export async function correct<Scope extends TurnScope>(
  session: Session<Scope>,
  question: OpenQuestion<Scope> | undefined,
): Promise<boolean> {
  const rest = session.heard.understood.rest.trim();
  const heard = rest === '' ? undefined : restOf(session, rest);
  if (!question) return correctFinished(session, heard);
  if (!heard) {
    // "bukan" alone may answer the question itself.
    const reading = await readAnswer(session, question);
    if (reading.ok) return false;
  } else {
    if (await refill(session, question, heard)) return true;
    // Free words may begin with "bukan": all of them are the answer.
    if (question.kind.freeText) return false;
    const reading = await readAnswer(session, question, heard);
    if (reading.ok) {
      await answer(session, question, reading.value);
      return true;
    }
  }
  return false;
}

function restOf<Scope extends TurnScope>(session: Session<Scope>, text: string): Heard {
  const { compiled, scope, heard } = session;
  return { text, files: heard.files, understood: compiled.understanding.understand(text, scope) };
}

/** Puts the message into the slot answered last that it fits; false when it fits none. */
export async function refill<Scope extends TurnScope>(
  session: Session<Scope>,
  { frame, flow, step }: OpenQuestion<Scope>,
  heard: Heard,
): Promise<boolean> {
  const asks = asksBySlot(flow);
  const answered = Object.keys(frame.values).filter((slot) => isAnswered(frame, slot) && slot !== step.ask);
  for (const slot of answered.reverse()) {
    const ask = asks.get(slot);
    const kind = ask && kindOf(session.compiled, ask.as);
    if (!ask || !kind || kind.secret || kind.confirmation) continue;
    const asked = { frame, flow, step: ask, kind };
    const reading = await readAnswer(session, asked, heard);
    // Free words fit everything: only a definite answer changes one given before.
    if (!reading.ok || (kind.freeText && reading.fit === 'part')) continue;
    forgetConfirmations(session, frame, flow);
    lead(session, 'correct.changed');
    frame.step = ask.id;
    await answer(session, asked, reading.value);
    return true;
  }
  return false;
}

/** What was agreed to or proven before the change is no longer agreed to. */
function forgetConfirmations<Scope extends TurnScope>(
  session: Session<Scope>,
  frame: Frame,
  flow: Flow,
): void {
  for (const step of flow.steps) {
    if (!('ask' in step)) continue;
    const kind = kindOf(session.compiled, step.as);
    if (kind.confirmation || kind.secret) delete frame.values[step.ask];
  }
}

function asksBySlot(flow: Flow): Map<string, AskStep> {
  return new Map(flow.steps.flatMap((step) => ('ask' in step ? [[step.ask, step] as const] : [])));
}

/** Nothing is open: the finished task is begun again with what was meant, from its questions on. */
function correctFinished<Scope extends TurnScope>(
  session: Session<Scope>,
  heard: Heard | undefined,
): boolean {
  const { compiled, state } = session;
  const wanted = heard && wantedFlow(session, heard);
  if (wanted && heard) {
    startFlow(session, wanted, openingOf(session, heard));
    return true;
  }
  const topic = state.topic && compiled.flows.get(state.topic.flow);
  if (topic && heard && heard.understood.entities.length > 0) {
    push(session, newFrame(flowOf(compiled, topic.name), openingOf(session, heard)));
    return true;
  }
  emit(session, say(compiled.text('correct.what')));
  return true;
}
