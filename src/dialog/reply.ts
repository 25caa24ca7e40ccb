import type { CalendarDate } from '../shared/calendar.ts';
import type { Money } from '../shared/money.ts';

/**
 * What a flow says, as values: text keys and typed slots, never sentences. Wording turns it into words
 * of the debtor's language; the channel turns those into what it can show.
 */
export interface Reply {
  /** One message; several lines are joined by line ends, and the empty ones drop out. */
  lines: Line[];
  choices?: Choice[];
  cards?: Card[];
  attachments?: FileValue[];
  handoff?: { state: 'initiated' | 'joined' | 'ended'; reason?: string; expectedMinutes?: number };
}

/** A text key (`check_balance.total`) with its slots, or text of the ledger that is said as it stands. */
export type Line = { key: string; slots?: Slots } | { verbatim: string };

export type Slots = Record<string, SlotValue>;

/** Everything a text can contain. Money and dates stay values until wording formats them. */
export type SlotValue =
  | string
  | number
  | null
  | Money
  | { date: CalendarDate }
  /** An instant, epoch ms, said in IANA zone `timeZone`. */
  | { instant: number; timeZone: string }
  /** Hours of one day, from and to an instant (epoch ms), said with the weekday in IANA zone `timeZone`. */
  | { from: number; to: number; timeZone: string }
  /** A word that has its own text key: a status, a reason. */
  | { key: string; slots?: Slots }
  /** Joined as the language joins lists ("a, b dan c"). */
  | { list: SlotValue[] };

export interface Choice {
  label: { key: string; slots?: Slots } | { verbatim: string };
  /**
   * What the engine gets when it is picked; it never leaves the process. Outside a question:
   * `flow:<flow>` or `flow:<flow> {"slot": value}` starts a flow, `command:<command>` is the command.
   */
  value: string;
}

/** An invoice as a card; channels without cards get it as lines. */
export interface Card {
  kind: 'invoice';
  title: string;
  status: string;
  statusText: Line;
  amount: Money;
  rows: { label: Line; value: SlotValue }[];
  /** Said when the card's button is pressed. */
  action?: { title: Line; says: Line };
}

/** A stored file offered to the debtor. */
export interface FileValue {
  token: string;
  name: string;
  mediaType: string;
  size: number;
}

/** Shorthand for a reply of one line. */
export function say(key: string, slots?: Slots): Reply {
  return { lines: [slots ? { key, slots } : { key }] };
}
