import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { projectRoot } from '../../../src/shared/project-root.ts';

const CONSOLE = join(projectRoot(), 'src/web/console');

/** Every TypeScript file of the console. */
export function sourceOf(folder = CONSOLE): { path: string; code: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path), code: readFileSync(path, 'utf8') }));
}

/** Each lazy page of app/routes.tsx with the parts of texts it says it needs. */
export function partsOfPages(): { page: string; loaded: string[] }[] {
  const routes = readFileSync(join(CONSOLE, 'app/routes.tsx'), 'utf8');
  return [...routes.matchAll(/lazy\(\(\) =>\s*(?:withTexts\(\s*\[([^\]]*)\],\s*)?import\('([^']+)'\)/g)].map(
    ([, parts, path]) => ({
      page: join('app', path!),
      loaded: [...(parts ?? '').matchAll(/'(\w+)'/g)].map(([, part]) => part!),
    }),
  );
}

/** The parts of texts that a file and all it imports speak. */
export function partsBehind(file: string, seen = new Set<string>(), parts = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(join(CONSOLE, file))) return parts;
  seen.add(file);
  const code = readFileSync(join(CONSOLE, file), 'utf8');
  for (const [, part] of code.matchAll(/useTexts\('(\w+)'\)/g)) parts.add(part!);
  for (const [, path] of code.matchAll(/(?:from|import\()\s*'(\.[^']+\.tsx?)'/g)) {
    partsBehind(join(dirname(file), path!), seen, parts);
  }
  return parts;
}
