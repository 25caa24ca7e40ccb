import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createLogger, createServer, type ServerOptions } from '../../src/http/index.ts';

/** The HTTP server with nothing behind it but what a test puts there; not listening. */
export function httpServer(
  options: Partial<Omit<ServerOptions, 'config'>> & { config?: Partial<ServerOptions['config']> } = {},
) {
  return createServer({
    log: createLogger({ level: 'silent' }),
    checks: {},
    routes: [],
    ...options,
    config: {
      publicUrl: 'http://localhost:3000',
      requestsPerAddressPerMinute: 1_000_000,
      webFolder: 'no-such-folder',
      ...options.config,
    },
  });
}

/** A folder of built web pages. */
export function webFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-web-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
