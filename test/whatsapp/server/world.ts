import type { Account, Accounts, Device } from './accounts.ts';
import { type Mode, writeAddress } from './addresses.ts';
import type { Faults } from './faults.ts';
import type { Linking } from './linking.ts';
import type { MediaHost } from './media-host.ts';
import type { Node } from './nodes.ts';
import type { Records } from './records.ts';
import type { Routes } from './routes.ts';

/** All there is, for the handlers of stanzas. */
export interface World {
  readonly accounts: Accounts;
  readonly records: Records;
  readonly faults: Faults;
  readonly linking: Linking;
  readonly media: MediaHost;
  readonly routes: Routes;
}

/** Queues a stanza for a device and writes it where the device is connected. */
export function deliver(to: Device, stanza: Node): void {
  to.queue.add(stanza, to.connection);
}

/** How `who` is named to others: a hidden number always as its LID. */
export function modeOf(who: Account, wanted: Mode = who.addressing): Mode {
  return who.hidden ? 'lid' : wanted;
}

/** Address of an account as others may see it. */
export function nameTo(who: Account, mode: Mode = who.addressing, device = 0): string {
  return writeAddress(who, modeOf(who, mode), device);
}

let count = 0;

/** An id for a stanza of the server's own. */
export function serverId(): string {
  count += 1;
  return `loopback-${count}`;
}
