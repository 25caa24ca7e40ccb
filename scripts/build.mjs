// Bundles the server, the command line and the web pages into dist/. `--watch` builds again on change.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { build, context } from 'esbuild';

const options = {
  entryPoints: { main: 'src/main.ts', cli: 'src/cli.ts', train: 'src/dialog/understanding/load-model.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
};

mkdirSync('dist', { recursive: true });
if (process.argv.includes('--watch')) {
  const watching = await context(options);
  await watching.watch();
} else {
  rmSync('dist/chunks', { recursive: true, force: true });
  await build({ ...options, chunkNames: 'chunks/[name]-[hash]' });
}
if (existsSync('scripts/build-web.mjs')) {
  const { buildWeb } = await import('./build-web.mjs');
  await buildWeb();
}
// Trained here, so that no start ever has to.
const { loadModel } = await import('../dist/train.js');
await loadModel({ localesDir: 'locales', cacheDir: 'dist/understanding' });
