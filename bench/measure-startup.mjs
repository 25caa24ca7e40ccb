import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import WebSocket from 'ws';
import { freePort, memoryMb, until } from './lib/process.mjs';
import { median } from './lib/stats.mjs';
import { ledgerDir, SITE } from './seed/ledger.mjs';
import { DATABASE_FILE, ok, spawnSapa } from './variants/sapa.mjs';

const STARTS = 7;
/** Idle this long before memory at rest is read: compiled code and garbage of the start are gone. */
const REST_MS = 3_000;

/**
 * From the start of the process to the bot's first words to a visitor nobody knows: token by site key,
 * conversation, socket, message, reply. Medians of several starts on the smallest ledger.
 */
export async function measureStartup({ options, say }) {
  const debtors = Math.min(...options.debtors);
  const dataDir = await ledgerDir(options.dir, debtors, DATABASE_FILE, say);
  // What only a first start does (reading an empty folder, making caches) is told apart.
  const fresh = mkdtempSync(join(options.dir, 'first-start-'));
  let firstEverMs;
  try {
    firstEverMs = (await start(fresh, options, (port) => ok(`http://127.0.0.1:${port}/readyz`))).doneMs;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  await start(dataDir, options, firstReply);
  const starts = [];
  for (let i = 0; i < STARTS; i++) {
    const one = await start(dataDir, options, firstReply, i === STARTS - 1);
    say(
      `start ${i + 1}/${STARTS}: listening after ${one.listeningMs.toFixed(0)} ms, first reply after ${one.doneMs.toFixed(0)} ms`,
    );
    starts.push(one);
  }
  return {
    firstReplyMs: median(starts.map((one) => one.doneMs)),
    listeningMs: median(starts.map((one) => one.listeningMs)),
    firstEverMs,
    restMb: starts.at(-1).restMb,
    starts,
  };
}

async function start(dataDir, options, work, rest = false) {
  const port = await freePort();
  const server = spawnSapa({ dataDir, port, logFile: join(options.dir, 'sapa.log') });
  const since = () => performance.now() - server.startedAt;
  try {
    await until(server, 'Sapa', () => ok(`http://127.0.0.1:${port}/healthz`), { everyMs: 2 });
    const listeningMs = since();
    await until(server, 'first reply', () => work(port));
    const doneMs = since();
    if (rest) await delay(REST_MS);
    return { listeningMs, doneMs, restMb: rest ? memoryMb(server.pid).rss : undefined };
  } finally {
    await server.stop();
  }
}

async function firstReply(port) {
  const base = `http://127.0.0.1:${port}`;
  const post = async (path, token, body) => {
    const response = await fetch(base + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: base,
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const { token } = await post('/webchat/token', undefined, { siteKey: SITE, locale: 'id' });
  const { conversationId, streamUrl } = await post('/v3/directline/conversations', token, { locale: 'id' });
  const socket = new WebSocket(streamUrl, { perMessageDeflate: false });
  const replied = new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data) => {
      if (data.length === 0) return;
      const { activities = [] } = JSON.parse(data.toString('utf8'));
      if (activities.some((one) => one.type === 'message' && one.from?.role === 'bot' && one.text))
        resolve(true);
    });
  });
  await post(`/v3/directline/conversations/${conversationId}/activities`, token, {
    type: 'message',
    text: 'halo',
    locale: 'id',
    channelData: { clientActivityID: 'first' },
  });
  await replied;
  socket.terminate();
  return true;
}
