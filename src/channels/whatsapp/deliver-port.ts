import type { Clock } from '../../shared/clock.ts';
import type { ChannelHost } from '../channel.ts';
import type { Numbers } from './numbers.ts';
import type { OurNumber } from './our-number.ts';
import type { WhatsAppPolicy } from './policy.ts';
import type { ChannelLog, Surroundings } from './ports.ts';
import type { Counters } from './stats.ts';
import type { Directory, WhatsAppStore } from './store.ts';

export interface DeliverDependencies {
  store: WhatsAppStore;
  directory: Directory;
  numbers: Numbers;
  policy: WhatsAppPolicy;
  /** Makes the ids of what we send; see wire-id.ts. */
  idKey?: string | undefined;
  surroundings?: Surroundings;
  clock: Clock;
  log: ChannelLog;
  counters: Counters;
  host(): ChannelHost;
  /** The network calls a message of ours by a name of its own. */
  named(number: OurNumber, ours: string, theirs: string): void;
}
