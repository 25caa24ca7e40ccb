import type { TurnScope } from '../action.ts';
import type { Flow } from '../flow-schema.ts';
import type { Intent } from '../intents.ts';
import { say } from '../reply.ts';
import type { Command } from '../understanding/understanding.ts';
import { stepOf } from './compiled.ts';
import { correct } from './correct.ts';
import { newFrame, push } from './frames.ts';
import { answer, type OpenQuestion, openQuestion, skip } from './open-question.ts';
import { go } from './run.ts';
import { emit, lead, type Session } from './session.ts';
import { openingOf, startFlow } from './start-flow.ts';

/**
 * Does what a command says; false when it means nothing here and the message is to be read as words.
 * 'said' means that everything has been said: what is open is not asked again.
 */
export async function obey<Scope extends TurnScope>(
  session: Session<Scope>,
  command: Command,
): Promise<boolean | 'said'> {
  const { compiled, state } = session;
  const question = askedFor(session, command);
  const target = question?.step.commands?.[command];
  if (question && target !== undefined) {
    await go(session, question.flow, question.frame, target, command);
    return true;
  }
  const flow = compiled.byCommand.get(command);
  if (flow) {
    if (command === 'logout') forget(session);
    if (command === 'switch') {
      const { intents, rest } = session.heard.understood;
      // "Switch to English" is another wish, "switch to 0015" another answer.
      if (rest !== '' && intents[0] && CHANGES.has(intents[0].intent)) return false;
      if (rest !== '' && question && (await correct(session, question))) return true;
      state.topic = undefined;
    }
    startFlow(session, flow, openingOf(session, session.heard));
    return true;
  }
  switch (command) {
    case 'repeat':
      return repeat(session);
    case 'start_over':
      state.stack = [];
      state.topic = undefined;
      lead(session, 'start_over.from_the_start');
      if (compiled.onJoin) startFlow(session, compiled.onJoin);
      return true;
    case 'more':
      return more(session);
    case 'back':
      return question ? back(session, question) : nothing(session, 'back.nothing_open');
    case 'correct':
      return correct(session, question);
    case 'skip':
      if (!question) return skipNothing(session);
      // "Shall I?" "Nothing." is a no.
      if (question.kind.confirmation) await answer(session, question, false);
      else await skip(session, question);
      return true;
    case 'resend':
      // "Not arrived yet": about a code only where one is waited for, else it may be about a payment.
      return false;
    case 'wait':
      // What was offered stays on the table.
      session.aside = true;
      emit(session, say(compiled.text('wait.take_your_time')));
      return 'said';
    case 'logout':
    case 'switch':
      return false;
  }
}

/** What else may be switched to. */
const CHANGES: ReadonlySet<Intent> = new Set<Intent>(['change_language', 'update_contact']);

/** The open question; the one under the offer of a person when the command has a meaning there. */
function askedFor<Scope extends TurnScope>(
  session: Session<Scope>,
  command: Command,
): OpenQuestion<Scope> | undefined {
  const { compiled, state } = session;
  const question = openQuestion(session);
  if (question?.frame.flow !== compiled.offerFlow || state.stack.length < 2) return question;
  const below = openQuestion(session, state.stack.at(-2));
  if (below?.step.commands?.[command] === undefined) return question;
  state.stack.pop();
  return below;
}

/** Whoever ends the session leaves nothing behind that could be asked for again. */
function forget<Scope extends TurnScope>(session: Session<Scope>): void {
  const { state } = session;
  state.stack = [];
  state.topic = undefined;
  state.last = [];
  state.offered = [];
  state.earlier = [];
}

function nothing<Scope extends TurnScope>(
  session: Session<Scope>,
  text: 'back.nothing_open' | 'repeat.nothing' | 'more.no_more',
): true {
  emit(session, say(session.compiled.text(text)));
  return true;
}

/** Says the last words again: never figures to somebody who is no longer proven to be the debtor. */
function repeat<Scope extends TurnScope>(session: Session<Scope>): boolean | 'said' {
  const { state, scope } = session;
  const mayHear = !state.lastVerified || scope.isVerified();
  if (state.last.length > 0 && mayHear) {
    session.replies.push(...state.last);
    session.offered = state.offered;
    return 'said';
  }
  // The open question is asked again by itself.
  return state.stack.length > 0 ? true : nothing(session, 'repeat.nothing');
}

/** The next page of what was listed last. */
function more<Scope extends TurnScope>(session: Session<Scope>): true {
  const { compiled, state } = session;
  const flow: Flow | undefined = state.topic && compiled.flows.get(state.topic.flow);
  if (!flow || !stepOf(flow, 'more')) {
    if (state.stack.length === 0) return nothing(session, 'more.no_more');
    lead(session, 'more.no_more');
    return true;
  }
  state.stack = state.stack.filter((one) => one.flow !== flow.name);
  push(session, { ...newFrame(flow, undefined, state.topic!.values), step: 'more' });
  return true;
}

/** "tidak ada" after the end of a task is a polite no. */
function skipNothing<Scope extends TurnScope>(session: Session<Scope>): boolean {
  const flow = session.compiled.byIntent.get('deny');
  if (flow) startFlow(session, flow);
  return flow !== undefined;
}

/** To the question answered last; its answer is forgotten. */
function back<Scope extends TurnScope>(
  session: Session<Scope>,
  { frame, flow, step }: OpenQuestion<Scope>,
): true {
  const asks = new Map(flow.steps.flatMap((one) => ('ask' in one ? [[one.ask, one] as const] : [])));
  const last = Object.keys(frame.values).findLast((slot) => slot !== step.ask && asks.has(slot));
  if (last === undefined) {
    lead(session, 'back.first_question');
    return true;
  }
  const previous = asks.get(last)!;
  delete frame.values[last];
  if (frame.opening && !frame.opening.used.includes(previous.as)) frame.opening.used.push(previous.as);
  frame.step = previous.id;
  frame.tries = 0;
  return true;
}
