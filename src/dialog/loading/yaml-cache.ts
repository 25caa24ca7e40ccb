import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What YAML sources came to, kept by the hash of the source: parsing fifty small files costs a tenth of
 * a second at each start, reading them back a millisecond. Only sources without errors are kept.
 */
export interface YamlCache {
  get(source: string): unknown;
  put(source: string, data: unknown): void;
  /** Writes what is new; a folder that cannot be written to only costs the time again. */
  save(): void;
}

const FORMAT = 1;

/** The cache in `dir`; without one, or with a broken file there, an empty one. */
export function openYamlCache(dir: string | undefined): YamlCache {
  const file = dir && join(dir, 'dialogs.json');
  const known = file ? readKnown(file) : {};
  const used: Record<string, unknown> = {};
  let changed = false;
  return {
    get(source) {
      const key = keyOf(source);
      const data = known[key];
      if (data !== undefined) used[key] = data;
      return data;
    },
    put(source, data) {
      used[keyOf(source)] = data;
      changed = true;
    },
    save() {
      if (!file || !changed) return;
      try {
        mkdirSync(dir, { recursive: true });
        // Several processes may start at once: each puts a whole file in place.
        const draft = `${file}.${process.pid}`;
        writeFileSync(draft, JSON.stringify({ format: FORMAT, files: used }));
        renameSync(draft, file);
      } catch {
        // Not to be had here: nothing depends on it.
      }
    },
  };
}

function readKnown(file: string): Record<string, unknown> {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as {
      format?: number;
      files?: Record<string, unknown>;
    };
    return read.format === FORMAT && read.files ? read.files : {};
  } catch {
    return {};
  }
}

function keyOf(source: string): string {
  return createHash('sha256').update(source).digest('base64url');
}
