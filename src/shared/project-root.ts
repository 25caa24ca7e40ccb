import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let root: string | undefined;

/** The folder that holds `dialogs/`, `locales/` and `migrations/`, from wherever the bundle lies. */
export function projectRoot(): string {
  if (root) return root;
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!(existsSync(join(dir, 'migrations')) && existsSync(join(dir, 'package.json')))) {
    const parent = dirname(dir);
    if (parent === dir)
      throw new Error('project root not found: no folder above holds migrations/ and package.json');
    dir = parent;
  }
  root = dir;
  return dir;
}
