import type { AccountState, TransportEnv } from '../ports.ts';

/** What the outside is told of a number, without repeating itself. */
export interface Reporter {
  report(state: AccountState, reason?: string): void;
  /** Sticky: outlives connections and restarts, until a person clears it. */
  restrict(reason: string): void;
  /** A person has seen to it. */
  clear(): void;
  /** Why nothing may leave. */
  stopped(): string | undefined;
  /** As an earlier process left it: WhatsApp has thrown the number out, and a person has not been back yet. */
  readonly bannedBefore: string | undefined;
}

export function createReporter(env: TransportEnv): Reporter {
  const before = env.store.statuses.read(env.account.id);
  let restriction = before?.state === 'restricted' ? (before.reason ?? 'restricted') : undefined;
  let banned = before?.state === 'banned' ? (before.reason ?? 'banned') : undefined;
  let told = '';
  const tell = (state: AccountState, reason?: string) => {
    const words = `${state} ${reason}`;
    if (words === told) return;
    told = words;
    env.events.status({ state, ...(reason !== undefined && { reason }) });
  };
  return {
    bannedBefore: banned,
    report(state, reason) {
      banned = state === 'banned' ? (reason ?? 'banned') : undefined;
      // Whether its connection comes or goes, a restricted number is restricted first of all.
      const hidden = restriction !== undefined && (state === 'linked' || state === 'connecting');
      if (hidden) tell('restricted', restriction);
      else tell(state, reason);
    },
    restrict(reason) {
      if (restriction !== undefined) return;
      restriction = reason;
      tell('restricted', reason);
    },
    clear() {
      restriction = undefined;
      banned = undefined;
    },
    stopped: () => restriction ?? banned,
  };
}
