import type { ConversationAddress } from './channels/channel.ts';
import { createSessions, signInContext, touchPresence } from './collectors/index.ts';
import type { Config } from './config.ts';
import { conversationById } from './conversation/conversation-repository.ts';
import { sweepPhone } from './handoff/index.ts';
import {
  type ConsoleFiles,
  consoleApi,
  createLive,
  type createLogger,
  sessionCookie,
  type WhatsAppDesk,
} from './http/index.ts';
import type { IdentityService } from './identity/index.ts';
import type { readPolicies } from './policies.ts';
import { createSweeper } from './service-levels/index.ts';
import type { Clock } from './shared/clock.ts';
import type { Database } from './storage/database.ts';

interface ConsoleParts {
  config: Config;
  policies: Pick<ReturnType<typeof readPolicies>, 'service' | 'decisions'>;
  database: Database;
  clock: Clock;
  identity: IdentityService;
  files: ConsoleFiles;
  /** Shows the debtor of a conversation that this person is writing. */
  typing(conversation: ConversationAddress, firstName: string): void;
  whatsapp?: WhatsAppDesk | undefined;
  /** Something was queued for a debtor. */
  nudge(): void;
  log: ReturnType<typeof createLogger>;
}

/** Wires what collectors work with: the API, the live feed, and the watch over service levels. */
export function createConsole({ config, database, clock, log, ...parts }: ConsoleParts) {
  const { service, decisions } = parts.policies;
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
    async typing(conversationId, { firstName }) {
      const conversation = await database.read((tx) => conversationById(tx, conversationId));
      if (conversation) parts.typing(conversation, firstName);
    },
    log,
  });
  const sweeper = createSweeper({
    database,
    clock,
    policy: service,
    log,
    onQueued: parts.nudge,
    also: [sweepPhone],
  });
  const api = consoleApi({
    database,
    clock,
    publicUrl,
    demo: config.DEMO,
    sessions,
    signIn: signInContext({ database, clock, key: config.DATA_KEY }),
    identity: parts.identity,
    decisionLimits: decisions,
    files: parts.files,
    whatsapp: parts.whatsapp,
    nudge: parts.nudge,
  });
  parts.whatsapp?.watch(({ creditorId }) => live.whatsappChanged(creditorId));
  return { api, live, sweeper };
}
