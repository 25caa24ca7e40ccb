import { createSessions, signInContext } from '../../src/collectors/index.ts';
import type { ConsoleDeps } from '../../src/http/routes/console/deps.ts';
import { consoleApi } from '../../src/http/routes/console/index.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Database } from '../../src/storage/database.ts';
import { signIn } from './collectors.ts';
import { httpServer } from './http-server.ts';

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
  const server = await httpServer({ config: { publicUrl: config.PUBLIC_URL }, routes: [consoleApi(deps)] });
  const world = { server, database, clock, config, sessions };
  return { ...world, signIn: (account: { id: number }) => signIn(world, account) };
}
