import type { Heard, TurnScope } from './action.ts';
import type { Reply } from './reply.ts';
import type { DialogState } from './state.ts';

/** What a turn came to. */
export interface TurnResult {
  state: DialogState;
  replies: Reply[];
  /** The steps run, in order: feeds the step coverage of the transcript tests. */
  trace: { flow: string; step: string }[];
  /** Set when this turn handed the conversation over. */
  handoff?: { reason: string };
  /** The message answered a secret question: mask it wherever it is kept. */
  secret?: boolean;
}

export interface Engine<Scope extends TurnScope> {
  turn(scope: Scope, state: DialogState, input: Heard | { join: true }): Promise<TurnResult>;
}
