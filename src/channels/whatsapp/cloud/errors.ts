import type { AccountState, SendOutcome } from '../ports.ts';

/** What Meta says in `error`; its words stay unread, for they may repeat a number or a text. */
export interface MetaError {
  code: number;
  subcode?: number;
  /** Of the answer; 0 where the error came by the webhook. */
  http: number;
  transient: boolean;
  trace?: string;
}

export interface Fault {
  how: Exclude<SendOutcome['how'], 'accepted' | 'offline'>;
  /** One word. */
  reason: string;
  /** Nothing more for this long, ms: to this person, or from this number. */
  pause?: { of: 'chat' | 'number'; ms: number };
  /** What it says about the number itself. */
  state?: AccountState;
}

const stop = (reason: string, state: AccountState): Fault => ({ how: 'stop', reason, state });
const final = (reason: string): Fault => ({ how: 'final', reason });
const retry = (reason: string): Fault => ({ how: 'retry', reason });
const rate = (of: 'chat' | 'number', ms: number): Fault => ({
  how: 'retry',
  reason: 'rate',
  pause: { of, ms },
});

/**
 * Codes of the Cloud API (Meta's page "Error codes", as of May 2026). Pauses are ours: the throughput is
 * counted by the second, pairs of numbers by a few seconds, calls of an account by the hour.
 */
const FAULTS: Record<number, Fault> = {
  0: stop('token', 'misconfigured'),
  3: stop('permission', 'misconfigured'),
  10: stop('permission', 'misconfigured'),
  190: stop('token', 'misconfigured'),
  131005: stop('permission', 'misconfigured'),

  368: stop('policy', 'restricted'),
  131031: stop('locked', 'restricted'),
  131048: stop('spam', 'restricted'),
  130497: final('country'),

  4: rate('number', 60_000),
  80007: rate('number', 60_000),
  130429: rate('number', 5_000),
  131056: rate('chat', 6_000),

  1: retry('unavailable'),
  2: retry('unavailable'),
  131000: retry('unavailable'),
  131016: retry('unavailable'),
  131057: retry('maintenance'),

  131047: { how: 'window', reason: 'outside_window' },
  131026: final('not_on_whatsapp'),
  131021: final('own_number'),
  131030: final('not_allowed'),
  130472: final('experiment'),
  131049: final('withheld'),
  131050: final('opted_out'),
  // Codes go to numbers only, not to business-scoped ids.
  131062: final('number_needed'),

  33: stop('no_such_number', 'misconfigured'),
  131037: stop('display_name', 'misconfigured'),
  131045: stop('not_registered', 'misconfigured'),
  133010: stop('not_registered', 'misconfigured'),
  // Paid messages fail, answers within the window may still go: somebody must know, nothing is stopped.
  131042: { how: 'final', reason: 'payment', state: 'misconfigured' },

  100: final('invalid'),
  131008: final('invalid'),
  131009: final('invalid'),
  131051: final('invalid'),
  135000: final('invalid'),
  131052: final('media'),
  131053: final('media'),
  132000: final('template'),
  132001: final('template'),
  132005: final('template'),
  132007: final('template'),
  132012: final('template'),
  132015: final('template'),
  132016: final('template'),
  132018: final('template'),
};

/** Subcode of 100: there is no such object, or this token may not see it. */
const NO_SUCH_OBJECT = 33;

/** What an error means for the message, and for the number. Codes first; unknown ones by the HTTP status. */
export function faultOf(error: MetaError): Fault {
  if (error.code === 100 && error.subcode === NO_SUCH_OBJECT) return stop('no_such_number', 'misconfigured');
  const known = FAULTS[error.code];
  if (known) return known;
  if (error.code >= 200 && error.code <= 299) return stop('permission', 'misconfigured');
  if (error.http === 429) return rate('number', 5_000);
  if (error.http === 401 || error.http === 403) return stop('permission', 'misconfigured');
  if (error.http >= 500 || error.transient) return retry('unavailable');
  return final('refused');
}
