import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startProcess, until } from '../lib/process.mjs';
import { ROOT } from '../lib/root.mjs';
import { SITE } from '../seed/ledger.mjs';

let server = join(ROOT, 'dist', 'main.js');
export const DATABASE_FILE = 'sapa.db';
/** The same in every run, so that tokens of one ledger's server hold on another's. */
const SECRET = 'bench-secret-of-no-value-to-anyone-0123456789';
const NEVER = String(1e9);

/** Measures another build than `dist/`, such as one before a change. */
export function measureServer(file) {
  server = resolve(file);
  if (!existsSync(server)) throw new Error(`${server} does not exist`);
}

/** The environment of a production server that sends no mail, on `dataDir`, with limits out of the way. */
export function sapaEnv(dataDir, port) {
  return {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: dataDir,
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'Sapa <sapa@bench.example>',
    WEBCHAT_SECRET: SECRET,
    OTP_SECRET: SECRET,
    DATA_KEY: SECRET,
    DEMO: 'false',
    LOG_LEVEL: 'warn',
    METRICS_PORT: '0',
    RATE_LIMIT_ADDRESS: NEVER,
    RATE_LIMIT_CONVERSATION: NEVER,
    RATE_LIMIT_TOKEN: NEVER,
  };
}

/** The flags that `npm start` gives to node. */
function startFlags() {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const flags = /^node (.*)dist\/main\.js$/.exec(scripts.start);
  if (!flags) throw new Error(`"npm start" is not "node … dist/main.js" but "${scripts.start}"`);
  return flags[1].split(' ').filter((flag) => flag !== '');
}

/** Starts the real server as `npm start` does; resolves at once. `nodeArgs` such as `--cpu-prof`. */
export function spawnSapa({ dataDir, port, logFile, nodeArgs = [] }) {
  return startProcess([...startFlags(), ...nodeArgs, server], {
    env: sapaEnv(dataDir, port),
    logFile,
    cwd: ROOT,
  });
}

export const sapa = {
  name: 'sapa',
  label: 'Sapa, real server',
  ledger: true,
  protocol: 'direct-line',
  async start(at) {
    const running = spawnSapa(at);
    await until(running, 'Sapa', () => ok(`http://127.0.0.1:${at.port}/readyz`), { everyMs: 20 });
    return running;
  },
};

/** `count` conversations with their tokens, as a company's backend gets them from a running server. */
export async function takeTokens(port, count) {
  const sessions = [];
  for (let i = 0; i < count; i++) {
    const response = await fetch(`http://127.0.0.1:${port}/v3/directline/tokens/generate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
      body: JSON.stringify({ user: { id: `dl_bench_${i}` }, site: SITE }),
    });
    if (!response.ok) throw new Error(`tokens/generate: ${response.status} ${await response.text()}`);
    const { conversationId, token } = await response.json();
    const { user } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString('utf8'));
    sessions.push({ conversationId, token, userId: user ?? `dl_bench_${i}` });
  }
  return sessions;
}

export async function ok(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
