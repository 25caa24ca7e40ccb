import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** Every value of every table of an application's database, as `table.column: value` lines. */
export function everythingStored(dataDir: string): string[] {
  const database = new Sqlite(join(dataDir, 'sapa.db'), { readonly: true });
  try {
    // An index of words cannot be scanned itself; what it holds lies in its shadow tables, which are.
    const tables = database
      .prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'virtual'`)
      .pluck()
      .all();
    return tables.flatMap((table) =>
      (database.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[]).flatMap((row) =>
        Object.entries(row).map(([column, value]) => `${String(table)}.${column}: ${plain(value)}`),
      ),
    );
  } finally {
    database.close();
  }
}

function plain(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString('latin1') : String(value);
}

/** The lines in which these digits stand as a number of their own, spaces and dashes inside it aside. */
export function linesWithDigits(lines: readonly string[], digits: string): string[] {
  const spaced = [...digits].join('[^\\p{L}\\p{N}"]{0,3}');
  const pattern = new RegExp(`(?<!\\p{N})${spaced}(?!\\p{N})`, 'u');
  return lines.filter((line) => pattern.test(line.normalize('NFKC')));
}
