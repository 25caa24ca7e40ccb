import type { Locale } from '../shared/locale.ts';
import type { Heard, TurnScope, Values } from './action.ts';
import { textKeys } from './loading/load-texts.ts';
import type { Reply } from './reply.ts';
import { restoreState } from './restore-state.ts';
import { type Compiled, compile, type EngineOptions, flowOf, stepOf } from './running/compiled.ts';
import { begin } from './running/frames.ts';
import { hearOut } from './running/lapse.ts';
import { earlierOffers } from './running/offers.ts';
import { leaveAlone } from './running/opt-out.ts';
import { inContext } from './running/quoted.ts';
import { recover } from './running/recover.ts';
import { run } from './running/run.ts';
import { openSession, type Session } from './running/session.ts';
import { startFlow } from './running/start-flow.ts';
import { answerUnreadable, isUnreadable, mentionUnreadable } from './running/unreadable.ts';
import type { DialogState } from './state.ts';

export type { EngineOptions } from './running/compiled.ts';

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

/**
 * A message; somebody who opens the conversation; or a flow that we begin ourselves (a rating, an offer),
 * with the values it starts from. A question that was open stays open below it.
 */
export type TurnInput = Heard | { join: true } | { begin: string; values?: Values };

export interface Engine<Scope extends TurnScope> {
  /**
   * Runs one turn. Changes neither `state` nor anything else by itself; `scope.locale` follows the
   * language of the conversation, so that actions see it. What actions throw goes through.
   */
  turn(scope: Scope, state: DialogState, input: TurnInput): Promise<TurnResult>;
  /** True for a flow that can be begun. */
  has(flow: string): boolean;
  /** Reads a stored state, perhaps of another version; never throws. */
  restore(stored: string | null, locale: Locale): DialogState;
  /** True while a secret question is open: digits that come now may be a code. */
  awaitsSecret(state: DialogState): boolean;
  /** True for a word by which anybody, in any language, wants to be left alone ("STOP", "退订"). */
  wantsOut(text: string): boolean;
}

/** A language is followed by guess only when the message leaves little doubt. */
const LOCALE_CONFIDENCE = 0.85;

/** Prepares checked dialogs for running; see `checkDialogs`. */
export function createEngine<Scope extends TurnScope>(options: EngineOptions<Scope>): Engine<Scope> {
  const compiled = compile(options);
  const known = new Set([...textKeys(options.dialogs.texts).values()].flatMap((keys) => [...keys]));
  return {
    async turn(scope, state, input) {
      const heard: Heard = 'understood' in input ? inContext(compiled, scope, state, input) : silence(state);
      const session = openSession(compiled, scope, state, heard);
      followLanguage(session);
      const verifiedBefore = scope.isVerified();
      // Whatever they are taken for, digits are masked while a secret is asked for.
      const secret = /\p{Nd}/u.test(heard.text) && awaitsSecret(compiled, session.state);
      if (heard.notice) session.lead.push(heard.notice);

      let done = false;
      if ('begin' in input) {
        begin(session, flowOf(compiled, input.begin), input.values);
      } else if ('join' in input) {
        // Somebody who comes back finds the conversation as it was.
        done = session.state.last.length > 0 || session.state.stack.length > 0;
        if (!done && compiled.onJoin) startFlow(session, compiled.onJoin);
      } else if (!leaveAlone(session) && !recover(session)) {
        if (isUnreadable(heard)) done = answerUnreadable(session);
        else {
          mentionUnreadable(session);
          done = await hearOut(session);
        }
      }
      if (!done) await run(session);
      return close(session, verifiedBefore, secret);
    },
    has: (flow) => compiled.flows.has(flow),
    restore: (stored, locale) => restoreState(stored, locale, (key) => known.has(key)),
    awaitsSecret: (state) => awaitsSecret(compiled, state),
    wantsOut: compiled.wantsOut,
  };
}

function silence(state: DialogState): Heard {
  const understood = {
    locale: state.locale,
    localeConfidence: 0,
    intents: [],
    decision: 'reject' as const,
    entities: [],
    rest: '',
  };
  return { text: '', files: [], understood };
}

function followLanguage<Scope extends TurnScope>({ state, scope, heard }: Session<Scope>): void {
  const { locale, localeConfidence } = heard.understood;
  const guess = locale !== state.locale && localeConfidence >= LOCALE_CONFIDENCE;
  if (guess && !state.localeChosen && isSpoken(state, heard)) state.locale = locale;
  scope.locale = state.locale;
}

/** From so many words on, something that means nothing here still tells its language. */
const TELLING_WORDS = 6;

/**
 * One word tells a language only where it is a request ("hello"), not as an answer ("ref 123", "next");
 * words that mean nothing here may be a name ("Toko Andai").
 */
function isSpoken(state: DialogState, { text, understood }: Heard): boolean {
  const words = text.match(/\p{L}{2,}/gu)?.length ?? 0;
  const { decision, intents } = understood;
  const meant = decision !== 'reject' && intents[0]?.intent !== 'out_of_scope';
  if (words > 1) return meant || words >= TELLING_WORDS;
  const alone = state.stack.length === 0 && understood.entities.length === 0;
  return words === 1 && alone && decision === 'act';
}

function awaitsSecret<Scope extends TurnScope>(compiled: Compiled<Scope>, { stack }: DialogState): boolean {
  return (stack ?? []).some((frame) => {
    const flow = compiled.flows.get(frame.flow);
    const step = flow && stepOf(flow, frame.step);
    return step !== undefined && 'ask' in step && compiled.kinds[step.as]?.secret === true;
  });
}

function close<Scope extends TurnScope>(
  session: Session<Scope>,
  verifiedBefore: boolean,
  secret: boolean,
): TurnResult {
  const { compiled, state, replies, trace, handoff } = session;
  for (const frame of state.stack) {
    for (const slot of compiled.secrets.get(frame.flow) ?? []) delete frame.values[slot];
  }
  if (!session.misunderstood) state.misunderstood = 0;
  if (replies.length > 0 && !session.aside) {
    state.earlier = earlierOffers(state.offered, state.earlier);
    state.offered = session.offered ?? [];
    state.last = replies.map(({ handoff: _, ...reply }) => reply);
    state.lastVerified = verifiedBefore || session.scope.isVerified();
  }
  return { state, replies, trace, ...(handoff && { handoff }), ...(secret && { secret }) };
}
