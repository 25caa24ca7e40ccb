import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readMapping } from '../../../src/erp/csv/mapping.ts';

const dir = mkdtempSync(join(tmpdir(), 'sapa-mapping-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function errorsOf(text: string): Promise<readonly string[]> {
  const file = join(dir, 'map.yml');
  writeFileSync(file, text);
  return readMapping(file, 'invoices').then(
    () => [],
    (error) => error.lines,
  );
}

describe('a mapping file', () => {
  it.each([
    ['kind: payments\n', 'map.yml:1: kind: this mapping is for payments, not for invoices.'],
    ['currency: IDR\ndecimal: dot\n', 'map.yml:2: decimal: expected point (1,250.50) or comma (1.250,50).'],
    ['date_order: ymd\n', 'map.yml:1: date_order: expected dmy (25/03/2026) or mdy (03/25/2026).'],
    ['currency: RUPIAH\n', 'map.yml:1: currency: expected an ISO 4217 code such as IDR.'],
    ['encoding: latin9\n', 'map.yml:1: encoding: expected one of utf-8, utf-16le, utf-16be, windows-1252.'],
    ['create_debtors: maybe\n', 'map.yml:1: create_debtors: expected true or false.'],
    ['settled_until: 2013-06-31\n', 'map.yml:1: settled_until: expected a date such as 2026-03-25.'],
    ['- a\n- b\n', 'map.yml:1: mapping: Invalid input: expected object, received array.'],
  ])('%j', async (text, error) => {
    expect(await errorsOf(text)).toEqual([error]);
  });

  it('names unknown keys and fields, and lists the known ones', async () => {
    const [key] = await errorsOf('delimeter: ";"\n');
    expect(key).toMatch(
      /^map\.yml:1: mapping: unknown key delimeter; expected some of kind, creditor, delimiter, /,
    );
    const [field] = await errorsOf('columns:\n  invoice_number: Nr\n  debitor: Kunde\n');
    expect(field).toMatch(
      /^map\.yml:3: columns\.debitor: unknown field of invoices; expected one of invoice_number, /,
    );
  });

  it('names the line of broken YAML', async () => {
    const [error] = await errorsOf('kind: invoices\ncolumns: [\n');
    expect(error).toMatch(/^map\.yml:[23]: no valid YAML: /);
  });

  it('does not swallow a missing file', async () => {
    await expect(readMapping(join(dir, 'none.yml'), 'invoices')).rejects.toThrow(
      'The mapping none.yml cannot be read. Expected the path of a YAML file.',
    );
  });

  it.each([
    ['ibm-accounts-receivable.yml', 'invoices'],
    ['ibm-accounts-receivable-as-of-2013-06-30.yml', 'invoices'],
    ['faktur-indonesia.yml', 'invoices'],
    ['kontak-pelanggan.yml', 'debtors'],
  ] as const)('the example %s is one', async (name, kind) => {
    expect((await readMapping(resolve('examples/mappings', name), kind)).kind).toBe(kind);
  });
});
