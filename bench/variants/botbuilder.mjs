import { join } from 'node:path';
import { startProcess, until } from '../lib/process.mjs';
import { ROOT } from '../lib/root.mjs';
import { ok } from './sapa.mjs';

async function start({ port, logFile, nodeArgs = [] }) {
  const server = startProcess(
    ['--no-deprecation', ...nodeArgs, join(ROOT, 'bench', 'peers', 'botbuilder-echo.mjs'), String(port)],
    { env: { PATH: process.env.PATH, NODE_ENV: 'production' }, logFile, cwd: ROOT },
  );
  await until(server, 'botbuilder', () => ok(`http://127.0.0.1:${port}/readyz`), { everyMs: 20 });
  return server;
}

const shared = { ledger: false, protocol: 'bot-framework', start };

/** Replies in the response body: botbuilder's fast way. */
export const botbuilderBody = {
  ...shared,
  name: 'botbuilder-body',
  label: 'botbuilder echo, reply in response',
  load: { replies: 'body' },
};

/** Replies by POST to the connector: how a bot answers on every channel but two. */
export const botbuilderConnector = {
  ...shared,
  name: 'botbuilder-connector',
  label: 'botbuilder echo, reply by POST',
  load: { replies: 'connector' },
};
