// `npm run bench:understanding`: how well and how fast messages are understood, beside natural's Bayes and
// nlp.js. `-- --train FILE --test FILE` measures on any CSV or JSONL with a text and a label column instead.
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
process.chdir(root);
const outdir = join(root, 'dist/bench/understanding');
await build({
  entryPoints: { main: 'bench/understanding/main.ts', engine: 'bench/understanding/measure.ts' },
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'error',
});
const { status } = spawnSync(process.execPath, [join(outdir, 'main.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
