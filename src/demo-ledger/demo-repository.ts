import { sqlStatement, type Tx } from '../storage/database.ts';

const anyCreditor = sqlStatement<[], unknown>('SELECT 1 FROM creditors LIMIT 1');

export function isEmptyLedger(tx: Tx): boolean {
  return anyCreditor(tx).get() === undefined;
}

type Row = Record<string, string | number | null>;
const statements = new Map<string, ReturnType<typeof sqlStatement<Row>>>();

/** Inserts one row of our own making (column names are code, never input) and returns its id. */
export function insertRow(tx: Tx, table: string, row: Row): number {
  const columns = Object.keys(row);
  const key = `${table}(${columns.join(',')})`;
  let statement = statements.get(key);
  if (!statement) {
    statement = sqlStatement<Row>(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
    );
    statements.set(key, statement);
  }
  return Number(statement(tx).run(row).lastInsertRowid);
}
