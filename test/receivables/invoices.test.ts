import { describe, expect, it } from 'vitest';
import {
  findInvoice,
  invoiceDetail,
  linesOf,
  listInvoices,
  offerInvoices,
} from '../../src/receivables/index.ts';
import type { Tx } from '../../src/storage/database.ts';
import { addDebtor, addInvoice, all, at, inWorld, run, type World } from '../support/debtor.ts';

const now = at('2026-03-11');

function add(tx: Tx, world: World, number: string, due = '2026-04-01', more = {}) {
  return addInvoice(tx, world.creditorId, world.debtorId, { number, due, amount: 100, ...more });
}

describe('finding an invoice by what a debtor types', () => {
  const ledger = ['INV/2026/03-0012', 'INV/2026/03-0112', 'INV/2026/03-0013', '0000611365'];

  it.each([
    ['INV/2026/03-0012', 'INV/2026/03-0012'],
    ['inv 2026 03 0012', 'INV/2026/03-0012'],
    ['INV-2026-03-0012', 'INV/2026/03-0012'],
    ['0013', 'INV/2026/03-0013'],
    ['INV 0013', 'INV/2026/03-0013'],
    ['inv-13', 'INV/2026/03-0013'],
    ['12', 'INV/2026/03-0012'],
    ['112', 'INV/2026/03-0112'],
    ['611365', '0000611365'],
  ])('%s is %s', async (typed, number) => {
    await inWorld(now, async (tx, world) => {
      for (const one of ledger) add(tx, world, one);
      const found = await findInvoice(tx, world.debtor, now, typed);
      expect(found).toMatchObject({ ok: true, invoice: { number } });
    });
  });

  it.each(['9', '0099', 'XYZ-0012', '', '%', 'INV/2026/03'])('"%s" is none', async (typed) => {
    await inWorld(now, async (tx, world) => {
      for (const one of ledger) add(tx, world, one);
      expect(await findInvoice(tx, world.debtor, now, typed)).toEqual({ ok: false, reason: 'not_found' });
    });
  });

  it('gives the candidates when several end alike, open ones first', async () => {
    await inWorld(now, async (tx, world) => {
      add(tx, world, 'A-2025-0012', '2025-04-01', { paid: 100 });
      add(tx, world, 'A-2026-0012');
      const found = await findInvoice(tx, world.debtor, now, '0012');
      expect(
        found.ok === false && found.reason === 'ambiguous' && found.candidates.map((one) => one.number),
      ).toEqual(['A-2026-0012', 'A-2025-0012']);
    });
  });

  it('never finds a voided invoice or one of another debtor', async () => {
    await inWorld(now, async (tx, world) => {
      add(tx, world, 'V-0001', '2026-04-01', { voided: true });
      const other = addDebtor(tx, world.creditorId, 'C-002');
      const foreign = addInvoice(tx, world.creditorId, other, {
        number: 'X-0001',
        due: '2026-04-01',
        amount: 5,
        lines: [{ description: 'Rahasia', amount: 5 }],
      });
      for (const typed of ['V-0001', 'X-0001', '0001']) {
        expect(await findInvoice(tx, world.debtor, now, typed)).toMatchObject({ reason: 'not_found' });
      }
      expect(await linesOf(tx, world.debtor, now, foreign)).toEqual([]);
      expect(await invoiceDetail(tx, world.debtor, now, foreign, 'invoice_lines')).toBeUndefined();
      expect(all(tx, 'SELECT 1 FROM disclosures')).toEqual([]);
    });
  });

  it('knows the debtor number and the contract number as no invoice', async () => {
    await inWorld(now, async (tx, world) => {
      run(
        tx,
        `INSERT INTO contracts (creditor_id, debtor_id, external_id, external_key)
         VALUES (@creditorId, @debtorId, 'K-77', 'K77')`,
        { creditorId: world.creditorId, debtorId: world.debtorId },
      );
      for (const typed of ['c 001', 'K-77']) {
        expect(await findInvoice(tx, world.debtor, now, typed)).toEqual({ ok: false, reason: 'own_number' });
      }
    });
  });
});

describe('lists', () => {
  it('pages through 250 open invoices, oldest due first, each once', async () => {
    await inWorld(now, async (tx, world) => {
      for (let i = 0; i < 250; i++) {
        const month = String((i % 12) + 1).padStart(2, '0');
        add(tx, world, `INV-${String(i).padStart(4, '0')}`, `2026-${month}-15`);
      }
      add(tx, world, 'PAID-1', '2026-01-01', { paid: 100 });
      const seen: string[] = [];
      const dates: string[] = [];
      let after: Awaited<ReturnType<typeof listInvoices>>['next'];
      do {
        const page = await listInvoices(tx, world.debtor, now, { filter: 'open', after, limit: 7 });
        seen.push(...page.invoices.map((one) => one.number));
        dates.push(...page.invoices.map((one) => one.dueDate));
        after = page.next;
      } while (after);
      expect(new Set(seen).size).toBe(250);
      expect(seen).toHaveLength(250);
      expect(dates).toEqual([...dates].sort());
    });
  });

  it('shows all of them newest due first, the paid ones with their state', async () => {
    await inWorld(now, async (tx, world) => {
      add(tx, world, 'OLD', '2026-01-01', { paid: 100 });
      add(tx, world, 'NEW', '2026-05-01');
      const page = await listInvoices(tx, world.debtor, now, { filter: 'all', limit: 5 });
      expect(page.invoices.map((one) => [one.number, one.status, one.daysPastDue])).toEqual([
        ['NEW', 'open', 0],
        ['OLD', 'paid', 0],
      ]);
      expect(page.next).toBeUndefined();
    });
  });

  it('offers paid ones only where asked to, and notes what was offered', async () => {
    await inWorld(now, async (tx, world) => {
      add(tx, world, 'OLD', '2026-01-01', { paid: 100 });
      expect(await offerInvoices(tx, world.debtor, now, { limit: 8 })).toEqual([]);
      const offered = await offerInvoices(tx, world.debtor, now, { limit: 8, orPaid: true });
      expect(offered.map((one) => one.number)).toEqual(['OLD']);
      expect(all(tx, 'SELECT what, detail FROM disclosures')).toEqual([
        { what: 'invoice_choices', detail: 'OLD' },
      ]);
    });
  });
});
