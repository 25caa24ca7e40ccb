import { describe, expect, it } from 'vitest';
import type { Tx } from '../../src/storage/database.ts';
import { addDebtor, addInvoice, all, at, inWorld, run, type World } from '../support/debtor.ts';
import { talk } from './talk.ts';

const now = at('2026-03-11');

function ledger(tx: Tx, { creditorId, debtorId }: World): void {
  const add = (number: string, due: string, amount: number, more = {}) =>
    addInvoice(tx, creditorId, debtorId, { number, due, amount, ...more });
  add('INV-2026-0009', '2026-02-27', 250_000_000, {
    lines: [
      { description: 'Semen 50 kg', amount: 200_000_000 },
      { description: 'Ongkos kirim', amount: 50_000_000 },
    ],
  });
  add('INV-2026-0012', '2026-03-25', 175_000_000);
  add('INV-2026-0013', '2026-03-11', 300_000_000, { paid: 100_000_000 });
  add('INV-2026-0001', '2026-01-10', 99_000_000, { paid: 99_000_000 });
  const other = addDebtor(tx, creditorId, 'C-002');
  addInvoice(tx, creditorId, other, { number: 'INV-2026-0777', due: '2026-03-01', amount: 777_00 });
}

async function chat(
  locale: 'id' | 'en',
  job: (say: ReturnType<typeof talk>, tx: Tx, world: World) => Promise<void>,
) {
  await inWorld(now, async (tx, world) => {
    ledger(tx, world);
    await job(talk(tx, world, now, locale), tx, world);
  });
}

describe('figures, in the words of the language', () => {
  it('answers the balance', async () => {
    await chat('id', async (t) => {
      expect(await t.say('tagihan saya berapa')).toBe(
        [
          'Per 11 Maret 2026 pukul 10.00, tagihan yang belum dibayar Rp6.250.000 dari 3 faktur.',
          'Rp2.500.000 sudah lewat jatuh tempo, paling lama 12 hari.',
          'Jatuh tempo berikutnya 11 Maret 2026, Rp2.000.000.',
        ].join('\n'),
      );
      expect(t.choices).toEqual(['Lihat faktur', 'Cara bayar']);
    });
    await chat('en', async (t) => {
      expect(await t.say('what is my balance')).toContain('Rp6,250,000 is unpaid on 3 invoices.');
    });
  });

  it('says dollars apart from rupiah, and one of each in the singular', async () => {
    await chat('en', async (t, tx, { creditorId, debtorId }) => {
      const usd = { number: 'US-0001', due: '2026-04-10', amount: 120_050, currency: 'USD' };
      addInvoice(tx, creditorId, debtorId, usd);
      expect(await t.say('how much do I owe')).toContain('Besides that, US$1,200.50 on 1 invoice.');
    });
  });

  it.each([
    [
      'status INV-2026-0009',
      'belum dibayar Rp2.500.000. Jatuh temponya 27 Februari 2026, sudah lewat 12 hari.',
    ],
    ['INV/2026/0012?', 'Jatuh temponya 25 Maret 2026, 14 hari lagi.'],
    ['status faktur 0013', 'belum dibayar Rp2.000.000 dan jatuh tempo hari ini.'],
    ['status faktur INV-2026-0001', 'sudah lunas. Pembayaran terakhirnya kami terima 10 Januari 2026.'],
    ['status faktur INV-2026-0777', 'Faktur INV-2026-0777 tidak ada di catatan tagihan Anda.'],
  ])('%s', async (said, answered) => {
    await chat('id', async (t) => {
      const answer = await t.say(said);
      expect(answer).toContain(answered);
      expect(answer).not.toContain('Rp777');
    });
  });

  it('lists due dates, overdue ones first, today marked', async () => {
    await chat('id', async (t) => {
      expect(await t.say('kapan jatuh temponya')).toBe(
        [
          'Jatuh tempo tagihan Anda per 11 Maret 2026 pukul 10.00:',
          'Sudah lewat:',
          '27 Februari 2026 · Rp2.500.000 · lewat 12 hari',
          'Yang akan datang:',
          '11 Maret 2026 (hari ini) · Rp2.000.000',
          '25 Maret 2026 · Rp1.750.000',
        ].join('\n'),
      );
    });
  });

  it('explains an invoice line by line', async () => {
    await chat('id', async (t) => {
      const answer = await t.say('rincian faktur 0009');
      expect(answer).toContain('1. Semen 50 kg · Rp2.000.000\n2. Ongkos kirim · Rp500.000');
      expect(t.choices).toEqual(['Ada yang tidak sesuai']);
      expect(await t.say('Ada yang tidak sesuai')).toBe('Apa yang tidak sesuai?');
    });
  });

  it('leaves exactly one disclosure per answer', async () => {
    await chat('id', async (t, tx) => {
      for (const said of [
        'tagihan saya berapa',
        'kapan jatuh temponya',
        'status INV-2026-0009',
        'riwayat pembayaran',
      ]) {
        await t.say(said);
      }
      expect(all(tx, 'SELECT what, detail FROM disclosures ORDER BY id')).toEqual([
        { what: 'balance', detail: null },
        { what: 'due_dates', detail: null },
        { what: 'invoice_status', detail: 'INV-2026-0009' },
        { what: 'payment_history', detail: null },
      ]);
    });
  });
});

describe('250 invoices', () => {
  it('come as totals and ageing, then in pages, and as a file', async () => {
    await chat('en', async (t, tx, { creditorId, debtorId }) => {
      for (let i = 0; i < 247; i++) {
        const number = `M-${String(i).padStart(4, '0')}`;
        addInvoice(tx, creditorId, debtorId, { number, due: '2025-12-01', amount: 100_000_00 });
      }
      const first = await t.say('show my invoices');
      expect(first).toContain('Rp30,950,000 is unpaid on 250 invoices.');
      expect(first).toContain('More than 90 days overdue: Rp24,700,000 on 247 invoices');
      expect(first).toContain('Invoices 1–5 of 250, oldest due date first:');
      expect(first.length).toBeLessThan(900);
      expect(await t.say('next page')).toContain('Invoices 6–10 of 250');
      expect(await t.say('Next page')).toContain('M-0012');
      expect(await t.say('Statement (CSV)')).toContain('statement of 251 invoices');
      expect(t.saved[0]?.name).toBe('C-001-2026-03-11.csv');
      expect(t.saved[0]?.bytes.toString().split('\r\n')).toHaveLength(253);
      expect(await t.say('can I have that as excel, my list of invoices')).toContain('251 invoices');
    });
  });

  it('end with a word when there are no more', async () => {
    await chat('id', async (t) => {
      await t.say('daftar faktur');
      expect(await t.say('berikutnya')).toBe('Itu sudah semuanya.');
      expect(await t.say('Termasuk yang lunas')).toContain('INV-2026-0001');
    });
  });

  it('are picked from by their place', async () => {
    await chat('id', async (t) => {
      await t.say('daftar faktur');
      expect(await t.say('yang kedua statusnya?')).toContain('INV-2026-0013');
    });
  });
});

describe('how to pay, and whether it arrived', () => {
  it('gives the accounts of this debtor, or a person when there are none', async () => {
    await chat('id', async (t, tx, { creditorId, debtorId }) => {
      const none = await t.say('cara bayarnya gimana');
      expect(none).toContain('Rekening pembayaran belum tercatat di sini.');
      expect(none).toContain(
        'Saat ini belum ada petugas yang bisa menjawab. Permintaan Anda sudah di antrean',
      );
      run(
        tx,
        `INSERT INTO creditor_bank_accounts (creditor_id, bank, account_number, holder, currency)
         VALUES (@creditorId, 'BCA', '1234567890', 'PT Contoh', 'IDR')`,
        { creditorId },
      );
      run(
        tx,
        `INSERT INTO virtual_accounts (debtor_id, bank, account_number, currency)
         VALUES (@debtorId, 'Mandiri', '8808123', 'IDR')`,
        { debtorId },
      );
      expect(await t.say('cara bayarnya gimana')).toContain(
        'Lewat virtual account Anda:\nMandiri 8808123\nAtau transfer ke:\nBCA 1234567890 a.n. PT Contoh',
      );
    });
  });

  it('tells booked money from nothing at all', async () => {
    await chat('id', async (t) => {
      expect(await t.say('apakah pembayaran saya sudah masuk?')).toContain(
        'Pembayaran terakhir yang tercatat Rp1.000.000, kami terima 11 Maret 2026 dan sudah dibukukan untuk INV-2026-0013.',
      );
      expect(await t.say('pembayaran saya untuk faktur 0012 sudah masuk belum ya?')).toContain(
        'Belum ada pembayaran atau bukti bayar yang tercatat',
      );
    });
  });
});
