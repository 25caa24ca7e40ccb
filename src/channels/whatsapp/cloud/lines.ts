import type { SendOutcome } from '../ports.ts';
import type { WhatsAppStore } from '../store.ts';
import type { Again } from './again.ts';
import type { Standing } from './standing.ts';

/** What the webhook and the transport of one number have in common while both run in this process. */
export interface Line {
  /** The transport's, while it runs. */
  standing?: Standing;
  again?: Again;
  /** Sends whose outcome is unknown, by our message id, until a status tells it. */
  readonly waiting: Map<string, (outcome: SendOutcome) => void>;
}

const lines = new WeakMap<WhatsAppStore, Map<number, Line>>();

export function lineOf(store: WhatsAppStore, accountId: number): Line {
  const byAccount = lines.get(store) ?? new Map<number, Line>();
  lines.set(store, byAccount);
  const line = byAccount.get(accountId) ?? { waiting: new Map() };
  byAccount.set(accountId, line);
  return line;
}
