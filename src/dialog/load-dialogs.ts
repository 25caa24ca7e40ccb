import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Flow } from './flow-schema.ts';
import { loadFlow } from './loading/load-flow.ts';
import { type DialogTexts, loadTexts } from './loading/load-texts.ts';
import type { Problem } from './loading/problem.ts';
import { openYamlCache, type YamlCache } from './loading/yaml-cache.ts';
import { loadPattern, type Pattern, type PatternName, type Patterns } from './patterns.ts';

/** Everything the assistant can do and how it says it, as read; `problems` are what could not be read. */
export interface Dialogs {
  flows: ReadonlyMap<string, Flow>;
  patterns: Patterns;
  texts: DialogTexts;
  problems: readonly Problem[];
}

/**
 * Reads `<dialogsDir>/flows/*.yml`, `<dialogsDir>/patterns/*.yml` and `<localesDir>/<lang>/*.json`.
 * Never throws for their contents: hand the result to `checkDialogs` and refuse to start with problems.
 * With `cacheDir`, what was parsed once is kept there.
 */
export function loadDialogs(dirs: { dialogsDir: string; localesDir: string; cacheDir?: string }): Dialogs {
  const cache = openYamlCache(dirs.cacheDir);
  const texts = loadTexts(dirs.localesDir);
  const dialogs = parseDialogs({
    flows: readYamlDir(join(dirs.dialogsDir, 'flows')),
    patterns: readYamlDir(join(dirs.dialogsDir, 'patterns')),
    texts: texts.texts,
    cache,
  });
  cache.save();
  return { ...dialogs, problems: [...dialogs.problems, ...texts.problems] };
}

export interface SourceFile {
  file: string;
  source: string;
}

/** The same from sources in memory. */
export function parseDialogs(sources: {
  flows: readonly SourceFile[];
  patterns: readonly SourceFile[];
  texts: DialogTexts;
  cache?: YamlCache;
}): Dialogs {
  const problems: Problem[] = [];
  const flows = new Map<string, Flow>();
  const patterns = new Map<PatternName, Pattern>();
  for (const { file, source } of sources.flows) {
    const read = loadFlow(file, source, sources.cache);
    problems.push(...read.problems);
    if (!read.flow) continue;
    const known = flows.get(read.flow.name);
    if (known) {
      problems.push({
        file,
        line: read.flow.lineOf(['flow']),
        what: `the flow "${read.flow.name}" stands in ${known.file} too`,
        why: 'only one of them can be started',
        fix: 'remove or rename one',
      });
    } else flows.set(read.flow.name, read.flow);
  }
  for (const { file, source } of sources.patterns) {
    const read = loadPattern(file, source, sources.cache);
    problems.push(...read.problems);
    if (read.pattern) patterns.set(read.pattern.name, read.pattern);
  }
  return { flows, patterns, texts: sources.texts, problems };
}

/** The YAML files of a folder, sorted by name; none when there is no such folder. */
export function readYamlDir(dir: string): SourceFile[] {
  let names: string[];
  try {
    names = readdirSync(dir);
  } catch {
    return [];
  }
  return names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({ file: join(dir, name), source: readFileSync(join(dir, name), 'utf8') }));
}
