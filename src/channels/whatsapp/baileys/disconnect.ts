import type { AccountState } from '../ports.ts';

/** What to do when a connection ended. */
export type Verdict =
  /** At once: how WhatsApp ends linking. */
  | { next: 'restart' }
  /** After a pause, as the same device. */
  | { next: 'again'; reason: string }
  /** This device is no longer linked: its keys are worthless. */
  | { next: 'wipe'; reason: string }
  /** A person has to see to it; trying again makes it worse. */
  | { next: 'halt'; state: AccountState; reason: string };

/** How often a code we do not know is tried again before a person is asked. */
const UNKNOWN_TRIES = 5;

/**
 * The rule for each disconnect code of Baileys (an HTTP-like number; undefined when there was none). `failures`:
 * connections in a row, this one included, that ended before they worked.
 */
export function verdictOf(code: number | undefined, failures: number): Verdict {
  switch (code) {
    case 515:
      // Normal once, after linking; a server that does nothing else is treated like any failing one.
      return failures > UNKNOWN_TRIES ? { next: 'again', reason: 'restarts' } : { next: 'restart' };
    case 401:
      return { next: 'wipe', reason: 'logged_out' };
    case 411:
      return { next: 'wipe', reason: 'new_link_needed' };
    case 440:
      return { next: 'halt', state: 'replaced', reason: 'other_client' };
    case 403:
      return { next: 'halt', state: 'banned', reason: 'forbidden' };
    case 402:
      return { next: 'halt', state: 'banned', reason: 'temporary_ban' };
    case 405:
      return { next: 'halt', state: 'outdated', reason: 'client_too_old' };
    case 408:
      return { next: 'again', reason: 'timed_out' };
    case 428:
      return { next: 'again', reason: 'connection_lost' };
    case 500:
      return { next: 'again', reason: 'server_error' };
    case undefined:
      return { next: 'again', reason: 'connection_lost' };
    default:
      if (code > 500 && code < 600) return { next: 'again', reason: 'unavailable' };
      // Neither known to be harmless nor to be final.
      return failures > UNKNOWN_TRIES
        ? { next: 'halt', state: 'misconfigured', reason: `code_${code}` }
        : { next: 'again', reason: `code_${code}` };
  }
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** Pause before attempt number `failures` (1 is the first repeat): doubling, and never the same for two of us. */
export function pauseBefore(failures: number, random: () => number): number {
  const step = Math.min(FIRST_PAUSE_MS * 2 ** (Math.max(1, failures) - 1), LONGEST_PAUSE_MS);
  return Math.round(step * (0.5 + random()));
}

/** The code within a Boom error, without knowing Boom. */
export function codeOf(error: unknown): number | undefined {
  const code = (error as { output?: { statusCode?: unknown } } | undefined)?.output?.statusCode;
  return typeof code === 'number' ? code : undefined;
}
