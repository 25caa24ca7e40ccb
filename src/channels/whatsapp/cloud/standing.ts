import type { Clock } from '../../../shared/clock.ts';
import type { AccountState, SendOutcome, Status, TransportEvents } from '../ports.ts';
import type { Fault } from './errors.ts';

/** What an error or a webhook told is not tried again before this, ms: sending into it makes it longer. */
const HELD_MS = 3_600_000;
const HELD: readonly AccountState[] = ['restricted', 'banned'];
const REMEMBERED = 10_000;

/** How the number stands with Meta, and what may leave. */
export interface Standing {
  readonly state: AccountState;
  /** Why nothing may go to `chat` now. */
  blocked(chat: string): SendOutcome | undefined;
  /** An error said something about the number, or about the pace. */
  note(fault: Fault, chat?: string): void;
  /** A question to Meta was answered: the number can be used, as it says itself. */
  usable(reason?: string): void;
  /** Meta says, or a question shows, that it cannot. */
  set(state: AccountState, reason?: string): void;
}

export function createStanding(events: Pick<TransportEvents, 'status'>, clock: Clock): Standing {
  let now: Status = { state: 'unlinked' };
  let heldUntil = 0;
  let numberPausesUntil = 0;
  const chatPausesUntil = new Map<string, number>();

  function set(state: AccountState, reason?: string): void {
    if (now.state === state && now.reason === reason) return;
    now = { state, ...(reason && { reason }) };
    events.status(now);
  }

  function pause(of: 'chat' | 'number', ms: number, chat: string | undefined): void {
    const until = clock.now() + ms;
    if (of === 'number') numberPausesUntil = Math.max(numberPausesUntil, until);
    else if (chat) {
      if (chatPausesUntil.size >= REMEMBERED) chatPausesUntil.clear();
      chatPausesUntil.set(chat, until);
    }
  }

  return {
    get state() {
      return now.state;
    },
    blocked(chat) {
      // Payment trouble is for a person to see; answers are free and go on.
      const stopped = ['restricted', 'banned', 'misconfigured'].includes(now.state);
      if (stopped && now.reason !== 'payment') return { how: 'stop', reason: now.reason ?? now.state };
      if (clock.now() < numberPausesUntil) return { how: 'offline', reason: 'rate' };
      const until = chatPausesUntil.get(chat);
      if (until === undefined) return undefined;
      if (clock.now() < until) return { how: 'offline', reason: 'rate' };
      chatPausesUntil.delete(chat);
      return undefined;
    },
    note(fault, chat) {
      if (fault.pause) pause(fault.pause.of, fault.pause.ms, chat);
      if (!fault.state) return;
      if (HELD.includes(fault.state)) heldUntil = clock.now() + HELD_MS;
      set(fault.state, fault.reason);
    },
    usable(reason) {
      if (HELD.includes(now.state) && clock.now() < heldUntil) return;
      set('linked', reason);
    },
    set,
  };
}
