import type { SignedInCollector } from '../../collectors/index.ts';
import type { AnnouncedMessage } from '../../shared/announcement.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Database, ReadTx } from '../../storage/database.ts';
import type { ConsoleMessage, QueueItem } from '../contract/console.ts';

/** What the live feed asks of the rest; app.ts gives it. */
export interface LiveDependencies {
  database: Database;
  clock: Clock;
  /** Only pages of this origin get in. Without a trailing slash. */
  publicUrl: string;
  /** The session's token in a Cookie header; undefined without one. */
  tokenOf(cookieHeader: string | undefined): string | undefined;
  /** Who holds this session now; undefined when it has ended. */
  current(token: string): Promise<SignedInCollector | undefined>;
  /** Marks who has the console open, for everybody who tells a debtor how long it takes. */
  present(collector: SignedInCollector, presence: { online: boolean; away: boolean }): Promise<void>;
  /** This conversation and the others of its debtor; undefined when the collector may not see it. */
  timelineOf(tx: ReadTx, collector: SignedInCollector, conversationId: number): Promise<number[] | undefined>;
  /** The queue's row as it is now; undefined when the collector may not see it. */
  queueItem(tx: ReadTx, collector: SignedInCollector, handoffId: number): Promise<QueueItem | undefined>;
  /** The open handoff of a conversation. */
  openHandoffOf(tx: ReadTx, conversationId: number): Promise<number | undefined>;
  consoleMessage(conversationId: number, channel: string, message: AnnouncedMessage): ConsoleMessage;
  channelOf(tx: ReadTx, conversationId: number): Promise<string>;
  /** The key of the NewMessage from which a transcript message came. */
  keyOf(message: AnnouncedMessage): string | undefined;
  /** Shows the debtor that somebody is writing. */
  typing(conversationId: number, collector: SignedInCollector): void;
  log: { error(facts: object, message: string): void };
}
