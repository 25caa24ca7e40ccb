import { digits } from './addresses.ts';
import type { Node } from './nodes.ts';
import { Watched } from './until.ts';

/** A message the server took, or a repetition of one it had taken. */
export interface AcceptedMessage {
  id: string;
  /** "+62…" */
  from: string;
  fromDevice: number;
  to: string;
  /** Addresses it was delivered to or waits for; empty for a repetition. */
  devices: string[];
  /** Seen before under this id from this sender: confirmed again, delivered to nobody. */
  duplicate: boolean;
  stanza: Node;
}

export interface RefusedMessage {
  id: string;
  from: string;
  to: string;
  /** As in the ack. */
  error: number;
}

export interface SeenReceipt {
  ids: string[];
  from: string;
  fromDevice: number;
  to: string;
  /** `delivered` where the receipt has no type. */
  type: string;
}

export interface SeenChatState {
  from: string;
  to: string;
  state: string;
}

/** What passed through the server, for tests to look at. Bodies are encrypted; nobody can read them here. */
export class Records extends Watched {
  readonly accepted: AcceptedMessage[] = [];
  readonly refused: RefusedMessage[] = [];
  readonly receipts: SeenReceipt[] = [];
  readonly chatStates: SeenChatState[] = [];
  /** Every iq, as `xmlns/child/type`, and who asked. */
  readonly queries: { from: string | undefined; what: string; stanza: Node }[] = [];
  /** Exceptions within the server; a test that finds one here has found a mistake of ours. */
  readonly mistakes: unknown[] = [];
  /** Why clients were sent away for malformed stanzas. */
  readonly malformed: string[] = [];
  /** Logins that got through: number and device. */
  readonly logins: { phone: string; device: number }[] = [];

  note<K extends 'accepted' | 'refused' | 'receipts' | 'chatStates' | 'queries' | 'logins' | 'malformed'>(
    kind: K,
    entry: Records[K][number],
  ): void {
    (this[kind] as (typeof entry)[]).push(entry);
    this.changed();
  }

  /** Messages accepted for a number, repetitions left out. */
  sent(to: string): AcceptedMessage[] {
    const number = digits(to);
    return this.accepted.filter((one) => !one.duplicate && digits(one.to) === number);
  }
}
