import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSearchQuery } from '../../src/casefile/search-query.ts';
import { searchDebtors } from '../../src/casefile/search-service.ts';
import type { SignedInCollector } from '../../src/collectors/index.ts';
import type { Database, Tx } from '../../src/storage/database.ts';
import { signedIn } from '../support/collectors.ts';
import { addCreditor, addDebtor, addInvoice, run, testDatabase } from '../support/debtor.ts';

let database: Database;
let mine: SignedInCollector;
let everybody: SignedInCollector;
let [own, foreign] = [0, 0];

beforeAll(async () => {
  database = testDatabase();
  await database.write(async (tx) => {
    own = addCreditor(tx, 'satu');
    foreign = addCreditor(tx, 'dua');
    const toko = addDebtor(tx, own, 'C-001', 'Toko Maju Jaya');
    addDebtor(tx, own, 'C-0015', 'PT Maju Bersama');
    addDebtor(tx, own, 'C-002', 'toko makmur');
    addDebtor(tx, own, 'C-003', 'Café Indah, CV "Élan" <b>');
    addDebtor(tx, foreign, 'C-001', 'Toko Maju Asing');
    addInvoice(tx, own, toko, { number: 'INV/2026-0012', due: '2026-01-01', amount: 250000, paid: 50000 });
    addInvoice(tx, own, toko, { number: 'USD-1', due: '2026-01-01', amount: 900, currency: 'USD' });
    addInvoice(tx, own, toko, { number: 'VOID-1', due: '2026-01-01', amount: 1, voided: true });
    phone(tx, own, toko, '+6281234567890');
    for (let n = 0; n < 45; n++)
      addDebtor(tx, own, `M-${1000 + n}`, `Banyak ${String(n).padStart(2, '0')} Sekali`);
  });
  mine = await signedIn(database, { creditorIds: [own] });
  everybody = await signedIn(database, { role: 'auditor' });
});
afterAll(() => database.close());

function phone(tx: Tx, creditorId: number, debtorId: number, address: string): void {
  const contactId = run(
    tx,
    `INSERT INTO contacts (creditor_id, channel, address, created_at) VALUES (@creditorId, 'whatsapp', @address, 0)`,
    { creditorId, address },
  );
  run(tx, 'INSERT INTO debtor_contacts (debtor_id, contact_id) VALUES (@debtorId, @contactId)', {
    debtorId,
    contactId,
  });
}

const search = (q: string, more: Partial<Parameters<typeof searchDebtors>[2]> = {}, collector = mine) =>
  database.read((tx) => searchDebtors(tx, collector, { q, limit: 20, ...more }));
const names = async (q: string, collector = mine) =>
  (await search(q, {}, collector)).items.map((item) => item.name);

describe('a debtor is found', () => {
  it('by the beginning of the name or of a word in it, in any case and without accents', async () => {
    expect(await names('toko')).toEqual(['Toko Maju Jaya', 'toko makmur']);
    expect(await names('TOKO MA')).toEqual(['Toko Maju Jaya', 'toko makmur']);
    expect(await names('maj')).toEqual(['Toko Maju Jaya', 'PT Maju Bersama']);
    expect(await names('jaya tok')).toEqual(['Toko Maju Jaya']);
    expect(await names('cafe')).toEqual(['Café Indah, CV "Élan" <b>']);
    expect(await names('elan')).toEqual(['Café Indah, CV "Élan" <b>']);
    expect(await names('aju')).toEqual([]);
  });

  it('by number, exactly first, in any punctuation', async () => {
    const { items } = await search('c 001');
    expect(items.map((item) => item.number)).toEqual(['C-001', 'C-0015']);
    expect(items[0]).toMatchObject({ match: { by: 'number', text: 'C-001' }, creditor: { id: own } });
  });

  it('by an invoice as it is typed, but not by a void one', async () => {
    const { items } = await search('inv 2026 0012');
    expect(items).toMatchObject([
      { name: 'Toko Maju Jaya', match: { by: 'invoice', text: 'INV/2026-0012' } },
    ]);
    expect(items[0]?.outstanding).toEqual([
      { minor: 200000, currency: 'IDR' },
      { minor: 900, currency: 'USD' },
    ]);
    expect(await names('VOID-1')).toEqual([]);
  });

  it('by a phone number in any spelling, or its last digits, shown masked', async () => {
    for (const q of [
      '0812-3456-7890',
      '+62 812 3456 7890',
      '62812 3456 7890',
      '(0812) 34567890',
      '7890',
      '67890',
    ]) {
      const { items } = await search(q);
      expect(items, q).toHaveLength(1);
      expect(items[0], q).toMatchObject({ match: { by: 'phone', text: '•••890' } });
    }
    expect(await names('890')).toEqual([]);
    expect(await names('0812-3456-7891')).toEqual([]);
  });

  it('once, also when several things fit', async () => {
    expect(await names('C-001')).toEqual(['Toko Maju Jaya', 'PT Maju Bersama']);
  });

  it('only among the creditors the collector may see', async () => {
    expect(await names('asing')).toEqual([]);
    expect(await names('asing', everybody)).toEqual(['Toko Maju Asing']);
    expect((await search('toko maju', { creditorId: foreign })).items).toEqual([]);
    expect((await search('toko maju', { creditorId: foreign }, everybody)).items).toHaveLength(1);
    const nobody = await signedIn(database, { creditorIds: [] });
    expect(await names('', nobody)).toEqual([]);
  });

  it('under the new name after a correction, not under the old one', async () => {
    await database.write(async (tx) => {
      run(tx, "UPDATE debtors SET name = 'Warung Baru' WHERE name = 'toko makmur'");
    });
    expect(await names('makmur')).toEqual([]);
    expect(await names('baru')).toEqual(['Warung Baru']);
  });
});

describe('a long list', () => {
  const everyPage = async (q: string) => {
    const found: string[] = [];
    let after: Awaited<ReturnType<typeof search>>['next'];
    let pages = 0;
    do {
      const page = await search(q, { after });
      expect(page.items.length).toBeLessThanOrEqual(20);
      found.push(...page.items.map((item) => item.number));
      after = page.next;
      pages += 1;
    } while (after);
    return { found, pages };
  };

  it('comes in pages without a gap or a repetition, whichever way it was asked for', async () => {
    for (const q of ['banyak', 'sekali', 'M-10', 'banyak sek']) {
      const { found, pages } = await everyPage(q);
      expect(found, q).toHaveLength(45);
      expect(new Set(found).size, q).toBe(45);
      expect(pages, q).toBe(3);
    }
    expect((await everyPage('')).found).toHaveLength(49);
  });
});

describe('whatever is typed', () => {
  it('breaks nothing', async () => {
    const odd = [
      '"',
      '* OR name',
      "' OR 1=1 --",
      'NEAR(a b)',
      'a AND b',
      '\u0000',
      '\ud800',
      '🙂',
      '-',
      '^a',
      '{a b}: c',
    ];
    odd.push(
      'creditor : c2',
      'a'.repeat(5000),
      '%',
      '_',
      '((((',
      '\u202etoko',
      'क्षि',
      '𞤀𞤁',
      '١٢٣٤',
      '０８１２３４５６７８９０',
    );
    for (const q of odd) expect(Array.isArray((await search(q)).items), JSON.stringify(q)).toBe(true);
    expect(await names('\u202eto\u200bko')).toEqual(['Toko Maju Jaya']);
  });

  it('is read as what it can be', () => {
    expect(readSearchQuery('  Toko \n Maju ', ['ID'])).toMatchObject({
      text: 'Toko Maju',
      keyIsPrefix: false,
      endings: [],
      words: ['Toko', 'Maju'],
    });
    expect(readSearchQuery('0812', ['ID']).endings).toEqual(['0812']);
    expect(readSearchQuery('123', ['ID']).endings).toEqual([]);
    expect(new Set(readSearchQuery('0812-3456-789', ['ID']).endings)).toEqual(
      new Set(['08123456789', '8123456789', '628123456789']),
    );
  });
});
