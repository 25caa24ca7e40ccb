import type { ActionResult, TurnScope, Values } from '../action.ts';
import type { PatternText } from '../patterns.ts';
import { leaveToPerson } from './frames.ts';
import { emit, line, type Session, slotsFor, topOf } from './session.ts';

/** For this long the same dead end does not call a person again: that would go round in circles. */
const SAME_REASON_MS = 10 * 60_000;

/** Hands the conversation over because a flow led to `human`; everything open ends. */
export async function handOver<Scope extends TurnScope>(
  session: Session<Scope>,
  reason: string,
): Promise<void> {
  const { compiled, scope, state, heard } = session;
  const frame = topOf(session);
  const before = state.handedOff;
  let outcome = 'already_waiting';
  let slots = frame ? slotsFor(session, frame) : { creditor: scope.creditorName };
  if (!before || before.reason !== reason || scope.now - before.at >= SAME_REASON_MS) {
    const action = compiled.actions[compiled.handover]!;
    const result = await action.run(scope, { reason, ...whereabouts(session) }, heard);
    outcome = result.outcome;
    noteHandOver(session, reason, result);
    for (const reply of result.replies ?? []) emit(session, reply);
    slots = { ...slots, ...result.say };
  }
  const said = SAID[outcome] ?? 'human.already_waiting';
  // Not called once more for what a person has just dealt with, but theirs to ask for.
  const ask = outcome === 'lately_closed' ? compiled.byIntent.get('talk_to_human') : undefined;
  emit(session, {
    lines: [line(compiled.text(said), slots)],
    ...(ask && { choices: [{ label: { key: `${ask.name}.title` }, value: `flow:${ask.name}` }] }),
  });
  leaveToPerson(session);
}

const SAID: Record<string, PatternText> = {
  queued: 'human.queued',
  nobody_online: 'human.nobody_online',
  lately_closed: 'human.lately_closed',
};

/** Where the debtor got stuck and what is known, for the hand-over's summary. Never a secret. */
export function whereabouts<Scope extends TurnScope>(session: Session<Scope>): Values {
  const { compiled, state } = session;
  const open = state.stack.map((frame) => {
    const answered = { ...frame.values };
    for (const secret of compiled.secrets.get(frame.flow) ?? []) delete answered[secret];
    return { flow: frame.flow, step: frame.step, answered };
  });
  return { open };
}

/** Remembers that a person was called. */
export function noteHandOver<Scope extends TurnScope>(
  session: Session<Scope>,
  reason: string,
  { outcome, expectedMinutes }: Pick<ActionResult, 'outcome' | 'expectedMinutes'>,
): void {
  session.state.misunderstood = 0;
  if (outcome === 'lately_closed') return;
  session.state.handedOff = { reason, at: session.scope.now };
  // Whoever waits already may go on with what is open; the person comes when there is one.
  if (outcome !== 'queued' && outcome !== 'nobody_online') return;
  session.handedOver = true;
  session.nobodyThere = outcome === 'nobody_online';
  session.handoff = { reason };
  session.handoffSign = { reason, ...(expectedMinutes !== undefined && { expectedMinutes }) };
}
