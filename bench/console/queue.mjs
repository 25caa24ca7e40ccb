// `npm run bench:queue`: every view and filter of the queue, and a conversation's messages, over the console's
// real routes on 100,000 handoffs and 1,000,000 messages. `--help` lists the options.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../lib/root.mjs';

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
const { status } = spawnSync(process.execPath, [join(outdir, 'queue.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
