// Builds everything into dist/: server, command line, web pages, and the trained understanding, so that
// no start has to train. `--watch` builds the server again on every change.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { buildWeb } from './build-web.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What CommonJS libraries expect to find around them. */
const COMMON_JS = [
  "import { createRequire as sapaRequire } from 'node:module';",
  "import { dirname as sapaDirname } from 'node:path';",
  "import { fileURLToPath as sapaFile } from 'node:url';",
  'const require = sapaRequire(import.meta.url);',
  'const __filename = sapaFile(import.meta.url);',
  'const __dirname = sapaDirname(__filename);',
].join('');

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
  // Libraries go into the bundle too: a start reads a few files instead of a thousand (-40 % CPU). Left
  // out are native code, what is loaded only when it is needed, and natural, whose stemmer relies on the
  // sloppy mode that a bundle of modules does not have.
  external: [
    'better-sqlite3',
    '@node-rs/argon2',
    'natural',
    'exceljs',
    'file-type',
    'nodemailer',
    'cli-progress',
    'pino-pretty',
    '@whiskeysockets/baileys',
    'undici',
  ],
  banner: { js: COMMON_JS },
  // 6 MB less to hold and 20 ms less to read. Names stay, and with `node --enable-source-maps` a stack trace
  // names files and lines of the source.
  minifyWhitespace: true,
  minifySyntax: true,
  // Package files would only make the map large.
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
};

/** A process of an earlier build may load its chunks yet: they stay for an hour. */
const KEEP_CHUNKS_MS = 60 * 60_000;

function removeOldChunks({ outputs }) {
  const dir = join(root, 'dist', 'chunks');
  const present = new Set(Object.keys(outputs).map((file) => basename(file)));
  for (const name of readdirSync(dir)) {
    const file = join(dir, name);
    const old = Date.now() - statSync(file).mtimeMs > KEEP_CHUNKS_MS;
    if (old && !present.has(name)) rmSync(file, { force: true });
  }
}

if (process.argv.includes('--watch')) {
  const watching = await context(options);
  await watching.watch();
} else {
  const { metafile } = await build(options);
  removeOldChunks(metafile);
  const { loadModel } = await import('../dist/train.js');
  await loadModel({ localesDir: join(root, 'locales'), cacheDir: join(root, 'dist', 'understanding') });
}
await buildWeb();
