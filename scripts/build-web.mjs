import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { buildConsole } from './build-console.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const WEB = join(ROOT, 'src/web');
const OUT = join(ROOT, 'dist/web');

/** Promised to the pages that embed the widget. */
const WIDGET_LIMIT_GZIP = 30 * 1024;

/** Style sheets imported by a script become minified text in it. */
const cssAsText = {
  name: 'css-as-text',
  setup(bundle) {
    bundle.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

const SCRIPTS = {
  'widget.js': 'widget/main.ts',
  'demo/shop.js': 'demo/shop.ts',
  'demo/inbox.js': 'demo/inbox.ts',
};
const STYLES = ['demo/shop.css', 'demo/inbox.css'];
const PAGES = ['demo/shop.html', 'demo/inbox.html'];

/**
 * Builds the widget and the demonstration pages; into `dist/web` the collectors' console as well.
 * @param {{ outDir?: string }} [options] where to; `dist/web` when absent
 * @returns {Promise<{ outDir: string, files: { name: string, bytes: number, gzipBytes: number }[] }>}
 * @throws when the widget is over its size limit
 */
export async function buildWeb({ outDir = OUT } = {}) {
  if (outDir === OUT) await buildConsole();
  await mkdir(join(outDir, 'demo'), { recursive: true });
  for (const [name, entry] of Object.entries(SCRIPTS)) {
    await build({
      entryPoints: [join(WEB, entry)],
      outfile: join(outDir, name),
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2020',
      // In every browser since 2021; written for older ones they would cost 2 KB.
      supported: {
        'class-field': true,
        'class-private-field': true,
        'class-private-method': true,
        'class-private-accessor': true,
        'class-private-static-field': true,
        'class-static-field': true,
      },
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'error',
      plugins: [cssAsText],
    });
  }
  for (const name of STYLES) {
    const { code } = await transform(await readFile(join(WEB, name), 'utf8'), {
      loader: 'css',
      minify: true,
    });
    await writeFile(join(outDir, name), code);
  }
  for (const name of PAGES) await copyFile(join(WEB, name), join(outDir, name));
  const files = [];
  for (const name of [...Object.keys(SCRIPTS), ...STYLES, ...PAGES]) {
    const content = await readFile(join(outDir, name));
    files.push({ name, bytes: content.length, gzipBytes: gzipSync(content, { level: 9 }).length });
  }
  const widget = files[0];
  if (widget.gzipBytes > WIDGET_LIMIT_GZIP) {
    throw new Error(
      `widget.js is ${widget.gzipBytes} bytes gzipped; it must stay under ${WIDGET_LIMIT_GZIP}. ` +
        'Take something out of src/web/widget, or load it on demand.',
    );
  }
  return { outDir, files };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { files } = await buildWeb();
  for (const file of files)
    console.log(`${file.name.padEnd(16)} ${file.bytes} bytes, ${file.gzipBytes} gzipped`);
}
