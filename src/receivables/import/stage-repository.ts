import type { RowFault, SourceRow } from '../../erp/erp-connector.ts';
import { minorDigits } from '../../shared/money.ts';
import type { ImportPlan, Sqlite } from './import-plan.ts';

export interface StageContext {
  creditorId: number;
  /** Epoch milliseconds. */
  now: number;
  createsDebtors: boolean;
  /** Keeps every row as it stood in the file, for the reject file. */
  keepRaw: boolean;
}

export interface StoredFault extends RowFault {
  /** True when `column` is our own field name and still to be turned into the source's. */
  ours: boolean;
}

const TABLES = `
  CREATE TEMP TABLE import_context (
    creditor_id INTEGER NOT NULL, now INTEGER NOT NULL, creates_debtors INTEGER NOT NULL
  ) STRICT;
  CREATE TEMP TABLE import_rows (row INTEGER PRIMARY KEY, number TEXT, faulty INTEGER NOT NULL, raw TEXT) STRICT;
  CREATE TEMP TABLE import_faults (
    row INTEGER NOT NULL, field TEXT, header TEXT, value TEXT, problem TEXT NOT NULL, expected TEXT NOT NULL
  ) STRICT;
`;

/** The rows of one file in TEMP tables of a connection of its own: nothing of the ledger is locked or changed. */
export class Stage<T> {
  readonly #sqlite: Sqlite;
  readonly #plan: ImportPlan<T>;
  readonly #context: StageContext;

  constructor(sqlite: Sqlite, plan: ImportPlan<T>, context: StageContext) {
    this.#sqlite = sqlite;
    this.#plan = plan;
    this.#context = context;
    sqlite.function('decimal_text', { deterministic: true }, (minor, currency) =>
      decimalText(BigInt(minor as number), String(currency)),
    );
    this.drop();
    sqlite.exec(TABLES + plan.tables);
    sqlite
      .prepare('INSERT INTO temp.import_context VALUES (?, ?, ?)')
      .run(context.creditorId, context.now, context.createsDebtors ? 1 : 0);
  }

  /** Takes the source's rows, a thousand to a transaction; returns how many there were. */
  async fill(source: AsyncIterable<SourceRow<T>>): Promise<number> {
    const insert = this.#plan.inserter(this.#sqlite);
    const addRow = this.#sqlite.prepare('INSERT INTO temp.import_rows VALUES (?, ?, ?, ?)');
    const addFault = this.#sqlite.prepare('INSERT INTO temp.import_faults VALUES (?, NULL, ?, ?, ?, ?)');
    const store = this.#sqlite.transaction((batch: SourceRow<T>[]) => {
      for (const item of batch) {
        const raw = this.#context.keepRaw ? JSON.stringify(item.raw) : null;
        addRow.run(item.row, item.ok ? null : (item.externalId ?? null), item.ok ? 0 : 1, raw);
        if (item.ok) insert(item.row, item.record);
        else {
          for (const fault of item.faults) {
            addFault.run(item.row, fault.column, fault.value, fault.problem, fault.expected);
          }
        }
      }
    });
    let rows = 0;
    let batch: SourceRow<T>[] = [];
    for await (const item of source) {
      rows += 1;
      batch.push(item);
      if (batch.length === 1000) {
        store(batch);
        batch = [];
      }
    }
    store(batch);
    this.#sqlite.exec(this.#plan.indexes);
    return rows;
  }

  /** Compares the rows with each other and with the ledger as it is now; returns the number of faults known. */
  check(): number {
    this.#sqlite.exec(this.#plan.checks.join(';\n'));
    this.#sqlite.exec(this.#plan.prepare);
    return this.faultCount();
  }

  faultCount(): number {
    return this.#sqlite.prepare('SELECT count(*) FROM temp.import_faults').pluck().get() as number;
  }

  /** Takes rows with faults out, and with them the other rows of the same record; returns how many rows went. */
  reject(): number {
    const [main = ''] = this.#plan.staged;
    this.#sqlite.exec(`
      CREATE TEMP TABLE import_bad AS
        SELECT s.number, min(f.row) AS row FROM temp.import_faults f JOIN temp.${main} s ON s.row = f.row GROUP BY 1
        UNION SELECT number, min(row) FROM temp.import_rows WHERE faulty = 1 AND number IS NOT NULL GROUP BY 1;
      CREATE INDEX temp.import_bad_number ON import_bad (number);
      CREATE INDEX temp.import_faults_row ON import_faults (row);
      INSERT INTO temp.import_faults (row, field, value, problem, expected)
        SELECT s.row, NULL, s.number, 'belongs to a record refused for row ' || min(b.row), 'all its rows without fault'
        FROM temp.${main} s JOIN temp.import_bad b ON b.number = s.number
        WHERE NOT EXISTS (SELECT 1 FROM temp.import_faults f WHERE f.row = s.row) GROUP BY s.row;
      UPDATE temp.import_rows SET faulty = 1 WHERE row IN (SELECT row FROM temp.import_faults);
      DROP TABLE temp.import_bad;
      ${this.#plan.staged.map((table) => `DELETE FROM temp.${table} WHERE row IN (SELECT row FROM temp.import_faults);`).join('\n')}
      ${this.#plan.prepare}
    `);
    return this.#sqlite
      .prepare('SELECT count(*) FROM temp.import_rows WHERE faulty = 1')
      .pluck()
      .get() as number;
  }

  /** Faults in the order of the file. */
  *faults(limit: number): Generator<StoredFault> {
    const rows = this.#sqlite
      .prepare(
        'SELECT row, field, header, value, problem, expected FROM temp.import_faults ORDER BY row, rowid LIMIT ?',
      )
      .iterate(limit) as IterableIterator<Record<string, string | null> & { row: number }>;
    for (const { row, field, header, value, problem, expected } of rows) {
      yield {
        row,
        column: field ?? header ?? 'whole row',
        ours: field !== null,
        value: value ?? '',
        problem: problem ?? '',
        expected: expected ?? '',
      };
    }
  }

  /** The rows taken out, as they stood in the file, each with its faults. */
  *rejects(): Generator<{ row: number; raw: string[]; faults: StoredFault[] }> {
    const rows = this.#sqlite.prepare('SELECT row, raw FROM temp.import_rows WHERE faulty = 1 ORDER BY row');
    const faults = this.#sqlite.prepare('SELECT * FROM temp.import_faults WHERE row = ? ORDER BY rowid');
    for (const { row, raw } of rows.iterate() as IterableIterator<{ row: number; raw: string | null }>) {
      const found = faults.all(row) as (Record<string, string | null> & { row: number })[];
      yield {
        row,
        raw: raw === null ? [] : (JSON.parse(raw) as string[]),
        faults: found.map((fault) => ({
          row,
          column: fault.field ?? fault.header ?? 'whole row',
          ours: fault.field !== null,
          value: fault.value ?? '',
          problem: fault.problem ?? '',
          expected: fault.expected ?? '',
        })),
      };
    }
  }

  /** Leaves nothing behind: a database in memory has only the one connection. */
  drop(): void {
    for (const table of [
      'import_context',
      'import_rows',
      'import_faults',
      'heads',
      'contact_names',
      ...this.#plan.staged,
    ]) {
      this.#sqlite.exec(`DROP TABLE IF EXISTS temp.${table}`);
    }
  }
}

/** `125050` in USD as `1250.50`: what a message calls an amount. */
export function decimalText(minor: bigint, currency: string): string {
  const places = minorDigits(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(places + 1, '0');
  const sign = minor < 0n ? '-' : '';
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
