import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { createSessions, signInContext, touchPresence } from './collectors/index.ts';
import type { Config } from './config.ts';
import { contentPaths } from './content-paths.ts';
import { type ConsoleFiles, consoleApi, createLive, sessionCookie } from './http/index.ts';
import type { IdentityService } from './identity/index.ts';
import { readDecisionLimits } from './payments/index.ts';
import { createSweeper, holidayWarnings, readServicePolicy } from './service-levels/index.ts';
import type { Clock } from './shared/clock.ts';
import type { Database } from './storage/database.ts';

interface ConsoleParts {
  config: Config;
  database: Database;
  clock: Clock;
  identity: IdentityService;
  files: ConsoleFiles;
  /** Shows the debtor of a conversation that this person is writing. */
  typing(conversationId: number, firstName: string): void;
  /** Something was queued for a debtor. */
  nudge(): void;
  log: FastifyBaseLogger;
}

/** Wires what collectors work with: the API, the live feed, and the watch over service levels. */
export function createConsole({ config, database, clock, log, ...parts }: ConsoleParts) {
  const { dialogsDir } = contentPaths();
  const policies = join(dialogsDir, 'policies');
  const servicePolicy = readServicePolicy(policies);
  for (const line of holidayWarnings(servicePolicy, clock.now())) log.warn(line);
  const publicUrl = config.PUBLIC_URL;
  const sessions = createSessions({ database, clock, key: config.DATA_KEY });
  const cookie = sessionCookie(publicUrl);
  const live = createLive({
    database,
    clock,
    publicUrl,
    tokenOf: cookie.tokenOf,
    // A page that is merely open keeps no session alive.
    current: (token) => sessions.peek(token),
    present: ({ collectorId }, presence) =>
      database.write(async (tx) => touchPresence(tx, collectorId, clock.now(), presence)),
    typing: (conversationId, { firstName }) => parts.typing(conversationId, firstName),
    log,
  });
  const sweeper = createSweeper({ database, clock, policy: servicePolicy, log, onQueued: parts.nudge });
  const api = consoleApi({
    database,
    clock,
    publicUrl,
    demo: config.DEMO,
    sessions,
    signIn: signInContext({ database, clock, key: config.DATA_KEY }),
    identity: parts.identity,
    decisionLimits: readDecisionLimits(join(policies, 'decisions.yml')),
    files: parts.files,
    nudge: parts.nudge,
  });
  return { api, live, sweeper };
}
