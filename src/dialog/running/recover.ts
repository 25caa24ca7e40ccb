import type { TurnScope } from '../action.ts';
import { stepOf } from './compiled.ts';
import { takeAway } from './lapse.ts';
import { openQuestion } from './open-question.ts';
import { lead, type Session, topOf } from './session.ts';

/**
 * After a redeploy a stored flow or step may be gone. A flow that is gone is dropped, one whose step is
 * gone starts again at its first unanswered question; both are said when they were what was being talked
 * about. True when the message answered a question that no longer stands, and must not answer another.
 */
export function recover<Scope extends TurnScope>(session: Session<Scope>): boolean {
  const { compiled, state } = session;
  const before = topOf(session);
  if (!before) return false;
  // An offer of ours that was deployed away is no loss worth a word.
  if (before.covers && !openQuestion(session, before)) {
    takeAway(session);
    return recover(session);
  }
  let moved = false;
  state.stack = state.stack.filter((frame, position) => {
    const flow = compiled.flows.get(frame.flow);
    if (!flow) return false;
    // Called by a flow that is gone: nobody waits for it.
    if (frame.called && !compiled.flows.has(state.stack[position - 1]?.flow ?? '')) return false;
    const step = stepOf(flow, frame.step);
    if (step && ('ask' in step || frame !== before)) return true;
    const restart = flow.steps.find((one) => 'ask' in one && frame.values[one.ask] === undefined);
    if (!restart) return false;
    frame.step = restart.id;
    frame.tries = 0;
    frame.asked = undefined;
    if (frame === before) moved = true;
    return true;
  });
  const top = topOf(session);
  if (top === before) {
    if (moved) lead(session, 'recover.restarted', before.flow);
    return moved;
  }
  // The name of a flow that is gone can no longer be said.
  session.lead.push({ key: compiled.text('recover.dropped') });
  if (top) lead(session, 'resume.back_to', top.flow);
  return top !== undefined;
}
