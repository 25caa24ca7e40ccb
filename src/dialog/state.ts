import type { Locale } from '../shared/locale.ts';
import type { InboundFile, Values } from './action.ts';
import type { Intent } from './intents.ts';
import type { Reply, Slots } from './reply.ts';

/** A flow under way. Steps are named by id, so that a redeploy in mid-conversation shifts nothing. */
export interface Frame {
  flow: string;
  step: string;
  /** Answers in the order given; null for a question the debtor chose to leave empty. */
  values: Values;
  say: Slots;
  /** Unanswered tries of the open question. */
  tries: number;
  /** True when the flow below called it (verify_identity): its end lets that one go on. */
  called?: boolean;
  /** It waits for its first turn beside another question of the same message: nothing to come back to. */
  queued?: boolean;
  /** Begun by us, not by the debtor: the choices that were on the table before it. */
  covers?: Offered[];
  /** The question put last: asking it once more may use shorter words. */
  asked?: string;
  /** The message that started the flow: fills the slots of `upFront` kinds, each kind once. */
  opening?: Opening;
}

export interface Opening {
  text: string;
  files: InboundFile[];
  /** What had been listed before it: "yang kedua" picks from here. */
  listed: Offered[];
  /** Kinds already filled from it. */
  used: string[];
}

/** A choice with the words the debtor saw. */
export interface Offered {
  label: string;
  value: string;
}

/** What a conversation remembers between turns; stored as JSON with the conversation's version. */
export interface DialogState {
  /** Innermost last. */
  stack: Frame[];
  /** Choices last offered, in order: "2", "yang kedua" and the label pick from here. */
  offered: Offered[];
  /** Tasks that earlier buttons stood for, newest first: found by their words. */
  earlier?: Offered[];
  /** Two intents between which the debtor is asked to choose, with the words that were unclear. */
  clarify?: { intents: Intent[]; text: string };
  /** What was said last, for "ulangi". */
  last: Reply[];
  /** Messages in a row that nothing was made of. */
  misunderstood: number;
  /** True when `last` was said to a verified sender: it is not repeated to anybody else. */
  lastVerified?: boolean;
  /** The newest finished flow, what it ended with and what it listed: context for "next page", "yang kedua". */
  topic?: { flow: string; values: Values; listed: Offered[] };
  locale: Locale;
  /** True once the debtor chose the language; then no message changes it by guess. */
  localeChosen?: boolean;
  /** Set when a person has been asked for, so that it is not done again for the same reason. */
  handedOff?: { reason: string; at: number };
}

export function newState(locale: Locale): DialogState {
  return { stack: [], offered: [], last: [], misunderstood: 0, locale };
}
