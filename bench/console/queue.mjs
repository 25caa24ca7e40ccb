// `npm run bench:console -- queue`: every view and filter of the queue, and a conversation's messages, over the console's
// real routes on 100,000 handoffs and 1,000,000 messages. `--help` lists the options.
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../lib/root.mjs';
import { percentile } from '../lib/stats.mjs';
import { table } from '../report.mjs';

const HELP = `npm run bench:console -- queue -- [options]

  --open LIST     how many of the 100,000 handoffs are open   (2000,100000)
  --requests N    of each kind, after a tenth as many to warm up   (100)
  --only TEXT     only kinds whose name contains it
  --dir DIR       where databases are made and kept   (data/bench)
`;
const TARGET_MS = 100;
/** Not a page of the queue: read in portions, other requests in between. */
const REPORT = 'report of 30 days';

const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  console.log(HELP);
  process.exit();
}
process.chdir(ROOT);
const outdir = join(ROOT, 'dist', 'bench', 'console');
await build({
  entryPoints: { queue: 'bench/console/queue-measure.ts' },
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'error',
});
const { status, stdout } = spawnSync(process.execPath, [join(outdir, 'queue.mjs'), ...args], {
  stdio: ['ignore', 'pipe', 'inherit'],
  encoding: 'utf8',
});
if (status !== 0) process.exit(status ?? 1);

for (const line of stdout.trim().split('\n')) {
  const { open, measured } = JSON.parse(line);
  const figures = measured.map(({ times, ...kind }) => {
    times.sort((a, b) => a - b);
    return { ...kind, p50: percentile(times, 0.5), p95: percentile(times, 0.95), max: times.at(-1) };
  });
  const rows = figures.map(({ name, who, items, p50, p95, max, cpuMs }) => [
    ...[name, who, String(items)],
    ...[p50, p95, max, cpuMs].map((ms) => ms.toFixed(1)),
  ]);
  const slowest = Math.max(...figures.filter((one) => one.name !== REPORT).map((one) => one.p95));
  console.log(`
100,000 handoffs, ${open.toLocaleString('en')} open; 1,000,000 messages.
One request after the other through the console's routes: session, permission, answer as JSON. Milliseconds;
CPU is what one request takes of the process, however busy the machine is otherwise.
${cpus().length} cores (${cpus()[0].model}), Node ${process.version}

${table(['list', 'for a collector of', 'rows', 'p50', 'p95', 'max', 'CPU'], rows, [0, 1])}

slowest p95 of a page: ${slowest.toFixed(1)} ms; target under ${TARGET_MS} ms: ${slowest < TARGET_MS ? 'met' : 'MISSED'}
`);
}
