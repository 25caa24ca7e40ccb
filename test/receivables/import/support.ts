import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { connectFile } from '../../../src/erp/csv/index.ts';
import type { RecordKind } from '../../../src/erp/erp-connector.ts';
import { addCreditor, type ImportReport, importCommand } from '../../../src/receivables/import/index.ts';
import { ExpectedError } from '../../../src/shared/errors.ts';
import { type Database, openDatabase } from '../../../src/storage/database.ts';

export const TODAY = Date.UTC(2026, 10, 21, 3);

export interface Outcome {
  report?: ImportReport;
  /** Printed lines, or the lines of the refusal. */
  lines: readonly string[];
  code?: string;
}

export interface ImportBench {
  database: Database;
  dir: string;
  run(kind: RecordKind, content: string | Buffer, options?: RunOptions): Promise<Outcome>;
  rows<T = Record<string, unknown>>(sql: string): Promise<T[]>;
}

export interface RunOptions {
  /** YAML text of a mapping. */
  map?: string;
  name?: string;
  dryRun?: boolean;
  keepGoing?: boolean;
  creditorSlug?: string;
  asOf?: string;
}

const opened: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of opened.splice(0)) await close();
});

/** A ledger in a file of its own with one creditor `contoh` (IDR, Jakarta), and imports into it. */
export async function importBench(creditors = ['contoh']): Promise<ImportBench> {
  const dir = mkdtempSync(join(tmpdir(), 'sapa-import-'));
  const database = openDatabase(join(dir, 'sapa.db'), resolve('migrations/sqlite'));
  opened.push(async () => {
    await database.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const clock = { now: () => TODAY };
  for (const slug of creditors) {
    await database.write((tx) => addCreditor(tx, { slug, name: `PT ${slug}` }, TODAY));
  }
  return {
    database,
    dir,
    rows: (sql) => database.read(async (tx) => tx.connection.sqlite.prepare(sql).all() as never),
    async run(kind, content, { map, name = 'data.csv', ...options } = {}) {
      const file = join(dir, name);
      writeFileSync(file, content);
      const mapFile = map === undefined ? undefined : join(dir, 'map.yml');
      if (mapFile && map !== undefined) writeFileSync(mapFile, map);
      const lines: string[] = [];
      const io = { print: (line: string) => lines.push(line), isTerminal: false };
      try {
        const report = await importCommand(
          { database, clock, kind, file, mapFile, connect: connectFile, ...options },
          io,
        );
        return { report, lines };
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error;
        return { lines: error.lines, code: error.code };
      }
    },
  };
}

/** Debtors C-1 and C-2 are known. */
export async function benchWithDebtors(): Promise<ImportBench> {
  const bench = await importBench();
  await bench.run('debtors', 'debtor_number,name\nC-1,PT Satu Fiktif\nC-2,PT Dua Fiktif\n');
  return bench;
}

/** An invoices file with the usual header; cells in the order of the header. */
export function invoiceFile(...rows: string[]): string {
  return ['invoice_number,debtor_number,issue_date,due_date,amount,currency,description', ...rows, ''].join(
    '\n',
  );
}
