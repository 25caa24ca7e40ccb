import type { TurnScope } from '../action.ts';
import { hearInQuestion, otherFlow } from './hear.ts';
import { hearIdle } from './hear-idle.ts';
import { type OpenQuestion, openQuestion, pickOf, readAnswer } from './open-question.ts';
import { lead, type Session, topOf } from './session.ts';

/*
 * A flow that we begin (a rating, the offer of a call) stands on top of whatever the debtor was doing. Its
 * question may be passed over: a message that does not answer it takes it away without a word, and is
 * heard as if it had never been asked, with the choices that were on the table before. A code typed while
 * a rating is on the screen is a code. Only a bare yes or no goes no further down: it was meant for what
 * stood on the screen, so the question below is asked again rather than answered by it.
 */

/** Decides what a message means; true when everything has been said. */
export async function hearOut<Scope extends TurnScope>(session: Session<Scope>): Promise<boolean> {
  const question = openQuestion(session);
  if (!question) return hearIdle(session);
  if (!question.step.lapses || !(await isPassedOver(session, question))) {
    return hearInQuestion(session, question);
  }
  takeAway(session);
  const below = topOf(session);
  if (below && isBareAnswer(session)) {
    lead(session, 'resume.back_to', below.flow);
    return false;
  }
  return hearOut(session);
}

/** Drops the flow on top and puts back on the table what it covered. */
export function takeAway<Scope extends TurnScope>({ state }: Session<Scope>): void {
  const frame = state.stack.pop();
  if (frame?.covers) state.offered = frame.covers;
}

async function isPassedOver<Scope extends TurnScope>(
  session: Session<Scope>,
  question: OpenQuestion<Scope>,
): Promise<boolean> {
  const { command, decision, intents } = session.heard.understood;
  // Said about the question, not past it.
  if (command !== undefined && ABOUT_IT.has(command)) return false;
  const best = decision === 'act' ? intents[0]?.intent : undefined;
  if (best === 'cancel' || (await pickOf(session, question))) return false;
  const reading = await readAnswer(session, question);
  if (!reading.ok) return !('refused' in reading);
  if (reading.fit === 'whole') return false;
  const other = otherFlow(session, question, best);
  return other !== undefined && other.name !== question.flow.name;
}

const ABOUT_IT: ReadonlySet<string> = new Set(['repeat', 'wait', 'skip']);

function isBareAnswer<Scope extends TurnScope>({ heard }: Session<Scope>): boolean {
  const best = heard.understood.intents[0]?.intent;
  return heard.understood.decision === 'act' && (best === 'affirm' || best === 'deny');
}
