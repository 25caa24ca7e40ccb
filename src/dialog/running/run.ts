import type { TurnScope, Value, Values } from '../action.ts';
import type { AskStep, DoStep, Flow, SayStep, Step } from '../flow-schema.ts';
import type { Choice, Reply } from '../reply.ts';
import type { Frame, Opening } from '../state.ts';
import { flowOf, kindOf, stepOf } from './compiled.ts';
import { abandon, finish, newFrame, push } from './frames.ts';
import { handOver, noteHandOver, whereabouts } from './hand-over.ts';
import { asChoices } from './offers.ts';
import { emit, line, renderChoices, type Session, slotsFor, topOf } from './session.ts';

/** More steps than any conversation needs in one turn: a flow that goes in circles ends with a person. */
const MAX_STEPS = 60;

/** Runs what is on the stack until a question is open or nothing is left. */
export async function run<Scope extends TurnScope>(session: Session<Scope>): Promise<void> {
  for (let steps = 0; ; steps++) {
    const frame = topOf(session);
    if (!frame) break;
    if (steps >= MAX_STEPS) {
      await handOver(session, 'going_in_circles');
      session.state.stack = [];
      break;
    }
    const flow = flowOf(session.compiled, frame.flow);
    const step = stepOf(flow, frame.step);
    if (!step) throw new Error(`dialog: flow "${flow.name}" has no step "${frame.step}"`);
    if (needsProof(session, flow, step) && !session.scope.isVerified()) {
      callVerify(session, frame);
      continue;
    }
    session.trace.push({ flow: flow.name, step: step.id });
    if ('say' in step) await runSay(session, flow, frame, step);
    else if ('do' in step) await runDo(session, flow, frame, step);
    else if (await runAsk(session, flow, frame, step)) break;
  }
  if (session.lead.length > 0) emit(session, { lines: [] });
}

function needsProof<Scope extends TurnScope>(session: Session<Scope>, flow: Flow, step: Step): boolean {
  if (flow.verified) return true;
  if ('do' in step) return session.compiled.actions[step.do]?.verified === true;
  return 'ask' in step && session.compiled.kinds[step.as]?.verified === true;
}

function callVerify<Scope extends TurnScope>(session: Session<Scope>, caller: Frame): void {
  const { compiled, heard } = session;
  const flow = flowOf(compiled, compiled.verifyFlow);
  if (caller.flow === flow.name) throw new Error('dialog: the flow that verifies must not need it');
  // "status INV-12?" has named a number already: the same message may answer who is asking.
  // Only one that looks like a ledger's, though: digits alone may be a transfer's reference.
  const numbers = heard.understood.entities.filter((one) => one.type === 'reference');
  const named = numbers.length === 1 && /\p{L}/u.test(numbers[0]!.raw);
  const words = (text: string) => text.trim().replace(/\s+/g, ' ');
  const said = caller.opening && words(heard.text).includes(words(caller.opening.text));
  const fresh = named && said ? caller.opening : undefined;
  push(session, { ...newFrame(flow, fresh), called: true });
}

async function runSay<Scope extends TurnScope>(
  session: Session<Scope>,
  flow: Flow,
  frame: Frame,
  step: SayStep,
): Promise<void> {
  const choices = step.choices?.map(
    (one): Choice => ({ label: { key: one.label ?? `${one.flow}.title` }, value: `flow:${one.flow}` }),
  );
  emit(session, { lines: linesOf(session, frame, step.say), ...(choices && { choices }) });
  await go(session, flow, frame, step.next, 'said');
}

async function runDo<Scope extends TurnScope>(
  session: Session<Scope>,
  flow: Flow,
  frame: Frame,
  step: DoStep,
): Promise<void> {
  const { compiled, scope, state, heard } = session;
  const action = compiled.actions[step.do];
  if (!action) throw new Error(`dialog: no action "${step.do}"`);
  const values: Values = { ...step.args };
  for (const slot of step.with ?? []) if (isAnswered(frame, slot)) values[slot] = frame.values[slot]!;
  const missing = action.needs.find((one) => values[one] === undefined);
  if (missing !== undefined) {
    const ask = flow.steps.find((one) => 'ask' in one && one.ask === missing);
    if (!ask) return handOver(session, 'missing_answer');
    delete frame.values[missing];
    frame.step = ask.id;
    return;
  }
  const handsOver = action.handsOver === true;
  const given = handsOver ? { ...values, ...whereabouts(session) } : values;
  const result = await action.run(scope, given, frame.opening ? hearAgain(session, frame.opening) : heard);
  if (handsOver) noteHandOver(session, String(values.reason ?? frame.flow), result);
  if (result.locale) {
    state.locale = result.locale;
    state.localeChosen = true;
    scope.locale = result.locale;
  }
  for (const [slot, value] of Object.entries(result.set ?? {})) {
    if (value === null) delete frame.values[slot];
    else frame.values[slot] = value;
  }
  if (result.listed) {
    state.topic = { flow: frame.flow, values: {}, listed: renderChoices(session, result.listed) };
  }
  Object.assign(frame.say, result.say);
  for (const reply of result.replies ?? []) emit(session, reply);
  const target = step.next[result.outcome];
  if (target === undefined)
    throw new Error(`dialog: "${step.do}" ended "${result.outcome}", no branch for it`);
  await go(session, flow, frame, target, result.outcome);
}

/** True when the question is open now; false when it was answered already. */
async function runAsk<Scope extends TurnScope>(
  session: Session<Scope>,
  flow: Flow,
  frame: Frame,
  step: AskStep,
): Promise<boolean> {
  if (frame.values[step.ask] !== undefined) {
    await go(session, flow, frame, afterAnswer(frame, step), 'answered');
    return false;
  }
  if (await fillFromOpening(session, frame, step)) return false;
  await prompt(session, frame, step);
  return true;
}

async function prompt<Scope extends TurnScope>(
  session: Session<Scope>,
  frame: Frame,
  step: AskStep,
): Promise<void> {
  const words = frame.asked === step.id ? (step.again ?? step.prompt) : step.prompt;
  frame.asked = step.id;
  const choices = await choicesOf(session, frame, step);
  const reply: Reply = { lines: linesOf(session, frame, words) };
  if (choices && choices.length > 0) reply.choices = choices;
  // Numbers from here on mean this question, not what was listed before it.
  session.offered = [];
  emit(session, reply);
}

/** What a question offers: the options of its step, or what its kind of value finds. */
export async function choicesOf<Scope extends TurnScope>(
  session: Session<Scope>,
  frame: Frame,
  step: AskStep,
): Promise<Choice[] | undefined> {
  if (step.options) return step.options.map((one) => ({ label: { key: one.label }, value: one.value }));
  return kindOf(session.compiled, step.as).offer?.(session.scope, frame.values);
}

function linesOf<Scope extends TurnScope>(session: Session<Scope>, frame: Frame, keys: string | string[]) {
  const slots = slotsFor(session, frame);
  return (typeof keys === 'string' ? [keys] : keys).map((key) => line(key, slots));
}

/** True when the slot holds an answer: it was neither left open nor skipped. */
export function isAnswered(frame: Frame, slot: string): boolean {
  return frame.values[slot] !== undefined && frame.values[slot] !== null;
}

/** Where an answered or skipped question leads. */
export function afterAnswer(frame: Frame, step: AskStep): string | undefined {
  if (typeof step.next !== 'object') return step.next;
  const value = frame.values[step.ask];
  return value === undefined || value === null ? undefined : step.next[outcomeName(value)];
}

function outcomeName(value: Value): string {
  if (value === true) return 'affirmed';
  return value === false ? 'denied' : String(value);
}

/** Follows a `next`. `outcome` is the reason where it leads to a person. */
export async function go<Scope extends TurnScope>(
  session: Session<Scope>,
  flow: Flow,
  frame: Frame,
  target: string | undefined,
  outcome: string,
): Promise<void> {
  const here = flow.index.get(frame.step)!;
  const next = target ?? flow.steps[here + 1]?.id ?? 'end';
  if (next === 'end') return finish(session);
  if (next === 'abandon') return abandon(session);
  if (next === 'human') return handOver(session, outcome);
  const step = stepOf(flow, next)!;
  // Sent back to a question: its answer was no good, so it is asked again.
  if ('ask' in step && flow.index.get(next)! <= here) {
    delete frame.values[step.ask];
    if (frame.opening && !frame.opening.used.includes(step.as)) frame.opening.used.push(step.as);
  }
  frame.step = next;
  frame.tries = 0;
  // Reached anew, it is put in full: an action may have given it new words.
  frame.asked = undefined;
}

/** Fills a question from the message that started the flow, where its kind allows that. */
async function fillFromOpening<Scope extends TurnScope>(
  session: Session<Scope>,
  frame: Frame,
  step: AskStep,
): Promise<boolean> {
  const kind = kindOf(session.compiled, step.as);
  const { opening } = frame;
  if (!opening || !kind.upFront || kind.secret || kind.confirmation || step.up_front === false) return false;
  if (opening.used.includes(step.as)) return false;
  opening.used.push(step.as);
  const heard = hearAgain(session, opening);
  const reading = await kind.read(session.scope, heard, asChoices(opening.listed), frame.values);
  if (reading.ok) {
    frame.values[step.ask] = reading.value;
    return true;
  }
  // Named, but no good: that is said before the question is asked.
  if ('refused' in reading) session.lead.push(...reading.refused.lines);
  return false;
}

function hearAgain<Scope extends TurnScope>(session: Session<Scope>, opening: Opening) {
  const { compiled, heard, scope } = session;
  if (opening.text === heard.text && opening.files.length === heard.files.length) return heard;
  const understood = compiled.understanding.understand(opening.text, scope);
  return { text: opening.text, files: opening.files, understood, earlier: true };
}
