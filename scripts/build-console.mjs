// Builds the collectors' console (React, by Vite) into dist/web/console. Left out when nothing that goes
// into it has changed since: a stamp beside it says what it was made of.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const SOURCE = join(ROOT, 'src/web/console');
/** Whatever changes the result. Types of the contract leave no trace in it, but a wrong one must not go unseen. */
const INPUTS = [
  'src/web/console',
  'src/http/contract/console',
  'src/http/contract/console.ts',
  'scripts/build-console.mjs',
  'package-lock.json',
];

/** Promised for the first page: the entry, what it imports at once, one language, the page itself. */
const FIRST_PAGE_LIMIT_GZIP = 200 * 1024;
/** Chunks the first page loads besides the entry: of several only the largest, never two together. */
const FIRST_PAGE_ALSO = [['texts/id/first.ts', 'texts/en/first.ts'], ['pages/queue/queue-page.tsx']];

/**
 * Builds the console.
 * @param {{ outDir?: string, force?: boolean }} [options] where to (`dist/web/console` when absent)
 * @returns {Promise<{ built: boolean, firstPageGzip: number }>} `built` is false when nothing had changed
 * @throws when the scripts of the first page are over their limit
 */
export async function buildConsole({ outDir = join(ROOT, 'dist/web/console'), force = false } = {}) {
  const stampFile = join(outDir, '..', '.console-stamp.json');
  const inputs = await fingerprint();
  const stamp = existsSync(stampFile) ? JSON.parse(await readFile(stampFile, 'utf8')) : {};
  if (!force && stamp.inputs === inputs && existsSync(join(outDir, 'index.html'))) {
    return { built: false, firstPageGzip: stamp.firstPageGzip };
  }
  await rm(stampFile, { force: true });
  await bundle(outDir);
  const firstPageGzip = await firstPage(outDir);
  if (firstPageGzip > FIRST_PAGE_LIMIT_GZIP) {
    throw new Error(
      `The console's first page loads ${firstPageGzip} bytes of gzipped script; it must stay under ` +
        `${FIRST_PAGE_LIMIT_GZIP}. Load something in src/web/console on demand instead.`,
    );
  }
  await mkdir(dirname(stampFile), { recursive: true });
  await writeFile(stampFile, JSON.stringify({ inputs, firstPageGzip }));
  return { built: true, firstPageGzip };
}

async function bundle(outDir) {
  // Loaded here: Vite costs half a second, also when there is nothing to build.
  const [{ build }, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')]);
  await build({
    root: SOURCE,
    configFile: false,
    envDir: false,
    base: '/console/',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: ['chrome111', 'edge111', 'firefox114', 'safari16.4'],
      manifest: true,
      // A small picture inside a style sheet would need `data:` where the policy has none.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: {
        output: {
          // Letters and digits only: such names are served as never changing.
          hashCharacters: 'base36',
          entryFileNames: 'assets/[name]-[hash].js',
          chunkFileNames: 'assets/[name]-[hash].js',
          assetFileNames: 'assets/[name]-[hash][extname]',
        },
      },
    },
  });
}

/** Bytes of gzipped script until the first page stands. */
async function firstPage(outDir) {
  const manifest = JSON.parse(await readFile(join(outDir, '.vite/manifest.json'), 'utf8'));
  const base = closure(manifest, ['index.html']);
  let size = await gzipSize(outDir, base);
  for (const alternatives of FIRST_PAGE_ALSO) {
    const sizes = alternatives.map((name) =>
      gzipSize(
        outDir,
        [...closure(manifest, [name])].filter((file) => !base.has(file)),
      ),
    );
    size += Math.max(...(await Promise.all(sizes)));
  }
  return size;
}

/** Files of these entries of the manifest with everything they import statically. */
function closure(manifest, names, files = new Set()) {
  for (const name of names) {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`The console has no chunk ${name}: see FIRST_PAGE_ALSO.`);
    if (files.has(chunk.file)) continue;
    files.add(chunk.file);
    closure(manifest, chunk.imports ?? [], files);
  }
  return files;
}

async function gzipSize(outDir, files) {
  let size = 0;
  for (const file of files) size += gzipSync(await readFile(join(outDir, file)), { level: 9 }).length;
  return size;
}

async function fingerprint() {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    for (const path of await filesOf(join(ROOT, input))) {
      hash.update(`${path}\0`);
      hash.update(await readFile(path));
    }
  }
  return hash.digest('hex');
}

async function filesOf(path) {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (!entries) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { built, firstPageGzip } = await buildConsole({ force: process.argv.includes('--force') });
  console.log(
    `console ${built ? 'built' : 'unchanged'}, first page ${firstPageGzip} bytes of gzipped script`,
  );
}
