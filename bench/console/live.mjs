// `npm run bench:console`: 50 collectors look on while 1,000 debtors write. Measured is the time from the
// debtor's POST leaving to the frame on the collector's socket: in the open conversation, and in the row
// of the queue. One process, real sign-ins, real sockets, production settings, synchronous=FULL.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { cpuMicros, freePort, memoryMb, until } from '../lib/process.mjs';
import { ROOT } from '../lib/root.mjs';
import { percentile } from '../lib/stats.mjs';
import { SITE } from '../seed/ledger.mjs';
import { sapaEnv, spawnSapa, takeTokens } from '../variants/sapa.mjs';
import { Collector } from './collectors.mjs';

const { values } = parseArgs({
  options: {
    collectors: { type: 'string', default: '50' },
    conversations: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '20' },
    /** Messages a second over all conversations. */
    rate: { type: 'string', default: '100' },
  },
});
const options = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
let asked = 0;
const say = (words) => console.error(words);

const dataDir = mkdtempSync(join(tmpdir(), 'sapa-console-'));
const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
const logFile = join(dataDir, 'server.log');
const env = sapaEnv(dataDir, port);
sapaCommand('creditors', 'add', '--slug', 'bench', '--name', 'Bench');
sapaCommand('sites', 'add', '--key', SITE, '--creditor', 'bench', '--origin', 'self');
const printed = sapaCommand(
  ...['users', 'add', '--email', 'admin@bench.example', '--name', 'Admin', '--role', 'admin'],
);
const server = spawnSapa({ dataDir, port, logFile });
await until(server, 'Sapa', () =>
  fetch(`${origin}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  ),
);

try {
  const admin = new Collector(origin);
  await admin.signIn('admin@bench.example', firstPassword(printed));
  const [{ id: creditorId }] = (await admin.call('GET', '/team')).creditors;
  say(`signing ${options.collectors} collectors in`);
  const collectors = [];
  for (let i = 0; i < options.collectors; i++) {
    const email = `collector-${i}@bench.example`;
    const added = await admin.call('POST', '/team/collectors', {
      email,
      name: `Collector ${i}`,
      firstName: `Collector${i}`,
      role: 'collector',
      teamId: null,
      creditorIds: [creditorId],
      locale: i % 2 === 0 ? 'id' : 'en',
    });
    const collector = new Collector(origin);
    await collector.signIn(email, added.password);
    await collector.listen();
    collectors.push(collector);
  }

  say(`opening ${options.conversations} conversations, each handed over and claimed`);
  const debtors = [];
  for (const { token, conversationId } of await takeTokens(port, options.conversations)) {
    debtors.push(await openDebtor(token, conversationId));
  }
  for (const debtor of debtors) await post(debtor, 'Saya mau bicara dengan petugas');
  const waiting = [];
  for (let cursor = ''; ; ) {
    const page = await admin.call('GET', `/queue?view=unassigned&cursor=${encodeURIComponent(cursor)}`);
    waiting.push(...page.items);
    if (!page.next) break;
    cursor = page.next;
  }
  if (waiting.length !== debtors.length)
    throw new Error(`${waiting.length} wait in the queue, ${debtors.length} asked for a person`);
  // Numbered in the order in which the debtors asked.
  waiting.sort((a, b) => a.handoffId - b.handoffId);
  for (const [index, item] of waiting.entries())
    await collectors[index % collectors.length].call('POST', `/handoffs/${item.handoffId}/claim`, {});

  const sent = new Map();
  const inConversation = [];
  const inQueue = [];
  for (const [index, collector] of collectors.entries()) {
    collector.watch(waiting[index].conversationId);
    collector.onEvent = (event) => {
      const at = performance.now();
      const text = event.type === 'message' ? event.message.text : event.item?.last?.text;
      const since = sent.get(text);
      if (since === undefined) return;
      (event.type === 'message' ? inConversation : inQueue).push(at - since);
    };
  }
  await delay(500);

  say(`${options.rate} messages a second for ${options.seconds} s`);
  const cpuBefore = cpuMicros(server.pid);
  const started = performance.now();
  const posts = [];
  for (let n = 0; performance.now() - started < options.seconds * 1000; n++) {
    const due = started + (n * 1000) / options.rate;
    if (due > performance.now()) await delay(due - performance.now());
    // Every fifth message goes where somebody looks: 50 of 1,000 would be seen too seldom to measure.
    const seen = n % 5 === 0;
    const debtor = seen ? debtors[(n / 5) % collectors.length] : debtors[n % debtors.length];
    const text = `pesan nomor ${n} di percakapan ini`;
    sent.set(text, performance.now());
    posts.push(post(debtor, text));
  }
  await Promise.all(posts);
  const busy = (cpuMicros(server.pid) - cpuBefore) / ((performance.now() - started) * 10);
  await delay(1_000);

  const line = (name, list) => {
    const sorted = [...list].sort((a, b) => a - b);
    const at = (share) => percentile(sorted, share).toFixed(1).padStart(7);
    return `${name.padEnd(34)}${String(sorted.length).padStart(9)}${at(0.5)}${at(0.95)}${at(0.99)}${at(1)}`;
  };
  console.log(`
${collectors.length} collectors on the live feed, ${debtors.length} open conversations with a WebSocket each, ${posts.length} messages in ${options.seconds} s.
${cpus().length} cores (${cpus()[0].model}), Node ${process.version}; server on core 0, load on core 1.
The server was busy for ${busy.toFixed(0)} % of one core; RSS ${memoryMb(server.pid).rss.toFixed(0)} MB.

from a debtor's message to             frames    p50    p95    p99    max  ms
${line('the open conversation', inConversation)}
${line('the row of the queue', inQueue)}
`);
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit();

function sapaCommand(...args) {
  const done = spawnSync(process.execPath, [join(ROOT, 'dist', 'cli.js'), ...args], {
    env,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`sapa ${args.join(' ')}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** The password that `sapa users add` prints once. */
function firstPassword(printed) {
  const found = /once: (\S{12,})/.exec(printed);
  if (!found) throw new Error(`no password in: ${printed}`);
  return found[1];
}

/** A debtor with the chat open: every answer goes over the socket and is thrown away. */
async function openDebtor(token, conversationId) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const base = `${origin}/v3/directline/conversations`;
  const opened = await fetch(base, { method: 'POST', headers, body: '{}' });
  const { streamUrl } = await opened.json();
  const socket = new WebSocket(streamUrl);
  await new Promise((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  return { headers, url: `${base}/${encodeURIComponent(conversationId)}/activities` };
}

async function post({ url, headers }, text) {
  const body = JSON.stringify({
    type: 'message',
    text,
    from: { id: 'debtor' },
    channelData: { clientActivityID: `live-${asked++}` },
  });
  const answer = await fetch(url, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`activity: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}
