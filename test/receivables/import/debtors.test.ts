import { describe, expect, it } from 'vitest';
import { importBench, invoiceFile } from './support.ts';

const CONTACTS = `SELECT d.external_id AS debtor, c.channel, c.address, c.name, l.role FROM debtor_contacts l
  JOIN debtors d ON d.id = l.debtor_id JOIN contacts c ON c.id = l.contact_id ORDER BY 1, 2, 3`;

describe('importing debtors', () => {
  const FULL = `debtor_number,name,email,email_2,whatsapp,contact_name,contact_role,locale,time_zone,salutation,va_bank,va_number
C-1,PT Satu Fiktif,Keuangan@Satu.example; bos@satu.example,,0812-3456-7890,Bagian Keuangan,keuangan,id,Asia/Makassar,,BCA,8808 1234 5678
C-2,Ibu Contoh,bersama@grup.example,sari@dua.example,,,,id-ID,,Bu,,
C-3,PT Tiga Fiktif,bersama@grup.example,,,,owner,en,,,,
`;

  it('takes names, contacts and virtual accounts, and knows them again', async () => {
    const bench = await importBench();
    const { lines } = await bench.run('debtors', FULL);
    expect(lines).toEqual([
      'Debtors of contoh: 3 new, 0 changed, 0 unchanged (3 rows).',
      '5 contacts created.',
    ]);
    expect(
      await bench.rows('SELECT external_id, name, salutation, locale, time_zone FROM debtors ORDER BY 1'),
    ).toEqual([
      {
        external_id: 'C-1',
        name: 'PT Satu Fiktif',
        salutation: null,
        locale: 'id',
        time_zone: 'Asia/Makassar',
      },
      { external_id: 'C-2', name: 'Ibu Contoh', salutation: 'ibu', locale: 'id', time_zone: null },
      { external_id: 'C-3', name: 'PT Tiga Fiktif', salutation: null, locale: 'en', time_zone: null },
    ]);
    expect(await bench.rows(CONTACTS)).toEqual([
      {
        debtor: 'C-1',
        channel: 'email',
        address: 'bos@satu.example',
        name: 'Bagian Keuangan',
        role: 'finance',
      },
      {
        debtor: 'C-1',
        channel: 'email',
        address: 'keuangan@satu.example',
        name: 'Bagian Keuangan',
        role: 'finance',
      },
      {
        debtor: 'C-1',
        channel: 'whatsapp',
        address: '+6281234567890',
        name: 'Bagian Keuangan',
        role: 'finance',
      },
      { debtor: 'C-2', channel: 'email', address: 'bersama@grup.example', name: null, role: 'billing' },
      { debtor: 'C-2', channel: 'email', address: 'sari@dua.example', name: null, role: 'billing' },
      { debtor: 'C-3', channel: 'email', address: 'bersama@grup.example', name: null, role: 'owner' },
    ]);
    expect(await bench.rows('SELECT bank, account_number, currency FROM virtual_accounts')).toEqual([
      { bank: 'BCA', account_number: '880812345678', currency: 'IDR' },
    ]);
    expect((await bench.run('debtors', FULL)).report).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 3,
      applied: false,
    });
  });

  it('attaches contacts to debtors that invoices have made', async () => {
    const bench = await importBench();
    await bench.run('invoices', invoiceFile('F-1,0001-AAAAA,2026-03-01,2026-03-25,5,IDR,a'), {
      map: 'create_debtors: true\n',
    });
    const contacts = 'debtor_number,email\n0001-AAAAA,ap@satu.example\n';
    expect((await bench.run('debtors', contacts)).lines).toEqual([
      'Debtors of contoh: 0 new, 1 changed, 0 unchanged (1 row).',
      '1 contact created.',
    ]);
    expect(await bench.rows(CONTACTS)).toMatchObject([{ debtor: '0001-AAAAA', address: 'ap@satu.example' }]);
    expect(await bench.rows('SELECT name FROM debtors')).toEqual([{ name: '0001-AAAAA' }]);
    expect((await bench.run('debtors', contacts)).report?.applied).toBe(false);
    const named = await bench.run(
      'debtors',
      'debtor_number,name,email\n0001-AAAAA,PT Satu Fiktif,ap@satu.example\n',
    );
    expect(named.report).toMatchObject({ changed: 1, applied: true });
    expect(await bench.rows('SELECT name FROM debtors')).toEqual([{ name: 'PT Satu Fiktif' }]);
  });

  it('takes several rows of one debtor as several contacts', async () => {
    const bench = await importBench();
    const file = 'debtor_number,name,email\nC-1,PT Satu Fiktif,a@satu.example\nC-1,,b@satu.example\n';
    expect((await bench.run('debtors', file)).report).toMatchObject({ created: 1, rows: 2 });
    expect(await bench.rows(CONTACTS)).toHaveLength(2);
    expect((await bench.run('debtors', file)).report?.applied).toBe(false);
  });

  it.each([
    [
      'the same row twice',
      'debtor_number,name,email\nC-1,A,a@x.example\nC-1,A,a@x.example\n',
      'Row 3, column "debtor_number": "C-1" is a duplicate of row 2. Expected each debtor once, or a further contact in each further row.',
    ],
    [
      'two names',
      'debtor_number,name,email\nC-1,A,a@x.example\nC-1,B,b@x.example\n',
      'Row 3, column "name": "B" differs from row 2 of the same debtor. Expected the same in all rows of one debtor.',
    ],
    [
      'no name',
      'debtor_number,name,email\nC-1,,a@x.example\n',
      'Row 2, column "name": "" is empty. Expected a name for a debtor the ledger does not know yet.',
    ],
    [
      'no e-mail',
      'debtor_number,name,email\nC-1,A,a@x.example;b@\n',
      'Row 2, column "email": "b@" is no e-mail address. Expected an address such as finance@company.example.',
    ],
    [
      'no phone',
      'debtor_number,name,No WA\nC-1,A,0812\n',
      'Row 2, column "No WA": "0812" is no phone number. Expected a number such as +6281234567890, or one of ID.',
    ],
    [
      'no role',
      'debtor_number,name,email,contact_role\nC-1,A,a@x.example,king\n',
      'Row 2, column "contact_role": "king" is not known. Expected owner, billing, finance or other.',
    ],
    [
      'no language of ours',
      'debtor_number,name,locale\nC-1,A,xx\n',
      'Row 2, column "locale": "xx" is not spoken. Expected one of id, en.',
    ],
    [
      'no time zone',
      'debtor_number,name,time_zone\nC-1,A,WIB+7\n',
      'Row 2, column "time_zone": "WIB+7" is no time zone. Expected an IANA name such as Asia/Jakarta.',
    ],
    [
      'an account of two debtors',
      'debtor_number,name,va_bank,va_number\nC-1,A,BCA,88081234\nC-2,B,BCA,8808 1234\n',
      'Row 3, column "va_number": "88081234" stands in row 2 for another debtor or currency. Expected an account of this debtor alone.',
    ],
  ])('refuses %s', async (_what, file, line) => {
    const bench = await importBench();
    expect((await bench.run('debtors', file)).lines[0]).toBe(line);
    expect(await bench.rows('SELECT * FROM debtors')).toEqual([]);
  });

  it('does not give a virtual account from one debtor to another', async () => {
    const bench = await importBench();
    await bench.run('debtors', 'debtor_number,name,va_bank,va_number\nC-1,A,BCA,88081234\n');
    const { lines } = await bench.run(
      'debtors',
      'debtor_number,name,va_bank,va_number\nC-2,B,BCA,88081234\n',
    );
    expect(lines[0]).toBe(
      'Row 2, column "va_number": "88081234" belongs to another debtor. Expected an account of this debtor alone.',
    );
  });
});

describe('whose file it is', () => {
  const file = 'debtor_number,name\nC-1,A\n';

  it('asks for a creditor when there is none, or several', async () => {
    const none = await importBench([]);
    expect((await none.run('debtors', file)).lines).toEqual([
      'There is no creditor yet. Make one first: sapa creditors add --slug SLUG --name "PT ...".',
    ]);
    const two = await importBench(['satu', 'dua']);
    expect((await two.run('debtors', file)).lines).toEqual([
      'There are several creditors: satu, dua. Say whose file it is with --creditor.',
    ]);
    expect((await two.run('debtors', file, { creditorSlug: 'tiga' })).lines).toEqual([
      'There is no creditor "tiga". Expected one of: satu, dua; or make it: sapa creditors add --slug tiga --name "PT ...".',
    ]);
    expect((await two.run('debtors', file, { creditorSlug: 'dua' })).report?.creditor).toBe('dua');
    expect((await two.run('debtors', file, { map: 'creditor: satu\n' })).report?.creditor).toBe('satu');
    expect(await two.rows('SELECT external_id, creditor_id FROM debtors ORDER BY 2')).toHaveLength(2);
  });
});
