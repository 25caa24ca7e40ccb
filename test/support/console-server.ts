import { createSessions, type Permission, signInContext } from '../../src/collectors/index.ts';
import type { ConsoleDeps } from '../../src/http/routes/console/deps.ts';
import { consoleApi } from '../../src/http/routes/console/index.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Database } from '../../src/storage/database.ts';
import { signIn } from './collectors.ts';
import { httpServer } from './http-server.ts';

/** A route as it was declared. */
export interface ConsoleRoute {
  method: string;
  url: string;
  permission: Permission | 'public' | undefined;
}

/**
 * The console's API on a database of the test, without the rest of the application. `more` gives the
 * parts that a test's routes use beyond people and sessions. Not listening; use `server.inject`.
 */
export async function consoleServer(database: Database, clock: Clock, more: Partial<ConsoleDeps> = {}) {
  const config = { DATA_KEY: 'k'.repeat(40), PUBLIC_URL: more.publicUrl ?? 'http://sapa.test' };
  const sessions = createSessions({ database, clock, key: config.DATA_KEY });
  const deps = {
    database,
    clock,
    publicUrl: config.PUBLIC_URL,
    demo: false,
    sessions,
    signIn: signInContext({ database, clock, key: config.DATA_KEY }),
    nudge: () => {},
    ...more,
  } as ConsoleDeps;
  const routes: ConsoleRoute[] = [];
  const server = await httpServer({
    config: { publicUrl: config.PUBLIC_URL },
    routes: [
      async (app) => {
        app.addHook('onRoute', ({ method, url, config }) => {
          for (const one of [method].flat())
            routes.push({ method: one, url, permission: config?.permission });
        });
        await app.register(consoleApi(deps));
      },
    ],
  });
  const world = { server, database, clock, config, sessions, routes };
  return { ...world, signIn: (account: { id: number }) => signIn(world, account) };
}
