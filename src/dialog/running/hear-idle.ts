import type { Heard, TurnScope } from '../action.ts';
import type { Flow } from '../flow-schema.ts';
import type { Intent } from '../intents.ts';
import { COMMANDS, type Command } from '../understanding/understanding.ts';
import { obey } from './commands.ts';
import { exactPick, labelled, ordinalPick } from './offers.ts';
import { offerPerson } from './open-question.ts';
import { emit, line, type Session } from './session.ts';
import { startSeveral } from './several.ts';
import { openingOf, startChoice, startFlow, wantedFlow } from './start-flow.ts';

/** Messages in a row that nothing was made of before a person is offered. */
const MISUNDERSTOOD_MAX = 2;

/**
 * Decides what a message means while no question is open. True when everything has been said.
 */
export async function hearIdle<Scope extends TurnScope>(session: Session<Scope>): Promise<boolean> {
  const { heard, state, compiled } = session;
  const { clarify } = state;
  state.clarify = undefined;

  // Where two meanings were offered, "the second one" is of them.
  const listed = clarify ? undefined : listedFlow(session);
  const picked = listed ? undefined : (exactPick(heard, state.offered) ?? labelled(heard, state.earlier));
  if (picked) {
    const unclear = clarify && { ...openingOf(session, heard), text: clarify.text, files: [] };
    if (startChoice(session, picked.value, unclear)) return false;
    const command = commandOf(picked.value);
    if (command && (await obey(session, command))) return false;
  }
  const { understood } = heard;
  if (understood.command !== undefined) {
    const obeyed = await obey(session, understood.command);
    if (obeyed) return obeyed === 'said';
  }
  if (session.scope.waitsForPerson && !listed) {
    const key = wordsForPerson(heard);
    if (key) {
      emit(session, { lines: [line(session.compiled.text(key))] });
      return true;
    }
  }
  if (!listed && startSeveral(session)) return false;
  const flow = listed ?? wantedFlow(session, heard);
  // Gibberish resembles other subjects, and nothing can be done about either: twice, and a person is offered.
  if (flow && isOutOfScope(heard) && countMisunderstood(session)) {
    offerPerson(session, true);
    return false;
  }
  if (flow) {
    startFlow(session, flow, openingOf(session, heard));
    return false;
  }
  if (understood.decision === 'clarify') {
    if (askWhich(session)) return true;
    // "Thanks, that's all" is near to two courtesies, and wrong as neither.
    const likely = understood.intents[0]?.intent;
    const courtesy = likely && COURTEOUS.has(likely) ? compiled.byIntent.get(likely) : undefined;
    if (courtesy) {
      startFlow(session, courtesy);
      return false;
    }
  }
  notUnderstood(session);
  return false;
}

/** "The second one" after a list: the same as naming what stood there. */
function listedFlow<Scope extends TurnScope>({ compiled, heard, state }: Session<Scope>): Flow | undefined {
  const placed = ordinalPick(heard, state.topic?.listed ?? [], 1);
  return placed && compiled.byEntity.get('reference');
}

/** While a person is awaited, "hello?" asks where they are, and what is no task of ours is for them. */
function wordsForPerson({
  text,
  files,
  understood,
}: Heard): 'human.already_waiting' | 'human.noted' | undefined {
  // A slip, and a number put as a question, are tasks of their own.
  if (files.length > 0 || (understood.entities.length > 0 && text.trim().endsWith('?'))) return undefined;
  if (understood.decision !== 'act') return 'human.noted';
  const best = understood.intents[0]?.intent;
  if (best === 'greet') return 'human.already_waiting';
  return best === 'out_of_scope' || best === 'abusive' ? 'human.noted' : undefined;
}

function commandOf(value: string): Command | undefined {
  const name = /^command:(.+)$/.exec(value)?.[1];
  return COMMANDS.find((one) => one === name);
}

const COURTEOUS: ReadonlySet<Intent> = new Set<Intent>(['greet', 'goodbye', 'thanks', 'affirm', 'deny']);

/** Nobody is asked "is it about a greeting?". */
const NO_TASKS: ReadonlySet<Intent> = new Set<Intent>([
  'greet',
  'goodbye',
  'thanks',
  'affirm',
  'deny',
  'cancel',
  'abusive',
  'out_of_scope',
]);

/** Two meanings are near: the debtor chooses. False when they come to the same, or to nothing. */
function askWhich<Scope extends TurnScope>(session: Session<Scope>): boolean {
  const { compiled, heard, state } = session;
  const likely = heard.understood.intents.flatMap(({ intent }) => {
    const flow = NO_TASKS.has(intent) ? undefined : compiled.byIntent.get(intent);
    return flow ? [{ intent, flow }] : [];
  });
  const [first] = likely;
  const second = likely.find((one) => one.flow !== first?.flow);
  if (!first || !second) return false;
  const intents: Intent[] = [first.intent, second.intent];
  state.clarify = { intents, text: heard.text };
  emit(session, {
    lines: [
      line(compiled.text('clarify.which'), {
        first: { key: `${first.flow.name}.title` },
        second: { key: `${second.flow.name}.title` },
      }),
    ],
    choices: [first, second].map(({ flow }) => ({
      label: { key: `${flow.name}.title` },
      value: `flow:${flow.name}`,
    })),
  });
  return true;
}

function notUnderstood<Scope extends TurnScope>(session: Session<Scope>): void {
  if (countMisunderstood(session)) offerPerson(session);
  else emit(session, { lines: [line(session.compiled.text('not_understood.idle'))] });
}

/** True when it is once too often; then the count begins anew. */
function countMisunderstood<Scope extends TurnScope>(session: Session<Scope>): boolean {
  const { state } = session;
  session.misunderstood = true;
  state.misunderstood += 1;
  if (state.misunderstood < MISUNDERSTOOD_MAX) return false;
  state.misunderstood = 0;
  return true;
}

function isOutOfScope({ files, understood }: Heard): boolean {
  return (
    files.length === 0 && understood.decision === 'act' && understood.intents[0]?.intent === 'out_of_scope'
  );
}
