import type { Locale } from '../shared/locale.ts';
import type { Values } from './action.ts';
import type { Intent } from './intents.ts';
import type { Reply, Slots } from './reply.ts';

/** A flow under way. Steps are named by id, so that a redeploy in mid-conversation shifts nothing. */
export interface Frame {
  flow: string;
  step: string;
  values: Values;
  say: Slots;
  /** Unanswered tries of the open question. */
  tries: number;
  /** How the flow was begun: by the debtor, or called by another flow. */
  called?: boolean;
}

/** What a conversation remembers between turns; stored as JSON with the conversation's version. */
export interface DialogState {
  /** Innermost last. */
  stack: Frame[];
  /** Choices last offered, in order: "2", "yang kedua" and the label pick from here. */
  offered: { label: string; value: string }[];
  /** Two intents between which the debtor is asked to choose, with the words that were unclear. */
  clarify?: { intents: Intent[]; text: string };
  /** What was said last, for "ulangi". */
  last: Reply[];
  /** Messages in a row that nothing was made of. */
  misunderstood: number;
  /** Flow of the newest answered question, and what it listed: context for "yang kedua". */
  topic?: { flow: string; invoiceIds?: number[] };
  locale: Locale;
  /** True once the debtor chose the language; then no message changes it by guess. */
  localeChosen?: boolean;
  /** Set when a person has been asked for, so that it is not done again for the same reason. */
  handedOff?: { reason: string; at: number };
}

export function newState(locale: Locale): DialogState {
  return { stack: [], offered: [], last: [], misunderstood: 0, locale };
}
