import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startProcess, until } from '../lib/process.mjs';
import { ROOT } from '../lib/root.mjs';
import { DATABASE_FILE, ok } from './sapa.mjs';

export const floor = {
  name: 'floor',
  label: 'floor: Fastify + better-sqlite3',
  ledger: true,
  protocol: 'direct-line',
  async start({ dataDir, port, logFile, nodeArgs = [] }) {
    const server = startProcess(
      [...nodeArgs, join(ROOT, 'bench', 'floor', 'server.mjs'), join(dataDir, DATABASE_FILE), String(port)],
      { env: { PATH: process.env.PATH, NODE_ENV: 'production' }, logFile, cwd: ROOT },
    );
    await until(server, 'floor', () => ok(`http://127.0.0.1:${port}/readyz`), { everyMs: 20 });
    return server;
  },
};

/** Sessions for the floor alone, where no Sapa is there to make them. */
export function inventTokens(count) {
  return Array.from({ length: count }, (_, i) => ({
    conversationId: `bench-${String(i).padStart(32, '0')}`,
    token: randomBytes(32).toString('base64url'),
    userId: `dl_bench_${i}`,
  }));
}
