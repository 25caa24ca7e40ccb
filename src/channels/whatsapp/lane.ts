import type { Item } from './grouping.ts';
import type { OurNumber } from './our-number.ts';

/** One sender's waiting messages, in order, and how they are being answered. */
export interface Lane {
  readonly number: OurNumber;
  /** The conversation: 'wa-<id>'. */
  readonly name: string;
  /** Their number, where it is theirs at present. */
  address?: string;
  items: Item[];
  /** Under way, or in the queue for it. */
  busy: boolean;
  timer?: NodeJS.Timeout;
  /** When their turns of the last minute began. */
  turns: number[];
  /** Not before: the last try failed. */
  retryAt: number;
}

export function newLane(number: OurNumber, name: string): Lane {
  return { number, name, items: [], busy: false, turns: [], retryAt: 0 };
}

/** Until when a sender who writes too fast waits for the next turn; 0 when they do not. */
export function floodedUntil(lane: Lane, now: number, most: number, windowMs: number): number {
  lane.turns = lane.turns.filter((at) => at > now - windowMs);
  return lane.turns.length < most ? 0 : lane.turns[lane.turns.length - most]! + windowMs;
}

/** Where a lane's messages belong, as the host wants to know it. */
export function placeOf({ number: { account }, name, address }: Lane) {
  return {
    address: { channel: 'whatsapp', account: account.phone, externalId: name },
    sender: { id: name, ...(address !== undefined && { address }) },
    creditorId: account.creditorId,
  };
}
