import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDir } from '../support/database.ts';
import { sapa } from '../support/sapa.ts';
import { everythingStored } from '../support/stored.ts';

const CREDITOR = ['creditors', 'add', '--slug', 'maju', '--name', 'PT Maju Contoh'];

async function withCreditor(): Promise<string> {
  const dir = temporaryDir();
  expect(await sapa(dir, ...CREDITOR)).toMatchObject({ code: 0 });
  return dir;
}

function file(dir: string, name: string, ...lines: string[]): string {
  const path = join(dir, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const rows = (dir: string, column: string) =>
  everythingStored(dir)
    .filter((line) => line.startsWith(`${column}: `))
    .map((line) => line.slice(column.length + 2));

describe('sapa creditors and sites', () => {
  it('adds and lists them', async () => {
    const dir = await withCreditor();
    const site = ['sites', 'add', '--key', 'toko', '--creditor', 'maju'];
    const added = await sapa(dir, ...site, '--origin', 'https://toko.example.com/', 'self');
    expect(added).toMatchObject({ code: 0, err: '' });
    const [creditors, sites] = await Promise.all([
      sapa(dir, 'creditors', 'list'),
      sapa(dir, 'sites', 'list'),
    ]);
    expect(creditors.out).toBe('maju  PT Maju Contoh  IDR  Asia/Jakarta\n');
    expect(sites.out).toBe('toko  maju  https://toko.example.com, self\n');
  });

  it('refuses in one sentence that says what was expected, and changes nothing', async () => {
    const dir = await withCreditor();
    const refused = await Promise.all([
      sapa(dir, ...CREDITOR),
      sapa(dir, 'creditors', 'add', '--slug', 'Maju Jaya', '--name', 'x'),
      sapa(dir, 'creditors', 'add', '--slug', 'b', '--name', 'x', '--currency', 'RP'),
      sapa(dir, 'creditors', 'add', '--slug', 'b'),
      sapa(dir, 'sites', 'add', '--key', 'toko', '--creditor', 'siapa', '--origin', 'https://a.example'),
      sapa(dir, 'sites', 'add', '--key', 'toko', '--creditor', 'maju', '--origin', 'https://a.example/shop'),
      sapa(dir, 'sites', 'add', '--key', 'to ko', '--creditor', 'maju', '--origin', 'self'),
    ]);
    expect(refused.map((one) => [one.code, one.err.split('\n').length, one.out])).toEqual(
      refused.map(() => [1, 2, '']),
    );
    const said = refused.map((one) => one.err);
    expect(said[0]).toContain('one of this slug already');
    expect(said[1]).toContain('small letters, digits and hyphens');
    expect(said[2]).toContain('ISO 4217');
    expect(said[3]).toContain("required option '--name <name>'");
    expect(said[4]).toContain('no creditor "siapa"');
    expect(said[5]).toContain('without a path');
    expect(said[6]).toContain('no site key');
    expect([rows(dir, 'creditors.slug'), rows(dir, 'webchat_sites.site_key')]).toEqual([['maju'], []]);
  });
});

describe('sapa import', () => {
  const INVOICES = [
    'invoice_number,debtor_number,debtor_name,issue_date,due_date,amount,settled_date',
    'F-1,P-1,Toko Satu,2026-01-05,2026-02-04,1000000,2026-02-20',
    'F-2,P-1,Toko Satu,2026-02-05,2026-03-07,2500000,',
  ];
  const MAP = ['kind: invoices', 'create_debtors: true', 'currency: IDR'];

  it('takes debtors, invoices and payments, each once', async () => {
    const dir = await withCreditor();
    const map = file(dir, 'map.yml', ...MAP);
    const invoices = ['import', 'invoices', file(dir, 'f.csv', ...INVOICES), '--map', map];
    const dry = await sapa(dir, ...invoices, '--dry-run');
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(rows(dir, 'invoices.external_id')).toEqual([]);
    // What was settled later than that day is still open.
    expect(await sapa(dir, ...invoices, '--as-of', '2026-02-10')).toMatchObject({ code: 0, err: '' });
    expect(rows(dir, 'invoices.external_id')).toEqual(['F-1', 'F-2']);
    expect(rows(dir, 'invoices.allocated_minor')).toEqual(['0', '0']);

    const debtors = file(dir, 'd.csv', 'debtor_number,name,email', 'P-1,Toko Satu,andi@ptabc.example');
    const payments = file(
      dir,
      'p.csv',
      'payment_id,debtor_number,received_on,amount,invoice_number',
      'B-1,P-1,2026-03-01,2500000,F-2',
    );
    for (const _ of ['first', 'again']) {
      expect(await sapa(dir, 'import', 'debtors', debtors)).toMatchObject({ code: 0, err: '' });
      expect(await sapa(dir, 'import', 'payments', payments)).toMatchObject({ code: 0, err: '' });
    }
    expect(rows(dir, 'contacts.address')).toEqual(['andi@ptabc.example']);
    expect(rows(dir, 'payments.external_id')).toEqual(['B-1']);
    expect(rows(dir, 'invoices.allocated_minor')).toEqual(['0', '250000000']);
  });

  it('refuses a file with a bad row as a whole, or keeps going and says where the bad ones are', async () => {
    const dir = await withCreditor();
    const map = file(dir, 'map.yml', ...MAP);
    const path = file(dir, 'f.csv', ...INVOICES, 'F-3,P-1,Toko Satu,2026-02-30,2026-03-07,1,');
    const whole = await sapa(dir, 'import', 'invoices', path, '--map', map);
    expect(whole.code).toBe(1);
    expect(whole.err).toContain('2026-02-30');
    expect(whole.err).not.toContain('    at ');
    expect(rows(dir, 'invoices.external_id')).toEqual([]);
    expect(existsSync(`${path}.rejected.csv`)).toBe(false);

    const kept = await sapa(dir, 'import', 'invoices', path, '--map', map, '--keep-going');
    expect(kept).toMatchObject({ code: 0 });
    expect(kept.out).toContain('.rejected.csv');
    expect(rows(dir, 'invoices.external_id')).toEqual(['F-1', 'F-2']);
    expect(readFileSync(`${path}.rejected.csv`, 'utf8')).toContain('F-3');
  });

  it('says what is wrong with what it was given', async () => {
    const dir = await withCreditor();
    const path = file(dir, 'f.csv', ...INVOICES);
    const said = await Promise.all([
      sapa(temporaryDir(), 'import', 'invoices', path),
      sapa(dir, 'import', 'invoices', join(dir, 'none.csv')),
      sapa(dir, 'import', 'invoices', path, '--creditor', 'siapa'),
      sapa(dir, 'import', 'invoices', path, '--as-of', '10/02/2026'),
      sapa(dir, 'import', 'refunds', path),
    ]);
    expect(said.map((one) => one.code)).toEqual([1, 1, 1, 1, 1]);
    expect(said[0]?.err).toContain('sapa creditors add');
    expect(said[1]?.err).toContain('none.csv does not exist');
    expect(said[2]?.err).toContain('no creditor "siapa"');
    expect(said[3]?.err).toContain('2026-03-25');
    expect(said[4]?.err).toContain("unknown command 'refunds'");
  });
});
