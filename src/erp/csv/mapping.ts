import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { isCalendarDate } from '../../shared/calendar.ts';
import { isKnownCurrency } from '../../shared/currencies.ts';
import { ExpectedError } from '../../shared/errors.ts';
import type { RecordKind } from '../erp-connector.ts';
import { ENCODINGS } from './encoding.ts';
import { FIELDS } from './fields.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()], 'expected a single value').transform(String);
const day = z
  .string('expected a date such as 2026-03-25')
  .refine(isCalendarDate, 'expected a date such as 2026-03-25');

/** A mapping file: how one system's export is to be read. Every key may be left out. */
const schema = z.strictObject({
  /** The kind of file it is for; another kind is then refused. */
  kind: z.enum(['debtors', 'invoices', 'payments']).optional(),
  /** Slug of the creditor whose ledger it is. */
  creditor: z.string().min(1).optional(),
  delimiter: z.enum([',', ';', '\t', '|', 'tab'], 'expected one of , ; | tab').optional(),
  encoding: z.enum(ENCODINGS, `expected one of ${ENCODINGS.join(', ')}`).optional(),
  /** The sheet of a workbook; else the first. */
  sheet: z.string().min(1).optional(),
  /** The sign before the decimals: point (1,250.50) or comma (1.250,50). */
  decimal: z.enum(['point', 'comma'], 'expected point (1,250.50) or comma (1.250,50)').optional(),
  /** Order of dates written in figures; ISO dates are always read. */
  date_order: z.enum(['dmy', 'mdy'], 'expected dmy (25/03/2026) or mdy (03/25/2026)').optional(),
  /** ISO 4217, for rows that name none. */
  currency: z.string().refine(isKnownCurrency, 'expected an ISO 4217 code such as IDR').optional(),
  /** A debtor the ledger does not know is made from the row (number, and name where there is one). */
  create_debtors: z.boolean('expected true or false').optional(),
  /** A settled_date after this day has not happened yet. */
  settled_until: day.optional(),
  /** Invoices issued after this day are left out. */
  issued_until: day.optional(),
  /** Our field: their header. Only these columns are then read. */
  columns: z.record(z.string(), z.string().min(1)).optional(),
  /** Our field: one value for every row. */
  constants: z.record(z.string(), scalar).optional(),
  /** Our field: their word: our word. */
  values: z.record(z.string(), z.record(z.string(), scalar)).optional(),
});
export type Mapping = z.infer<typeof schema>;

/** Reads and checks a mapping for `kind`. Throws ExpectedError `mapping` with every error's line and expectation. */
export async function readMapping(file: string, kind: RecordKind): Promise<Mapping> {
  const name = basename(file);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new ExpectedError(
      'mapping',
      `The mapping ${name} cannot be read. Expected the path of a YAML file.`,
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new ExpectedError(
      'mapping',
      document.errors.map(
        (error) => `${name}:${lines.linePos(error.pos[0]).line}: no valid YAML: ${error.message}`,
      ),
    );
  }
  const at = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const parsed = schema.safeParse(document.toJS() ?? {});
  const problems = parsed.success
    ? fieldProblems(parsed.data, kind)
    : parsed.error.issues.map((issue) => ({ path: issue.path, message: messageOf(issue) }));
  if (problems.length > 0) {
    throw new ExpectedError(
      'mapping',
      problems.map(
        ({ path, message }) => `${name}:${at(path)}: ${path.map(String).join('.') || 'mapping'}: ${message}.`,
      ),
    );
  }
  return parsed.data as Mapping;
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return issue.message;
  return `unknown key ${issue.keys.join(', ')}; expected some of ${Object.keys(schema.shape).join(', ')}`;
}

function fieldProblems(mapping: Mapping, kind: RecordKind): { path: string[]; message: string }[] {
  const problems: { path: string[]; message: string }[] = [];
  if (mapping.kind && mapping.kind !== kind) {
    problems.push({ path: ['kind'], message: `this mapping is for ${mapping.kind}, not for ${kind}` });
    return problems;
  }
  const known = Object.keys(FIELDS[kind]);
  for (const section of ['columns', 'constants', 'values'] as const) {
    for (const name of Object.keys(mapping[section] ?? {})) {
      if (!known.includes(name)) {
        problems.push({
          path: [section, name],
          message: `unknown field of ${kind}; expected one of ${known.join(', ')}`,
        });
      }
    }
  }
  return problems;
}
