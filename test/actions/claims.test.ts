import { describe, expect, it } from 'vitest';
import type { Tx } from '../../src/storage/database.ts';
import { addInvoice, all, at, inWorld, type World } from '../support/debtor.ts';
import { talk } from './talk.ts';

const now = at('2026-03-11');

async function chat(job: (say: ReturnType<typeof talk>, tx: Tx, world: World) => Promise<void>) {
  await inWorld(now, async (tx, world) => {
    const add = (number: string, due: string, amount: number, more = {}) =>
      addInvoice(tx, world.creditorId, world.debtorId, { number, due, amount, ...more });
    add('INV-2026-0009', '2026-02-27', 250_000_000, {
      lines: [
        { description: 'Semen 50 kg', amount: 200_000_000 },
        { description: 'Ongkos kirim', amount: 50_000_000 },
      ],
    });
    add('INV-2026-0012', '2026-03-25', 175_000_000);
    add('INV-2026-0001', '2026-01-10', 99_000_000, { paid: 99_000_000 });
    await job(talk(tx, world, now), tx, world);
  });
}

const ALREADY =
  'Bukti yang sama sudah kami terima 11 Maret 2026 pukul 10.00 dengan nomor tanda terima P-0001';

describe('a transfer slip', () => {
  it('is asked for step by step, and is never "paid"', async () => {
    await chat(async (t, tx) => {
      expect(await t.say('saya mau kirim bukti transfer')).toBe('Pembayaran ini untuk faktur yang mana?');
      expect(t.choices.at(-1)).toBe('Semuanya');
      expect(await t.say('0009 dan 0012')).toContain('Silakan kirim foto atau PDF bukti transfernya');
      expect(await t.say('ini buktinya', 'slip')).toContain('Berapa yang ditransfer?');
      expect(t.choices).toEqual(['Rp4.250.000']);
      expect(await t.say('4.250.000')).toContain('Tanggal berapa transfernya?');
      const thanks = await t.say('kemarin');
      expect(thanks).toContain('Bukti transfer sudah kami terima, nomor tanda terima P-0001.');
      expect(thanks).toContain('INV-2026-0009 dan INV-2026-0012 berstatus "sedang diperiksa"');
      expect(thanks).not.toMatch(/lunas|berhasil/i);
      expect(all(tx, 'SELECT amount_minor, paid_on, state FROM payment_proofs')).toEqual([
        { amount_minor: 425_000_000, paid_on: '2026-03-10', state: 'received' },
      ]);
      expect(await t.say('status INV-2026-0009')).toContain('sedang kami cocokkan dengan rekening');
      expect(await t.say('apakah pembayaran saya sudah masuk?')).toContain('masih menunggu dicocokkan');
    });
  });

  it('starts the task when it comes out of the blue', async () => {
    await chat(async (t) => {
      expect(await t.say('', 'slip')).toBe('Pembayaran ini untuk faktur yang mana?');
      expect(await t.say('semuanya')).toContain('Berapa yang ditransfer?');
      await t.say('lewati');
      expect(await t.say('lewati')).toContain('P-0001');
    });
  });

  it('sent twice is said to be known, also as a reference number', async () => {
    await chat(async (t, tx) => {
      const send = async (invoice: string, slip: string, content?: string) => {
        await t.say('mau kirim bukti transfer');
        await t.say(invoice);
        const said = await t.say(slip, content);
        if (said.includes('sudah kami terima')) return said;
        await t.say('lewati');
        return t.say('lewati');
      };
      expect(await send('0009', '', 'bytes')).toContain('P-0001');
      expect(await send('0012', '', 'bytes')).toContain(ALREADY);
      expect(await send('0012', 'TRX-998 877')).toContain('P-0002');
      expect(await send('0012', 'trx998877')).toContain('P-0002');
      expect(all(tx, 'SELECT 1 FROM payment_proofs')).toHaveLength(2);
    });
  });

  it('refuses in words what cannot be, and asks again', async () => {
    await chat(async (t) => {
      await t.say('mau kirim bukti transfer');
      expect(await t.say('INV-2026-0001')).toContain('Faktur INV-2026-0001 sudah lunas.');
      expect(await t.say('INV-2026-9999')).toContain('tidak ada di catatan tagihan Anda');
      await t.say('ya, coba lagi');
      expect(t.open.at(-1)).toMatch(/submit_proof|offer_human/);
    });
    await chat(async (t) => {
      await t.say('mau kirim bukti transfer');
      await t.say('0009');
      expect(await t.say('AB12')).toContain('paling sedikit 6 karakter');
      await t.say('TRX998877');
      await t.say('2.500.000');
      expect(await t.say('besok')).toContain('12 Maret 2026 belum tiba.');
      expect(await t.say('1 Januari 2023')).toContain('lebih dari dua tahun yang lalu');
    });
  });

  it('takes a day said without a year as the last one', async () => {
    await chat(async (t, tx) => {
      await t.say('mau kirim bukti transfer');
      for (const said of ['0009', 'TRX998877', 'lewati', '28 Desember']) await t.say(said);
      expect(all(tx, 'SELECT paid_on FROM payment_proofs')).toEqual([{ paid_on: '2025-12-28' }]);
    });
  });
});

describe('a dispute', () => {
  it('needs a reason and a part; a line is worth its amount', async () => {
    await chat(async (t, tx) => {
      expect(await t.say('faktur 0009 jumlahnya salah')).toContain('Bagian mana yang tidak sesuai?');
      expect(t.choices).toEqual([
        '1. Semen 50 kg · Rp2.000.000',
        '2. Ongkos kirim · Rp500.000',
        'Seluruhnya (Rp2.500.000)',
      ]);
      expect(await t.say('2')).toContain('Boleh ceritakan singkat');
      const done = await t.say('di PO kami tidak ada ongkos kirim');
      expect(done).toContain('sebesar Rp500.000 sudah kami catat, nomor kasus D-0001.');
      expect(all(tx, 'SELECT reason, lines, note FROM disputes')).toEqual([
        { reason: 'wrong_amount', lines: '[2]', note: 'di PO kami tidak ada ongkos kirim' },
      ]);
      expect(await t.say('status INV-2026-0009')).toContain('sedang disanggah dengan nomor kasus D-0001');
      expect(await t.say('tagihan saya berapa')).toContain('Di antaranya Rp500.000 sedang disanggah.');
    });
  });

  it('takes an amount, but not more than is outstanding', async () => {
    await chat(async (t) => {
      await t.say('saya mau menyanggah faktur 0012');
      await t.say('barangnya rusak');
      expect(await t.say('Rp9.000.000')).toContain('tidak bisa lebih dari itu');
      await t.say('500 ribu');
      expect(await t.say('', 'photo')).toContain('sebesar Rp500.000');
    });
  });

  it('has the whole by any word for it, and is not opened twice', async () => {
    await chat(async (t, tx) => {
      await t.say('saya mau menyanggah faktur 0012');
      for (const said of ['Lainnya', 'seluruhnya']) await t.say(said);
      expect(await t.say('lewati')).toContain('sebesar Rp1.750.000');
      const again = await t.say('saya mau menyanggah faktur 0012');
      expect(again).toContain('dengan nomor kasus D-0001, dan masih kami periksa');
      expect(all(tx, 'SELECT 1 FROM disputes')).toHaveLength(1);
    });
  });
});

describe('a person', () => {
  it('is called once, with the account in the file', async () => {
    await chat(async (t, tx) => {
      await t.say('tagihan saya berapa');
      expect(await t.say('saya mau bicara dengan orang')).toContain('belum ada petugas yang bisa menjawab');
      expect(await t.say('tolong sambungkan ke petugas')).toContain('sudah ada di antrean petugas');
      const rows = all<{ summary: string }>(tx, 'SELECT summary FROM handoffs');
      expect(rows).toHaveLength(1);
      expect(rows[0]!.summary).toContain('Toko Uji (C-001): minta berbicara dengan petugas; belum dibayar');
    });
  });
});

describe('figures on buttons', () => {
  it('leave a disclosure like those in words, one per message', async () => {
    await chat(async (t, tx) => {
      await t.say('mau kirim bukti transfer');
      await t.say('0009');
      await t.say('TRX998877');
      expect(t.choices).toEqual(['Rp2.500.000']);
      await t.say('batal');
      await t.say('saya mau menyanggah faktur 0012');
      await t.say('Lainnya');
      expect(t.choices).toEqual(['Seluruhnya (Rp1.750.000)']);
      await t.say('batal');
      await t.say('daftar faktur');
      expect(all(tx, 'SELECT what, detail FROM disclosures ORDER BY id')).toEqual([
        { what: 'invoice_choices', detail: 'INV-2026-0009 INV-2026-0012' },
        { what: 'invoice_sum', detail: 'INV-2026-0009' },
        { what: 'invoice_lines', detail: 'INV-2026-0012' },
        { what: 'invoice_list', detail: 'INV-2026-0009 INV-2026-0012' },
      ]);
    });
  });
});
