import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { parse } from 'csv-parse/sync';

export interface Row {
  text: string;
  label: string;
  /** Other labels that are as right. */
  accept?: string[];
}

const TEXT = ['text', 'utterance', 'query', 'sentence', 'message'];
const LABEL = ['intent', 'label', 'category', 'class', 'target'];

function pick(row: Record<string, unknown>, names: readonly string[], file: string): string {
  const key = names.find((name) => row[name] !== undefined);
  if (!key) throw new Error(`${file}: expected one of the columns ${names.join(', ')}`);
  return String(row[key]);
}

/** Rows of a CSV (with a header) or JSONL file with a text and a label. */
export function readRows(file: string): Row[] {
  const content = readFileSync(file, 'utf8');
  const records: Record<string, unknown>[] = /^\.(jsonl|ndjson)$/.test(extname(file))
    ? content
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line))
    : parse(content, { columns: true, bom: true, skip_empty_lines: true });
  return records.map((row) => ({
    text: pick(row, TEXT, file),
    label: pick(row, LABEL, file),
    ...(Array.isArray(row['accept']) ? { accept: row['accept'].map(String) } : {}),
  }));
}
