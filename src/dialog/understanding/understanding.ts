import type { CalendarDate } from '../../shared/calendar.ts';
import type { Locale } from '../../shared/locale.ts';
import type { Intent } from '../intents.ts';

/** The port: text in, meaning out. Synchronous, free of I/O, and the same answer for the same input. */
export interface Understanding {
  understand(text: string, context: UnderstandingContext): Understood;
}

export interface UnderstandingContext {
  /** The conversation's language so far: the tie-breaker for short messages. */
  locale?: Locale;
  /** The debtor's today, for relative dates. */
  today: CalendarDate;
  /** The currency an amount is in when the words do not say. */
  currency?: string;
}

export interface RankedIntent {
  intent: Intent;
  /** Calibrated probability, 0–1. */
  confidence: number;
}

export interface Understood {
  /** Language of this message; the context's when the text does not tell (digits, a name). */
  locale: Locale;
  /** 0–1; low for "ok", "123", "INV-12". */
  localeConfidence: number;
  /** Best first, at most five. */
  intents: RankedIntent[];
  /** What to do with the best one, by the thresholds of `dialogs/policies/understanding.yml`. */
  decision: 'act' | 'clarify' | 'reject';
  /** In order of appearance; alternatives for one span (a number that may be an amount or a reference) all listed. */
  entities: Entity[];
  /** Conversation commands that are no intents: keywords of `locales/<lang>/commands.yml`. */
  command?: Command;
  /** The text without the command's and lead-in words: "bukan, yang 0012" → "yang 0012". */
  rest: string;
}

export const COMMANDS = [
  'back',
  'correct',
  'repeat',
  'start_over',
  'logout',
  'more',
  'resend',
  'skip',
  /** Another debtor of the same contact. */
  'switch',
  /** "One moment". */
  'wait',
] as const;
export type Command = (typeof COMMANDS)[number];

interface Span {
  /** Start and end in the original text (UTF-16 code units), end exclusive. */
  start: number;
  end: number;
  /** The text of the span as typed. */
  raw: string;
}

export type Entity = Span &
  (
    | /** A debtor, contract or invoice number; the ledger decides which. `key` as in shared/reference-key. */
    { type: 'reference'; key: string; labelled: boolean }
    /** Integer minor units; `currency` only where the words said it. */
    | { type: 'amount'; minor: number; currency?: string }
    | { type: 'date'; date: CalendarDate }
    /** Six digits, spaces and dashes removed. */
    | { type: 'code'; digits: string }
    /** E.164. */
    | { type: 'phone'; e164: string }
    | { type: 'email'; address: string }
    /** The bank's short name, upper case as it writes itself (BCA, Mandiri). */
    | { type: 'bank'; name: string }
    /** 1-based position in the list last shown: "2", "yang kedua", "the first one"; -1 is the last. */
    | { type: 'ordinal'; position: number }
    /** A plain count: "3", "tiga" (instalments, days). */
    | { type: 'number'; value: number }
    /** "semuanya", "all of them". */
    | { type: 'all' }
  );

export type EntityOf<T extends Entity['type']> = Extract<Entity, { type: T }>;
