import type { TurnScope, Values } from '../action.ts';
import type { Flow } from '../flow-schema.ts';
import type { Frame, Opening } from '../state.ts';
import { flowOf } from './compiled.ts';
import { lead, type Session, topOf } from './session.ts';

/** Tasks kept open at once, the one that asks for the code included. */
export const MAX_DEPTH = 5;

/** A frame at the first step of a flow. */
export function newFrame(flow: Flow, opening?: Opening, values: Values = {}): Frame {
  return {
    flow: flow.name,
    step: flow.steps[0]!.id,
    values: { ...values },
    say: {},
    tries: 0,
    ...(opening && { opening: { ...opening, used: [] } }),
  };
}

/** Puts a flow on top. What has waited longest is dropped, politely, when too much is open. */
export function push<Scope extends TurnScope>(session: Session<Scope>, frame: Frame): void {
  session.state.stack.push(frame);
  trim(session);
}

/** Puts a flow under the one on top. */
export function insertBelowTop<Scope extends TurnScope>(session: Session<Scope>, frame: Frame): void {
  session.state.stack.splice(-1, 0, frame);
  trim(session);
}

function trim<Scope extends TurnScope>(session: Session<Scope>): void {
  const { stack } = session.state;
  while (stack.length > MAX_DEPTH) {
    const dropped = stack.shift()!;
    // What was called by the dropped flow has nobody to come back to.
    while (stack.length > 1 && stack[0]!.called) stack.shift();
    lead(session, 'resume.dropped', dropped.flow);
  }
}

/** The flow on top is done; what waited below goes on. */
export function finish<Scope extends TurnScope>(session: Session<Scope>): void {
  const { compiled, state } = session;
  const frame = state.stack.pop()!;
  if (session.handedOver) {
    leaveToPerson(session);
    return;
  }
  if (frame.called) {
    if (frame.flow === compiled.verifyFlow && !session.scope.isVerified()) {
      // It ended well and proved nothing: its caller must not ask for it again and again.
      dropCaller(session);
    }
    return;
  }
  if (!frame.covers) remember(session, frame);
  resume(session);
}

/** A person answers from here: no question stays open. Where none is there, something else is offered. */
export function leaveToPerson<Scope extends TurnScope>(session: Session<Scope>): void {
  session.state.stack = [];
  if (session.nobodyThere) begin(session, flowOf(session.compiled, session.compiled.awayFlow));
  session.nobodyThere = false;
}

/**
 * Begins a flow nobody asked for, on top of what is open, which stays as it is: see `lapse.ts`. Begun once
 * more, it begins anew. It counts in no depth: a debtor's own tasks are never dropped for it.
 */
export function begin<Scope extends TurnScope>(session: Session<Scope>, flow: Flow, values?: Values): void {
  const { state } = session;
  const covered = state.stack.find((one) => one.flow === flow.name)?.covers ?? state.offered;
  state.stack = state.stack.filter((one) => one.flow !== flow.name);
  state.stack.push({ ...newFrame(flow, undefined, values), covers: covered });
}

/** The flow on top stops without an end, and so does the one that called it. */
export function abandon<Scope extends TurnScope>(session: Session<Scope>): void {
  const { stack } = session.state;
  const given = stack.at(-1)!.called ? (stack.at(-2) ?? stack.at(-1)!) : stack.at(-1)!;
  // Whoever said "no" at the last question hears at least that it was understood.
  if (session.replies.length === 0 && session.lead.length === 0)
    lead(session, 'cancel.cancelled', given.flow);
  const frame = stack.pop()!;
  if (frame.called) dropCaller(session);
  else resume(session);
}

function dropCaller<Scope extends TurnScope>(session: Session<Scope>): void {
  const { compiled, state } = session;
  state.stack.pop();
  // Everything that would ask for the same proof again at once goes with it.
  if (!session.scope.isVerified()) {
    state.stack = state.stack.filter((one) => !flowOf(compiled, one.flow).verified);
  }
  resume(session);
}

/** Announces that what was interrupted goes on. */
function resume<Scope extends TurnScope>(session: Session<Scope>): void {
  const below = topOf(session);
  if (below?.queued) delete below.queued;
  else if (below) lead(session, 'resume.back_to', below.flow);
}

/** Keeps what the finished flow was about: "next page", "and the second one?" refer to it. */
function remember<Scope extends TurnScope>(session: Session<Scope>, frame: Frame): void {
  const { compiled, state } = session;
  const flow = flowOf(compiled, frame.flow);
  if (flow.steps.every((step) => 'say' in step)) return;
  const values = { ...frame.values };
  for (const secret of compiled.secrets.get(frame.flow) ?? []) delete values[secret];
  state.topic = { flow: frame.flow, values, listed: state.topic?.listed ?? [] };
}
