import type { TurnScope } from '../action.ts';
import type { Session } from './session.ts';
import { startFlow } from './start-flow.ts';

/**
 * "STOP", in whatever language and in the middle of whatever question: it is done at once, and nothing
 * that was open is asked again. False for every other message.
 */
export function leaveAlone<Scope extends TurnScope>(session: Session<Scope>): boolean {
  const { compiled, heard, state } = session;
  const flow = compiled.byIntent.get('opt_out');
  if (!flow || heard.files.length > 0 || !compiled.wantsOut(heard.text)) return false;
  state.stack = [];
  state.clarify = undefined;
  startFlow(session, flow);
  return true;
}
