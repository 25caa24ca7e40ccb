import type { CalendarDate } from '../shared/calendar.ts';
import type { Locale } from '../shared/locale.ts';
import type { Unreadable } from '../shared/unreadable.ts';
import type { Choice, Line, Reply, Slots } from './reply.ts';
import type { Understood } from './understanding/understanding.ts';

/** What a slot holds once answered: JSON only, since it is stored with the conversation. */
export type Value = string | number | boolean | null | { [key: string]: Value } | Value[];
export type Values = Record<string, Value>;

/** A file that came with the message being answered. */
export interface InboundFile {
  id: number;
  name: string;
  mediaType: string;
  size: number;
}

/** What the engine knows of the message it is working on. */
export interface Heard {
  text: string;
  files: InboundFile[];
  understood: Understood;
  /** Said before anything else: part of the message was taken out before it was read. */
  notice?: Line;
  /** It came in a turn before this one: who is asking was proven, or chosen, since. */
  earlier?: boolean;
  /** Beside what could be read, or in its place. */
  unreadable?: Unreadable;
  /** Words of the message it replies to. */
  quoted?: string;
  /** It may replace an earlier answer: the corrected text of a message, a choice of an earlier list. */
  corrects?: true;
}

/**
 * What the engine needs from its surroundings in one turn. The application's own context extends it
 * (transaction, conversation, services); the engine hands it on untouched.
 */
export interface TurnScope {
  /** Epoch ms. */
  now: number;
  /** Today where the debtor lives. */
  today: CalendarDate;
  timeZone: string;
  locale: Locale;
  /** The creditor's default currency. */
  currency: string;
  /** Name of the creditor, said in greetings. */
  creditorName: string;
  /** A person has been called and has not answered yet: what is not understood is meant for them. */
  waitsForPerson?: boolean;
  /** The words of a text in the conversation's language, for those that are listened for. */
  text?(key: string): string;
  /** True while the sender is proven to be allowed to hear figures. */
  isVerified(): boolean;
}

export interface ActionResult<Outcome extends string = string> {
  outcome: Outcome;
  /** Said before the flow goes on. */
  replies?: Reply[];
  /** Slots for the texts of following `say` steps, remembered with the flow. */
  say?: Slots;
  /** Answers filled in by the action; null empties one, so that its `ask` asks again. */
  set?: Values;
  /** What it listed, in order: the choices among which "yang kedua" in a later question picks. */
  listed?: Choice[];
  /** The debtor chose this language. */
  locale?: Locale;
  /** Of the action that hands over: how long the debtor may have to wait, where that is known. */
  expectedMinutes?: number;
}

/** One thing a flow may do. Its outcomes are its contract: the checker wants a branch for each. */
export interface Action<Scope extends TurnScope, Outcome extends string = string> {
  outcomes: readonly Outcome[];
  /** Names it takes from `with:`; the engine refuses to run it with one of them unanswered. */
  needs: readonly string[];
  /** Names it uses when answered. */
  takes?: readonly string[];
  /** Names it may fill with `set`, beyond the slots that questions of the flow fill. */
  sets?: readonly string[];
  /** Only while verified: the engine asks for the code first, whatever the flow says. */
  verified?: boolean;
  /** Hands the conversation over: it is told where the debtor stands, and nothing stays open after it. */
  handsOver?: boolean;
  /** `heard`: the message that started the flow where one did, else the present one. */
  run(scope: Scope, values: Values, heard: Heard): Promise<ActionResult<Outcome>>;
}

/** Declares an action with its outcomes checked by the compiler. */
export function defineAction<Scope extends TurnScope, const Outcome extends string>(
  action: Action<Scope, Outcome>,
): Action<Scope, Outcome> {
  return action;
}

/** What reading an answer can come to. */
export type Reading =
  /** `whole`: the message is nothing but the answer; `part`: the answer stands in a longer message. */
  | { ok: true; value: Value; fit: 'whole' | 'part' }
  /** Understood as an answer, but not acceptable; `reply` says why. Uses up a try. */
  | { ok: false; refused: Reply }
  /** Nothing in the message answers the question. */
  | { ok: false };

/** A kind of value an `ask` can want (`as: open_invoices`): how to offer it and how to read it. */
export interface ValueKind<Scope extends TurnScope> {
  /** Reads figures of the ledger: a flow that asks for it needs `requires: verified`. */
  verified?: boolean;
  /** The value lives for one turn, is masked in the transcript, and is never filled from an earlier message. */
  secret?: boolean;
  /** May be filled from the message that started the flow ("status INV-12?"). */
  upFront?: boolean;
  /** Free words: anything but a command or cancel is the answer. */
  freeText?: boolean;
  /** An answer to "shall I?": never filled from an earlier message, dropped when an earlier answer changes. */
  confirmation?: boolean;
  /** The words a branch of its `ask` may name (`next: { affirmed: ..., denied: ... }`). */
  outcomes?: readonly string[];
  /** What can be picked; shown as buttons or numbers. */
  offer?(scope: Scope, values: Values): Promise<Choice[]>;
  /** Makes the slot's value of a picked choice's `value`; without it the slot gets that string. */
  picked?(scope: Scope, value: string, values: Values): Value | Promise<Value>;
  /**
   * Reads an answer. The engine itself has picked already where the message is exactly a label, a number
   * or an ordinal of what was offered. When the slot is filled from the message that started the flow,
   * `offered` is what an earlier action `listed`. May change nothing.
   */
  read(scope: Scope, heard: Heard, offered: readonly Choice[], values: Values): Promise<Reading>;
}

export type Actions<Scope extends TurnScope> = Record<string, Action<Scope>>;
export type ValueKinds<Scope extends TurnScope> = Record<string, ValueKind<Scope>>;
