import { isCalendarDate } from '../../shared/calendar.ts';
import { isCurrencyCode } from '../../shared/money.ts';
import type { Heard, TurnScope, Value } from '../action.ts';
import type { PatternText } from '../patterns.ts';
import type { Choice, Line, Reply, Slots, SlotValue } from '../reply.ts';
import type { DialogState, Frame, Offered } from '../state.ts';
import type { Compiled } from './compiled.ts';

/** One turn under way: a working copy of the state and what has been said so far. */
export interface Session<Scope extends TurnScope> {
  readonly compiled: Compiled<Scope>;
  readonly scope: Scope;
  readonly heard: Heard;
  /** A copy: the caller's state stays as it was. */
  readonly state: DialogState;
  readonly replies: Reply[];
  /** Lines put before whatever is said next: "back to ...", "I did not catch that". */
  lead: Line[];
  /** Choices of this turn; undefined while none were offered. */
  offered: Offered[] | undefined;
  readonly trace: { flow: string; step: string }[];
  handoff?: { reason: string };
  /** A person has been called in this turn: nothing is asked any more. */
  handedOver: boolean;
  /** Nobody is there to take over: what can be done instead follows. */
  nobodyThere: boolean;
  /** The next words get the sign of the hand-over, for channels that show it. */
  handoffSign?: { reason: string; expectedMinutes?: number };
  misunderstood: boolean;
  /** Said in passing: what was said and offered before stays what "repeat" and "2" mean. */
  aside?: boolean;
}

/** Copies the state deep enough for a turn to change it; tolerates a state stored by an older version. */
export function openSession<Scope extends TurnScope>(
  compiled: Compiled<Scope>,
  scope: Scope,
  state: DialogState,
  heard: Heard,
): Session<Scope> {
  return {
    compiled,
    scope,
    heard,
    state: {
      ...state,
      stack: (state.stack ?? []).map(copyFrame),
      offered: state.offered ?? [],
      last: state.last ?? [],
      misunderstood: state.misunderstood ?? 0,
    },
    replies: [],
    lead: [],
    offered: undefined,
    trace: [],
    handedOver: false,
    nobodyThere: false,
    misunderstood: false,
  };
}

function copyFrame(frame: Frame): Frame {
  return {
    ...frame,
    values: { ...frame.values },
    say: { ...frame.say },
    ...(frame.opening && { opening: { ...frame.opening, used: [...frame.opening.used] } }),
  };
}

export function topOf<Scope extends TurnScope>(session: Session<Scope>): Frame | undefined {
  return session.state.stack.at(-1);
}

/** Says something; pending lead lines go first, in the same message. */
export function emit<Scope extends TurnScope>(session: Session<Scope>, reply: Reply): void {
  const lines = session.lead.length > 0 ? [...session.lead, ...reply.lines] : reply.lines;
  session.lead = [];
  const signed = session.handoffSign && !reply.handoff;
  session.replies.push({
    ...reply,
    lines,
    ...(signed && { handoff: { state: 'initiated' as const, ...session.handoffSign } }),
  });
  if (session.handoffSign) session.handoffSign = undefined;
  if (reply.choices?.length) session.offered = renderChoices(session, reply.choices);
}

export function renderChoices<Scope extends TurnScope>(
  session: Session<Scope>,
  choices: readonly Choice[],
): Offered[] {
  const { compiled, state } = session;
  return choices.map((choice) => ({ label: compiled.label(choice, state.locale), value: choice.value }));
}

/** Lets a pattern's words stand before what is said next. */
export function lead<Scope extends TurnScope>(
  session: Session<Scope>,
  pattern: PatternText,
  task?: string,
): void {
  session.lead.push(
    line(session.compiled.text(pattern), task === undefined ? undefined : { task: title(task) }),
  );
}

export function line(key: string, slots?: Slots): Line {
  return slots ? { key, slots } : { key };
}

/** The title of a flow, as a word in another text. */
export function title(flow: string): SlotValue {
  return { key: `${flow}.title` };
}

/** What the texts of a frame can say: what actions gave, the answered slots, the creditor's name. */
export function slotsFor<Scope extends TurnScope>(session: Session<Scope>, frame: Frame): Slots {
  const slots: Slots = { creditor: session.scope.creditorName };
  const secret = session.compiled.secrets.get(frame.flow);
  for (const [name, value] of Object.entries(frame.values)) {
    const slot = secret?.has(name) ? undefined : toSlot(value);
    if (slot !== undefined) slots[name] = slot;
  }
  return Object.assign(slots, frame.say);
}

function toSlot(value: Value): SlotValue | undefined {
  if (typeof value === 'string') return isCalendarDate(value) ? { date: value } : value;
  if (typeof value === 'number') return value;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const { minor, currency } = value;
  if (typeof minor === 'number' && typeof currency === 'string' && isCurrencyCode(currency)) {
    return { minor, currency };
  }
  return undefined;
}
