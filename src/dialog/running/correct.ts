import type { Heard, TurnScope, Value } from '../action.ts';
import type { AskStep, Flow } from '../flow-schema.ts';
import { say } from '../reply.ts';
import type { Frame } from '../state.ts';
import { flowOf, kindOf } from './compiled.ts';
import { newFrame, push } from './frames.ts';
import { asChoices, exactPick } from './offers.ts';
import {
  answer,
  awaitsProof,
  type OpenQuestion,
  openQuestion,
  pickedValue,
  readAnswer,
} from './open-question.ts';
import { choicesOf, isAnswered } from './run.ts';
import { emit, lead, renderChoices, type Session } from './session.ts';
import { isProving, openingOf, startFlow, wantedFlow } from './start-flow.ts';

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
    const meant = await readAgain(session, asked, heard);
    if (!meant) continue;
    forgetConfirmations(session, frame, flow);
    lead(session, 'correct.changed');
    frame.step = ask.id;
    await answer(session, asked, meant.value);
    return true;
  }
  return false;
}

/**
 * Goes back to a flow that waits below, because it was asked for again; what the message names is taken
 * over. False when the flow does not wait, or waits for the code that is being asked for.
 */
export async function returnTo<Scope extends TurnScope>(
  session: Session<Scope>,
  flow: Flow,
): Promise<boolean> {
  const { heard, state } = session;
  const known = state.stack.findIndex((one) => one.flow === flow.name);
  if (known < 0 || (flow.verified && isProving(session))) return false;
  if (known < state.stack.length - 1) lead(session, 'resume.back_to', flow.name);
  state.stack.length = known + 1;
  const frame = state.stack[known]!;
  const question = openQuestion(session, frame);
  const names = heard.understood.entities.length > 0;
  const opening = openingOf(session, heard);
  // What it names cannot be read before the proof: it begins anew rather than with something else.
  if (names && (!question || awaitsProof(session, question))) state.stack[known] = newFrame(flow, opening);
  else {
    frame.opening = opening;
    if (names && question) await refill(session, question, heard);
  }
  return true;
}

/** Reads for a question that was answered before: "the first one" is of what it offered then. */
async function readAgain<Scope extends TurnScope>(
  session: Session<Scope>,
  asked: OpenQuestion<Scope>,
  heard: Heard,
): Promise<{ value: Value } | undefined> {
  const { frame, step, kind } = asked;
  if (awaitsProof(session, asked)) return undefined;
  const offered = renderChoices(session, (await choicesOf(session, frame, step)) ?? []);
  const picked = exactPick(heard, offered);
  if (picked) return { value: await pickedValue(session, asked, picked) };
  const reading = await kind.read(session.scope, heard, asChoices(offered), frame.values);
  // Free words fit everything: only a definite answer changes one given before.
  return reading.ok && !(kind.freeText && reading.fit === 'part') ? { value: reading.value } : undefined;
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
