// Builds everything into dist/: server, command line, web pages, and the trained understanding, so that
// no start has to train. `--watch` builds the server again on every change.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { buildWeb } from './build-web.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const options = {
  absWorkingDir: root,
  entryPoints: { main: 'src/main.ts', cli: 'src/cli.ts', train: 'src/dialog/understanding/load-model.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
};

if (process.argv.includes('--watch')) {
  const watching = await context(options);
  await watching.watch();
} else {
  rmSync(join(root, 'dist', 'chunks'), { recursive: true, force: true });
  await build(options);
  const { loadModel } = await import('../dist/train.js');
  await loadModel({ localesDir: join(root, 'locales'), cacheDir: join(root, 'dist', 'understanding') });
}
await buildWeb();
