// `npm run bench`: a verified balance question through the real server, side by side with the least such
// a turn can cost and with Microsoft's echo bot, in one run. `--help` lists the options.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { lockDir } from './lib/lock.mjs';
import { canPin } from './lib/process.mjs';
import { ROOT } from './lib/root.mjs';
import { median } from './lib/stats.mjs';
import { startLoad } from './load/load.mjs';
import { measureStartup } from './measure-startup.mjs';
import { measureTurns, tokensFromSapa } from './measure-turns.mjs';
import { readOptions } from './options.mjs';
import { profileSapa } from './profile.mjs';
import { memoryTable, summarise, summariseMemory, table, turnsTable } from './report.mjs';
import { ledgerDir } from './seed/ledger.mjs';
import { judge } from './targets.mjs';
import { botbuilderBody, botbuilderConnector } from './variants/botbuilder.mjs';
import { floor, inventTokens } from './variants/floor.mjs';
import { DATABASE_FILE, measureServer, sapa } from './variants/sapa.mjs';

const options = readOptions(process.argv.slice(2));
options.dir = resolve(options.dir);
const variants = [sapa, floor, botbuilderBody, botbuilderConnector].filter((one) =>
  options.only.includes(one.name),
);
const labels = Object.fromEntries(variants.map((one) => [one.name, one.label]));
const withSapa = variants.includes(sapa) || options.only.includes('startup') || options.profile;
const say = (words) => console.error(words);
const started = performance.now();

if (options.server) {
  measureServer(options.server);
} else if (withSapa) {
  const built = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, stdio: 'inherit' });
  if (built.status !== 0) process.exit(1);
}
mkdirSync(options.dir, { recursive: true });
lockDir(options.dir);
if (!canPin) say('taskset or a second core is missing: server and load share what there is');
for (const debtors of options.debtors) await ledgerDir(options.dir, debtors, DATABASE_FILE, say);
const tokens = withSapa ? await tokensFromSapa(options) : inventTokens(options.sessions * options.rounds);

if (options.profile) {
  await profileSapa({ options, tokens, say });
  process.exit();
}
const startup = options.only.includes('startup') ? await measureStartup({ options, say }) : undefined;
const load = startLoad();
const measured = await measureTurns({ options, variants, tokens, load, say });
load.end();

const turns = summarise(measured.turns);
const memory = summariseMemory(measured.memory);
const disk = {
  p50: median(measured.disk.map((one) => one.p50)),
  p99: median(measured.disk.map((one) => one.p99)),
};
const targets = judge({ turns, memory, startup });
const machine = { cpu: cpus()[0].model, cores: cpus().length, node: process.version, pinned: canPin };

console.log(`
Balance question of a verified debtor: posted, understood, answered, stored (synchronous=FULL), pushed.
${machine.cores} cores (${machine.cpu}), Node ${machine.node}; server ${canPin ? 'on core 0, load on core 1' : 'not pinned'};
medians of ${options.rounds} rounds of ${options.seconds} s; ${options.sessions} conversations with an open WebSocket.
fdatasync of 4 KiB on this disk: p50 ${disk.p50.toFixed(2)} ms, p99 ${disk.p99.toFixed(2)} ms

${turnsTable(turns, labels)}

${memoryTable(memory, labels)}
`);
if (startup) {
  console.log(`Process start to first reply, a new visitor: ${startup.firstReplyMs.toFixed(0)} ms (listening after ${startup.listeningMs.toFixed(0)} ms); the very first start of an empty folder: ${startup.firstEverMs.toFixed(0)} ms.
RSS at rest after that reply: ${startup.restMb.toFixed(0)} MB.
`);
}
if (targets.length > 0) {
  console.log(
    table(
      ['target', '', 'by', 'measured'],
      targets.map((one) => [one.target, one.met ? 'met' : 'MISSED', one.by, one.measured]),
      [0, 3],
    ),
  );
}
console.log(`\nThe whole run took ${((performance.now() - started) / 60_000).toFixed(1)} minutes.`);
if (options.json) {
  writeFileSync(
    options.json,
    `${JSON.stringify({ machine, options, disk, turns, memory, startup, targets, measured }, null, 2)}\n`,
  );
}
