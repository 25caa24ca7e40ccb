import type { FastifyPluginAsync } from 'fastify';
import { consoleGuard } from '../../plugins/console-guard.ts';
import { cannedRepliesRoutes } from './canned-replies.ts';
import { conversationsRoutes } from './conversations.ts';
import { conversationsReadRoutes } from './conversations-read.ts';
import { debtorsRoutes } from './debtors.ts';
import type { ConsoleDeps } from './deps.ts';
import { disputesRoutes } from './disputes.ts';
import { filesRoutes } from './files.ts';
import { handoffsRoutes } from './handoffs.ts';
import { profileRoutes } from './profile.ts';
import { proofsRoutes } from './proofs.ts';
import { queueRoutes } from './queue.ts';
import { sessionRoutes } from './session.ts';
import { teamRoutes } from './team.ts';
import { whatsappRoutes } from './whatsapp.ts';

/** Everything under `/console/api`; see http/contract/console. */
export function consoleApi(deps: ConsoleDeps): FastifyPluginAsync {
  return async (server) => {
    await server.register(
      async (app) => {
        consoleGuard(app, deps);
        for (const routes of [
          sessionRoutes,
          profileRoutes,
          teamRoutes,
          cannedRepliesRoutes,
          queueRoutes,
          handoffsRoutes,
          conversationsReadRoutes,
          conversationsRoutes,
          filesRoutes,
          proofsRoutes,
          disputesRoutes,
          debtorsRoutes,
          whatsappRoutes,
        ]) {
          routes(app, deps);
        }
      },
      { prefix: '/console/api' },
    );
  };
}
