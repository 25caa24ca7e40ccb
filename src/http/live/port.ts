import type { SignedInCollector } from '../../collectors/index.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Database } from '../../storage/database.ts';

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
  /** Shows the debtor that somebody is writing. */
  typing(conversationId: number, collector: SignedInCollector): Promise<void>;
  log: { error(facts: object, message: string): void };
}
