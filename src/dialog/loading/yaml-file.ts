import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Problem } from './problem.ts';
import type { YamlCache } from './yaml-cache.ts';

/** A YAML file with the line of everything in it. */
export interface YamlFile {
  file: string;
  /** Undefined when the file cannot be read as YAML at all. */
  data: unknown;
  problems: Problem[];
  /** 1-based line of a key or list item; of its nearest parent when the path leads nowhere. */
  lineOf(path: readonly (string | number)[]): number;
}

/** Parses YAML 1.2 (where `on`, `yes`, `no` are words, not booleans); keeps every error with its line. */
export function parseYaml(file: string, source: string, cache?: YamlCache): YamlFile {
  const data = cache?.get(source);
  if (data === undefined) {
    const parsed = parseWithLines(file, source);
    if (parsed.data !== undefined) cache?.put(source, parsed.data);
    return parsed;
  }
  // Known to be good: its lines are looked up only if it turns out to say something wrong.
  let parsed: YamlFile | undefined;
  return {
    file,
    data,
    problems: [],
    lineOf(path) {
      parsed ??= parseWithLines(file, source);
      return parsed.lineOf(path);
    },
  };
}

function parseWithLines(file: string, source: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, version: '1.2' });
  const problems = document.errors.map(
    (error): Problem => ({
      file,
      line: lines.linePos(error.pos[0]).line,
      what: `not valid YAML: ${firstLine(error.message)}`,
      why: 'nothing in this file can be used',
      fix: error.code === 'DUPLICATE_KEY' ? 'keep one of the two' : 'mend the indentation or quoting there',
    }),
  );
  const start = (node: unknown): number | undefined => {
    const range = (node as Node | null | undefined)?.range;
    return range ? lines.linePos(range[0]).line : undefined;
  };
  return {
    file,
    data: problems.length > 0 ? undefined : document.toJS(),
    problems,
    lineOf(path) {
      let node: unknown = document.contents;
      let line = start(node) ?? 1;
      for (const part of path) {
        if (isMap(node)) {
          const pair = node.items.find((one) => isPair(one) && isScalar(one.key) && one.key.value === part);
          if (!pair) return line;
          line = start(pair.key) ?? line;
          node = pair.value;
        } else if (isSeq(node) && typeof part === 'number' && part in node.items) {
          node = node.items[part];
          line = start(node) ?? line;
        } else return line;
      }
      return line;
    },
  };
}

function firstLine(text: string): string {
  return text.split('\n')[0]!.replace(/[.:]$/, '');
}
