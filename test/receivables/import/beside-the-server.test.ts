import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { ErpConnector, InvoiceRecord, SourceRow } from '../../../src/erp/erp-connector.ts';
import { creditorBySlug, importRecords } from '../../../src/receivables/import/index.ts';
import { benchWithDebtors, type ImportBench, invoiceFile, TODAY } from './support.ts';

const clock = { now: () => TODAY };

/** A connector that yields what it is given: the port's other implementation, and what a test can hook into. */
function connector(
  rows: () => AsyncIterable<SourceRow<InvoiceRecord>>,
  layout: () => void = () => {},
): ErpConnector {
  const none = () => {
    throw new Error('not here');
  };
  return {
    name: 'test',
    createsDebtors: false,
    notes: () => [],
    layout: () => {
      layout();
      return { header: ['invoice_number'], delimiter: ',', columnOf: (field) => field };
    },
    debtors: none,
    payments: none,
    invoices: rows,
  };
}

function row(at: number, amountMinor: number, externalId = `F-${at}`): SourceRow<InvoiceRecord> {
  const record = {
    externalId,
    debtorExternalId: 'C-1',
    issueDate: '2026-03-01',
    dueDate: '2026-03-25',
    currency: 'IDR',
    amountMinor,
    lines: [],
  };
  return { row: at, ok: true, record, raw: [externalId] };
}

async function creditorOf(bench: ImportBench) {
  const creditor = await bench.database.read((tx) => creditorBySlug(tx, 'contoh'));
  if (!creditor) throw new Error('no creditor');
  return creditor;
}

describe('an import beside a running server', () => {
  it('lets others write while it reads its source', async () => {
    const bench = await benchWithDebtors();
    let wrote = 0;
    const source = async function* () {
      for (let at = 2; at < 5002; at++) {
        yield row(at, 1000);
        if (at % 1000 === 0) {
          // Were the write lock held, this would wait for the import, and the import for this.
          await bench.database.write(async (tx) => {
            tx.connection.sqlite.exec("UPDATE creditors SET name = name || '.'");
          });
          wrote += 1;
        }
      }
    };
    const report = await importRecords(bench.database, {
      connector: connector(source),
      kind: 'invoices',
      creditor: await creditorOf(bench),
      clock,
    });
    expect(wrote).toBe(5);
    expect(report).toMatchObject({ created: 5000, applied: true });
    expect(await bench.rows('SELECT name FROM creditors')).toEqual([{ name: 'PT contoh.....' }]);
  });

  it('looks again when the ledger moved under it, and writes nothing when that clashes', async () => {
    const bench = await benchWithDebtors();
    await bench.run('invoices', invoiceFile('F-1,C-1,2026-03-01,2026-03-25,100.00,IDR,a'));
    const source = async function* (): AsyncGenerator<SourceRow<InvoiceRecord>> {
      yield row(2, 5000, 'F-1');
      yield row(3, 5000, 'F-2');
      yield {
        row: 4,
        ok: false,
        faults: [{ row: 4, column: 'a', value: '', problem: 'is bad', expected: 'good' }],
        raw: ['F-3'],
      };
    };
    // Asked for between the check and the writing: the moment in which another process records a payment.
    const pay = () => {
      const other = new Sqlite(join(bench.dir, 'sapa.db'));
      other.exec(`INSERT INTO payments (creditor_id, debtor_id, external_id, received_on, currency, amount_minor, created_at)
          SELECT creditor_id, debtor_id, 'P-1', '2026-04-01', 'IDR', 6000, 0 FROM invoices;
        INSERT INTO allocations (payment_id, invoice_id, amount_minor) SELECT p.id, i.id, 6000 FROM payments p, invoices i`);
      other.close();
    };
    await expect(
      importRecords(bench.database, {
        connector: connector(source, pay),
        kind: 'invoices',
        creditor: await creditorOf(bench),
        rejectFile: join(bench.dir, 'rejects.csv'),
        clock,
      }),
    ).rejects.toMatchObject({ code: 'ledger_changed' });
    expect(await bench.rows('SELECT external_id, amount_minor, allocated_minor FROM invoices')).toEqual([
      { external_id: 'F-1', amount_minor: 10_000, allocated_minor: 6000 },
    ]);
  });
});
