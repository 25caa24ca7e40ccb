import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from '../lib/root.mjs';

const MIGRATIONS = join(ROOT, 'migrations', 'sqlite');

/** Changes whenever the schema does, or the ledger that ledger.mjs makes of it. */
export function seedHash() {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'bench', 'seed', 'ledger.mjs')));
  for (const name of readdirSync(MIGRATIONS).sort())
    hash.update(name).update(readFileSync(join(MIGRATIONS, name)));
  return hash.digest('hex').slice(0, 16);
}

/** Applies the project's migrations with the project's own function. */
export async function migrateProject(sqlite) {
  const { migrate } = await fromSource('src/storage/migrate.ts');
  return migrate(sqlite, MIGRATIONS);
}

/** Imports a TypeScript file of the project, bundled on the fly; Node 20 reads no TypeScript. */
export async function fromSource(path) {
  const dir = mkdtempSync(join(tmpdir(), 'sapa-bench-'));
  try {
    const outfile = join(dir, 'module.mjs');
    await build({
      entryPoints: [join(ROOT, path)],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
