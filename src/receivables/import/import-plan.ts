import type { Bulk } from '../../storage/database.ts';

export type Sqlite = Bulk['connection']['sqlite'];

/** What applying a file does, or would do. */
export interface ImportCounts {
  created: number;
  changed: number;
  unchanged: number;
  /** Further things that come to be or change with it, by a plural name: `debtors created`. */
  also: Record<string, number>;
  /** The file's amounts per currency, in minor units; beyond 2^53 possible. */
  totals: { currency: string; minor: bigint }[];
}

/**
 * One kind of record on its way into the ledger. Rows are staged in TEMP tables, which lock nothing;
 * `checks` compare them with each other and the ledger; `prepare` decides per record whether it is new,
 * changed or unchanged; `apply` alone writes. SQL reads the run's settings from `temp.import_context`.
 */
export interface ImportPlan<T> {
  /** DDL of the TEMP tables; each has a column `row`, the main one also `number`. */
  readonly tables: string;
  /** The TEMP tables that hold rows, the main one first. */
  readonly staged: readonly string[];
  /** Indexes made after the rows are in. */
  readonly indexes: string;
  inserter(sqlite: Sqlite): (row: number, record: T) => void;
  /** Statements that insert into `temp.import_faults (row, field, value, problem, expected)`. */
  readonly checks: readonly string[];
  /** Statements that (re)make `temp.heads`, a row per record with its `state`. */
  readonly prepare: string;
  counts(sqlite: Sqlite): ImportCounts;
  /** Writes to the ledger; runs inside one transaction. */
  apply(sqlite: Sqlite): void;
}
